import type { Authority, Principal } from '../ram/authority';
import type { BucketStore } from './bucket-store';
import { OssError } from './errors';

export interface AccessRequest {
  /** Such as `oss:GetObject`. */
  action: string;
  bucket?: string;
  key?: string;
}

interface Context {
  authority: Authority;
  region: string;
  store: BucketStore;
}

/** What a bucket's ACL opens to everybody. */
const PUBLIC_READ = new Set(['oss:GetObject', 'oss:ListObjects']);
const PUBLIC_WRITE = new Set([
  'oss:PutObject',
  'oss:DeleteObject',
  'oss:AbortMultipartUpload',
  'oss:ListParts',
  'oss:ListMultipartUploads',
]);

function openToAll(action: string, { bucket }: AccessRequest, store: BucketStore): boolean {
  if (bucket === undefined || !store.has(bucket)) return false;
  const { acl, blockPublicAccess } = store.bucket(bucket).options;
  if (blockPublicAccess !== false || acl === undefined || acl === 'private') return false;
  return PUBLIC_READ.has(action) || (acl === 'public-read-write' && PUBLIC_WRITE.has(action));
}

/** @throws OssError `AccessDenied` */
export function assertAllowed(
  access: AccessRequest,
  principal: Principal | undefined,
  { authority, region, store }: Context,
): void {
  if (!principal) {
    if (openToAll(access.action, access, store)) return;
    throw new OssError('AccessDenied', {
      message:
        access.bucket === undefined
          ? 'Anonymous access is forbidden for this operation.'
          : 'You have no right to access this object because of bucket acl.',
    });
  }
  const path = [access.bucket ?? '*', access.key].filter((part) => part !== undefined).join('/');
  const resource = `acs:oss:${region}:${authority.accountId}:${path}`;
  if (authority.isAllowed(principal, access.action, resource)) return;
  throw new OssError('AccessDenied', {
    message: 'You have no right to access this object because of bucket acl.',
    elements: {
      AccessDeniedDetail: {
        AuthAction: access.action,
        AuthPrincipalType: { root: 'RootUser', user: 'SubUser', 'assumed-role': 'AssumedRoleUser' }[
          principal.kind
        ],
        AuthPrincipalDisplayName: principal.arn,
        AuthPrincipalOwnerId: principal.accountId,
        PolicyType: 'AccountLevelIdentityBasedPolicy',
      },
    },
  });
}

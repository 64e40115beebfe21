import type { Authority, Principal } from '../ram/authority';
import type { BucketStore } from './bucket-store';
import { OssError } from './errors';
import type { BucketOptions } from './service';

export interface OssAccess {
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

/** Actions for which an object's own ACL comes before its bucket's. */
const OBJECT_ACTIONS = new Set(['oss:GetObject', 'oss:PutObject']);

function openToAll(action: string, { bucket, key }: OssAccess, store: BucketStore): boolean {
  if (bucket === undefined || !store.has(bucket)) return false;
  const { objects, options } = store.bucket(bucket);
  const own = key !== undefined && OBJECT_ACTIONS.has(action) ? objects.get(key)?.acl : undefined;
  const acl = own === undefined || own === 'default' ? options.acl : own;
  if (options.blockPublicAccess !== false || acl === undefined || acl === 'private') return false;
  return PUBLIC_READ.has(action) || (acl === 'public-read-write' && PUBLIC_WRITE.has(action));
}

/** @throws OssError `AccessDenied` for a public ACL while the bucket blocks public access, which is the default */
export function assertNotPublic(
  acl: string | undefined,
  { blockPublicAccess }: BucketOptions,
  what: 'bucket' | 'object',
): void {
  if (blockPublicAccess === false || !acl?.startsWith('public-')) return;
  throw new OssError('AccessDenied', {
    message: `Put public ${what} acl is not allowed.`,
    ec: '0003-00000801',
  });
}

/** @throws OssError `AccessDenied` */
export function assertAllowed(
  access: OssAccess,
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

import type OSS from 'ali-oss';
import { UserError } from '../program/errors';

/** What the client knows and its types do not. */
interface Untyped {
  putBucketEncryption(bucket: string, options: { SSEAlgorithm: string }): Promise<unknown>;
  request(parameters: object): Promise<unknown>;
  _bucketRequestParams(method: string, bucket: string, mark: string, options: object): object;
}

/** What `GetBucketInfo` tells of a bucket, as far as it is looked at here. */
interface Told {
  Owner?: { ID?: unknown };
  BlockPublicAccess?: unknown;
  ServerSideEncryptionRule?: { SSEAlgorithm?: unknown };
}

const codeOf = (error: unknown): unknown => (Object(error) as { code?: unknown }).code;

/** The bucket's description; undefined when there is no bucket of this name. */
async function told(oss: OSS, bucket: string): Promise<Told | undefined> {
  try {
    return ((await oss.getBucketInfo(bucket)).bucket ?? {}) as Told;
  } catch (error) {
    if (codeOf(error) === 'NoSuchBucket') return undefined;
    if (codeOf(error) === 'AccessDenied') throw strange(bucket);
    throw error;
  }
}

const strange = (bucket: string): UserError =>
  new UserError(
    `The bucket '${bucket}' for the code belongs to another account, or these credentials may not do oss:GetBucketInfo on it. ` +
      'Give another name with -c assetQualifier=NAME.',
  );

/**
 * Makes a bucket for assets what it should be: there, this account's, private, encrypted, and closed to the public. A
 * bucket of a foolish or an evil neighbour is never written to.
 * @throws UserError when it is not this account's
 */
export async function ensureAssetBucket(oss: OSS, bucket: string, accountId: string): Promise<void> {
  const found = await told(oss, bucket);
  if (!found) await create(oss, bucket);
  else if (found.Owner?.ID !== accountId) throw strange(bucket);
  // Also where an earlier deployment was cut off in between.
  const { SSEAlgorithm = 'None' } = found?.ServerSideEncryptionRule ?? {};
  const client = oss as unknown as Untyped;
  if (SSEAlgorithm === 'None') await client.putBucketEncryption(bucket, { SSEAlgorithm: 'AES256' });
  if (found?.BlockPublicAccess !== 'true') await blockPublicAccess(client, bucket);
}

/**
 * Whether the bucket for the code is there and this account's.
 * @throws UserError when it is another's
 */
export async function isAccountsBucket(oss: OSS, bucket: string, accountId: string): Promise<boolean> {
  const found = await told(oss, bucket);
  if (found && found.Owner?.ID !== accountId) throw strange(bucket);
  return found !== undefined;
}

async function create(oss: OSS, bucket: string): Promise<void> {
  try {
    await oss.putBucket(bucket, { acl: 'private' } as OSS.PutBucketOptions);
  } catch (error) {
    if (codeOf(error) === 'BucketAlreadyExists') throw strange(bucket);
    throw error;
  }
}

async function blockPublicAccess(client: Untyped, bucket: string): Promise<void> {
  const content =
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>';
  await client.request({
    ...client._bucketRequestParams('PUT', bucket, 'publicAccessBlock', {}),
    mime: 'xml',
    content,
    successStatuses: [200],
  });
}

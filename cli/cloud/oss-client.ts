import OSS from 'ali-oss';
import type { Keys } from './keys';

export interface OssAccess extends Keys {
  /** With scheme, without bucket. */
  ossEndpoint: string;
  /** Such as `cn-hangzhou`. */
  region: string;
  bucket: string;
}

/**
 * An OSS client of one bucket.
 * @param retries further attempts of a request whose connection failed; an upload from a stream cannot be repeated. @default 0
 * @param timeoutMs of a request in milliseconds. @default - the SDK's own, 60,000
 */
export function ossClient(
  access: OssAccess,
  { retries = 0, timeoutMs }: { retries?: number; timeoutMs?: number } = {},
): OSS {
  const { ossEndpoint, region, bucket, accessKeyId, accessKeySecret, securityToken } = access;
  const { protocol, hostname } = new URL(ossEndpoint);
  const options = {
    endpoint: ossEndpoint,
    region: `oss-${region}`,
    bucket,
    accessKeyId,
    accessKeySecret,
    ...(securityToken ? { stsToken: securityToken } : {}),
    // New accounts and new buckets refuse V1.
    authorizationV4: true,
    secure: protocol === 'https:',
    // With an IP address the bucket cannot be part of the host name.
    sldEnable: hostname === 'localhost',
    ...(retries > 0 ? { retryMax: retries } : {}),
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    // A service that says nothing would be waited for once more each time.
    requestErrorRetryHandle: ({ code, name }: { code?: string; name?: string }) =>
      !/Timeout/.test(`${code} ${name}`),
  };
  return new OSS(options as OSS.Options);
}

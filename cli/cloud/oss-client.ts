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
 * An OSS client for one bucket.
 * @param retries further attempts when a connection failed. An upload from a stream cannot be repeated.
 * @default 0
 */
export function ossClient(access: OssAccess, { retries = 0 } = {}): OSS {
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
  };
  return new OSS(options);
}

import type { ObjectAddress, ObjectVersion } from './object-version';

/** Where objects are read from, and as whom. */
export interface ObjectSource {
  /** Endpoint without a bucket and with its scheme, such as `https://oss-cn-hangzhou-internal.aliyuncs.com`. */
  endpoint: string;
  /** Such as `cn-hangzhou`: part of what a V4 signature signs. */
  region: string;
  credentials: {
    accessKeyId: string;
    accessKeySecret: string;
    securityToken?: string;
  };
}

/**
 * Looks at an object without reading it.
 *
 * @param deadline epoch milliseconds
 * @returns the current version, or undefined when the object is not in the bucket
 * @throws RecordedError when access is denied
 * @throws PlatformError when OSS cannot be reached, throttles or fails
 */
export async function lookAt(
  _source: ObjectSource,
  _address: ObjectAddress,
  _deadline: number,
): Promise<ObjectVersion | undefined> {
  throw new Error('not yet');
}

import { signRequest } from '../../functions/extract/object-reader/sign-request';
import type { CloudAddress } from '../cloud/messages';

/** An hour: a run may have to wait for its turn. */
const SECONDS = 3600;

/**
 * The address that the tutorial hands to mediainfo. With the numeric host, since the shipped mediainfo looks no names
 * up; it opens nothing but a stand-in on this machine, whose key is as short-lived as the bench.
 */
export function signedUrl(cloud: CloudAddress, key: string, port = cloud.ossPort): string {
  const { region, accessKeyId, accessKeySecret, bucket } = cloud;
  const source = {
    endpoint: `http://127.0.0.1:${port}`,
    region,
    credentials: { accessKeyId, accessKeySecret },
  };
  const { path } = signRequest('GET', source, { bucket, key }, SECONDS);
  return `${source.endpoint}${path}`;
}

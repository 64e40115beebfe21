import OSS from 'ali-oss';
import type { CloudAddress } from '../cloud/messages';

/** An hour: a run may have to wait for its turn. */
const SECONDS = 3600;

/**
 * The address that the tutorial hands to mediainfo. With the numeric host, since the shipped mediainfo looks no names
 * up; it opens nothing but a stand-in on this machine, whose key is as short-lived as the bench.
 */
export async function signedUrl(cloud: CloudAddress, key: string, port = cloud.ossPort): Promise<string> {
  const { region, accessKeyId, accessKeySecret, bucket } = cloud;
  const client = new OSS({
    endpoint: `http://127.0.0.1:${port}`,
    region: `oss-${region}`,
    accessKeyId,
    accessKeySecret,
    bucket,
    authorizationV4: true,
  });
  return client.signatureUrlV4('GET', SECONDS, undefined, key);
}

import OSS from 'ali-oss';
import type { CloudAddress } from '../cloud/messages';

/** One hour, because a run may have to wait for its turn. */
const SECONDS = 3600;

/**
 * The URL that the tutorial passes to mediainfo. It has a numeric host, because the shipped mediainfo looks
 * up no names. It only opens a stand-in on this machine, whose key only lives as long as the bench.
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
    // A numeric host has no name of the bucket in front of it.
    sldEnable: true,
  } as OSS.Options);
  return client.signatureUrlV4('GET', SECONDS, undefined, key);
}

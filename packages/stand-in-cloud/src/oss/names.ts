import { limits } from 'ros-template-check';
import { OssError } from './errors';

/** @throws OssError `InvalidBucketName` */
export function assertBucketName(name: string): void {
  if (!limits.oss.BUCKET_NAME.test(name)) {
    throw new OssError('InvalidBucketName', { elements: { BucketName: name } });
  }
}

/**
 * A key starts with neither `/` nor `\`.
 * @throws OssError `InvalidObjectName`
 */
export function assertObjectKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes < 1 || bytes > limits.oss.OBJECT_KEY_BYTES || key.startsWith('/') || key.startsWith('\\')) {
    throw new OssError('InvalidObjectName', { elements: { ObjectName: key } });
  }
}

/** RFC 3986: everything but unreserved characters is percent-encoded. */
export function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Decodes a URL-encoded name in a header. The Go client writes a space as a plus sign, and the service reads it so:
 * a real plus sign must be encoded.
 * @throws URIError
 */
export function decodeName(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}

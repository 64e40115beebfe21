import { OssError } from './errors';

/** @throws OssError `InvalidBucketName` */
export function assertBucketName(name: string): void {
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) {
    throw new OssError('InvalidBucketName', { elements: { BucketName: name } });
  }
}

/** Keys are 1 to 1,023 bytes of UTF-8 and start with neither `/` nor `\`. */
const MAX_KEY_BYTES = 1023;

/** @throws OssError `InvalidObjectName` */
export function assertObjectKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes < 1 || bytes > MAX_KEY_BYTES || key.startsWith('/') || key.startsWith('\\')) {
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

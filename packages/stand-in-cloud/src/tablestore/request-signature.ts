import { createHash, createHmac } from 'node:crypto';

/** Header names in lower case. */
export type OtsHeaders = Record<string, string>;

export const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('base64');

const hmac = (algorithm: 'sha1' | 'sha256', key: string | Buffer, text: string): Buffer =>
  createHmac(algorithm, key).update(text).digest();

const SIGNATURES = ['x-ots-signature', 'x-ots-signaturev4'];

/** The `x-ots-*` headers, sorted, without the signatures themselves. */
function canonicalHeaders(headers: OtsHeaders): string {
  return Object.keys(headers)
    .filter((name) => name.startsWith('x-ots-') && !SIGNATURES.includes(name))
    .sort()
    .map((name) => `${name}:${(headers[name] as string).trim()}`)
    .join('\n');
}

/** The empty line is the place of the query string, which no operation has. */
const stringToSign = (path: string, headers: OtsHeaders): string =>
  `${path}\nPOST\n\n${canonicalHeaders(headers)}\n`;

/** HMAC-SHA1, in `x-ots-signature`. */
export function requestSignature(secret: string, path: string, headers: OtsHeaders): string {
  return hmac('sha1', secret, stringToSign(path, headers)).toString('base64');
}

/** The V4 key of one day and region. The base64 text is used as the key, not the bytes. */
function derivedKey(secret: string, headers: OtsHeaders): string {
  const scope = [
    headers['x-ots-signdate'] ?? '',
    headers['x-ots-signregion'] ?? '',
    'ots',
    'aliyun_v4_request',
  ];
  const key = scope.reduce<Buffer | string>(
    (parent, part) => hmac('sha256', parent, part),
    `aliyun_v4${secret}`,
  );
  return key.toString('base64');
}

/** HMAC-SHA256 with the derived key, in `x-ots-signaturev4`. */
export function requestSignatureV4(secret: string, path: string, headers: OtsHeaders): string {
  const text = `${stringToSign(path, headers)}ots`;
  return hmac('sha256', derivedKey(secret, headers), text).toString('base64');
}

/** The key for signing the answer: the key of the request, which for V4 is the derived key. */
export const answerKey = (secret: string, request: OtsHeaders): string =>
  request['x-ots-signaturev4'] ? derivedKey(secret, request) : secret;

/** HMAC-SHA1 in both versions. All official clients but the one for Node.js verify it. */
export function responseSignature(key: string, path: string, headers: OtsHeaders): string {
  return hmac('sha1', key, `${canonicalHeaders(headers)}\n${path}`).toString('base64');
}

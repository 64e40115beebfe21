import { createHash, createHmac } from 'node:crypto';
import { encodeUri } from './names';
import type { OssRequest } from './request';

export const ALGORITHM = 'OSS4-HMAC-SHA256';

/** Day and region of a signature, from `AK/DATE/REGION/oss/aliyun_v4_request`. */
export interface Scope {
  date: string;
  region: string;
}

const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text, 'latin1').digest();

/** Hexadecimal signature of a text under the key derived for one day, region and service. */
export function sign(secret: string, scope: Scope, text: string): string {
  const day = hmac(`aliyun_v4${secret}`, scope.date);
  const key = hmac(hmac(hmac(day, scope.region), 'oss'), 'aliyun_v4_request');
  return createHmac('sha256', key).update(text, 'latin1').digest('hex');
}

/** Headers that are always signed; others are signed only when the client lists them. */
const alwaysSigned = (name: string) =>
  name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-');

/**
 * The canonical form of a request, which client and service both sign. One character is one byte.
 *
 * @param emptyValue the text between name and empty value: the clients for Python and Go sign only the name, the one
 * for Node.js sends the same request but signs `name=`
 */
export function canonicalRequest(
  request: OssRequest,
  additionalHeaders: string[],
  emptyValue: '' | '=' = '',
): string {
  const resource = `/${request.bucket ? `${request.bucket}/` : ''}${request.key}`;
  const query = [...request.query]
    .filter(([name]) => name !== 'x-oss-signature')
    .map(([name, value]) => [encodeUri(name), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) =>
      value ? `${name}=${encodeUri(value)}` : name + (value === null ? '' : emptyValue),
    );
  const names = new Set([...additionalHeaders, ...Object.keys(request.headers).filter(alwaysSigned)]);
  const headers = [...names].sort().map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`);
  return [
    request.method,
    encodeUri(resource).replaceAll('%2F', '/'),
    query.join('&'),
    headers.join(''),
    additionalHeaders.join(';'),
    request.headers['x-oss-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
}

export function stringToSign(time: string, scope: Scope, canonical: string): string {
  const digest = createHash('sha256').update(canonical, 'latin1').digest('hex');
  return [ALGORITHM, time, `${scope.date}/${scope.region}/oss/aliyun_v4_request`, digest].join('\n');
}

import { createHash, createHmac } from 'node:crypto';
import type { Keys } from './keys';

export interface SignableRequest {
  method: string;
  path: string;
  /** From `canonicalQuery`. @default - no query */
  query?: string;
  /** With lower-case names; one of them is `x-acs-content-sha256`. */
  headers: Record<string, string>;
}

/** The text of a query as it is sent and signed: sorted by name, with what RFC 3986 leaves as it is. */
export const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.keys(query)
    .sort()
    .map((name) => `${escaped(name)}=${escaped(query[name]!)}`)
    .join('&');

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * The header `authorization` of a request, signed in version 3 of Alibaba Cloud's common signature,
 * `ACS3-HMAC-SHA256`. It covers the host, the content's type and every header of the API.
 */
export function acs3Authorization(
  keys: Keys,
  { method, path, query = '', headers }: SignableRequest,
): string {
  const signed = Object.keys(headers)
    .filter((name) => name.startsWith('x-acs-') || name === 'host' || name === 'content-type')
    .sort();
  const lines = signed.map((name) => `${name}:${headers[name]!.trim()}\n`);
  const names = signed.join(';');
  const canonical = [method, path, query, lines.join(''), names, headers['x-acs-content-sha256']].join('\n');
  const text = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const signature = createHmac('sha256', keys.accessKeySecret).update(text).digest('hex');
  return `ACS3-HMAC-SHA256 Credential=${keys.accessKeyId},SignedHeaders=${names},Signature=${signature}`;
}

import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Credentials } from '../../src/ram/authority';

interface ApiAnswer {
  status: number;
  body: Record<string, unknown>;
}

export type Parameters = Record<string, string>;

/** What a test changes in the request of an official client. */
export interface Odd {
  time?: string;
  nonce?: string;
  version?: string;
  /** Added after signing. */
  added?: Parameters;
  withoutToken?: boolean;
  /** Told what the client signs. */
  onSigned?: (text: string) => void;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const queryOf = (parameters: Parameters): string =>
  Object.keys(parameters)
    .sort()
    .map((name) => `${encode(name)}=${encode(parameters[name]!)}`)
    .join('&');
const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function answerOf(response: Response): Promise<ApiAnswer> {
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Signs as the older clients do: in the parameters, with HMAC-SHA1. */
export async function callByParameters(
  endpoint: string,
  key: Credentials,
  action: string,
  parameters: Parameters,
  odd: Odd = {},
): Promise<ApiAnswer> {
  const all: Parameters = {
    ...parameters,
    Action: action,
    Version: odd.version ?? '2019-09-10',
    Format: 'JSON',
    AccessKeyId: key.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: odd.nonce ?? randomUUID(),
    Timestamp: odd.time ?? now(),
    ...(key.securityToken && !odd.withoutToken ? { SecurityToken: key.securityToken } : {}),
  };
  const text = `POST&%2F&${encode(queryOf(all))}`;
  odd.onSigned?.(text);
  const Signature = createHmac('sha1', `${key.accessKeySecret}&`).update(text).digest('base64');
  const body = new URLSearchParams({ ...all, Signature, ...odd.added });
  return answerOf(await fetch(`${endpoint}/`, { method: 'POST', body }));
}

/** Signs as the newer clients do: in the headers, with ACS3-HMAC-SHA256. */
export async function callByHeaders(
  endpoint: string,
  key: Credentials,
  action: string,
  parameters: Parameters,
  odd: Odd = {},
): Promise<ApiAnswer> {
  const query = queryOf(parameters);
  const headers: Record<string, string> = {
    host: new URL(endpoint).host,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': odd.time ?? now(),
    'x-acs-signature-nonce': odd.nonce ?? randomUUID(),
    'x-acs-version': odd.version ?? '2019-09-10',
    ...(key.securityToken && !odd.withoutToken ? { 'x-acs-security-token': key.securityToken } : {}),
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}`);
  const canonical = ['POST', '/', query, ...lines, '', names.join(';'), sha256('')].join('\n');
  const text = `ACS3-HMAC-SHA256\n${sha256(canonical)}`;
  odd.onSigned?.(text);
  const signature = createHmac('sha256', key.accessKeySecret).update(text).digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${key.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
  const more = odd.added ? `&${queryOf(odd.added)}` : '';
  const { host: _, ...sent } = headers;
  return answerOf(
    await fetch(`${endpoint}/?${query}${more}`, { method: 'POST', headers: { ...sent, authorization } }),
  );
}

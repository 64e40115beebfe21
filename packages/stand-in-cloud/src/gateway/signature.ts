import { createHash, createHmac } from 'node:crypto';
import { sameText } from '../same-text';
import { ApiError } from './errors';
import type { ApiRequest } from './request';

/** What a request says about who signed it and when. */
export interface Signed {
  accessKeyId: string;
  securityToken?: string;
  /** When it was signed, as the client says: `2026-01-31T10:20:30Z`. */
  time: string;
  /** Differs from request to request. */
  nonce: string;
  action: string;
  version: string;
  /** What the client should have signed. */
  stringToSign: string;
  /** Whether the signature was made with this secret. */
  isBy(secret: string): boolean;
}

/** Signature 1.0, in the parameters, or ACS3-HMAC-SHA256, in the headers: official clients use either. */
export function readSignature(request: ApiRequest): Signed {
  return request.headers.authorization
    ? fromHeaders(request, request.headers.authorization)
    : fromParameters(request);
}

const ACS3 =
  /^ACS3-HMAC-SHA256 Credential=(?<key>[^,\s]+),\s*SignedHeaders=(?<headers>[^,\s]+),\s*Signature=(?<signature>[0-9a-f]+)$/;

function fromHeaders(request: ApiRequest, authorization: string): Signed {
  const parts = ACS3.exec(authorization)?.groups;
  if (!parts) {
    const form = 'ACS3-HMAC-SHA256 Credential=KEY,SignedHeaders=NAMES,Signature=HEX';
    throw new ApiError('SignatureDoesNotMatch', `The Authorization header must be of the form ${form}.`);
  }
  const header = (name: string): string => String(request.headers[name] ?? '');
  const names = String(parts['headers']).split(';');
  const missing = ['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce'].find(
    (name) => !names.includes(name),
  );
  if (missing) throw new ApiError('SignatureDoesNotMatch', `The header ${missing} must be signed.`);
  const hash = sha256(request.body);
  const text = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${header(name).trim()}`),
    '',
    names.join(';'),
    hash,
  ].join('\n');
  const stringToSign = `ACS3-HMAC-SHA256\n${sha256(text)}`;
  return {
    accessKeyId: String(parts['key']),
    securityToken: header('x-acs-security-token') || undefined,
    time: header('x-acs-date'),
    nonce: header('x-acs-signature-nonce'),
    action: header('x-acs-action'),
    version: header('x-acs-version'),
    stringToSign,
    isBy: (secret) =>
      header('x-acs-content-sha256') === hash &&
      sameText(hmac('sha256', secret, stringToSign).toString('hex'), String(parts['signature'])),
  };
}

function fromParameters({ method, parameters }: ApiRequest): Signed {
  const given = (name: string): string => parameters.get(name) ?? '';
  if (!given('AccessKeyId'))
    throw new ApiError('MissingAccessKeyId', 'AccessKeyId is mandatory for this action.');
  const query = canonicalQuery([...parameters].filter(([name]) => name !== 'Signature'));
  const text = [method, encode('/'), encode(query)].join('&');
  return {
    accessKeyId: given('AccessKeyId'),
    securityToken: given('SecurityToken') || undefined,
    time: given('Timestamp'),
    nonce: given('SignatureNonce'),
    action: given('Action'),
    version: given('Version'),
    stringToSign: text,
    isBy: (secret) => sameText(hmac('sha1', `${secret}&`, text).toString('base64'), given('Signature')),
  };
}

/** Sorted by name; everything but unreserved characters is percent-encoded. */
function canonicalQuery(parameters: readonly (readonly [string, string])[]): string {
  return parameters
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

const hmac = (algorithm: string, key: string, text: string): Buffer =>
  createHmac(algorithm, key).update(text, 'utf8').digest();

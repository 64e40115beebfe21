import type { Authority, Principal } from '../ram/authority';
import { sameText } from '../same-text';
import { authFailed, parameterInvalid } from './errors';
import { md5, type OtsHeaders, requestSignature, requestSignatureV4 } from './request-signature';

/** Largest difference between a request's date and our clock, in milliseconds. */
const MAX_SKEW = 15 * 60 * 1000;

const REQUIRED = [
  'x-ots-date',
  'x-ots-apiversion',
  'x-ots-accesskeyid',
  'x-ots-contentmd5',
  'x-ots-instancename',
];

export interface Caller {
  principal: Principal;
  accessKeyId: string;
  accessKeySecret: string;
}

const KEY_REFUSALS = {
  UnknownKey: 'The AccessKeyID does not exist.',
  MissingToken: 'The AccessKeyID does not exist.',
  InvalidToken: 'The STS token is invalid.',
  ExpiredToken: 'The STS token has expired.',
};

/** Finds the owner of the key, with which answers and refusals are signed. @throws OtsError `OTSAuthFailed` */
export function identify(headers: OtsHeaders, authority: Authority): Caller {
  for (const name of REQUIRED) {
    if (!headers[name]) throw parameterInvalid(`Missing header: '${name}'.`);
  }
  const accessKeyId = headers['x-ots-accesskeyid'] as string;
  const key = authority.lookup(accessKeyId, headers['x-ots-ststoken']);
  if (!key.known) throw authFailed(KEY_REFUSALS[key.reason]);
  return { principal: key.principal, accessKeyId, accessKeySecret: key.accessKeySecret };
}

/** @throws OtsError `OTSAuthFailed` when date, body digest or signature is not right */
export function verifyRequest(
  request: { path: string; headers: OtsHeaders; body: Buffer },
  secret: string,
  now: number,
): void {
  const { path, headers, body } = request;
  const date = headers['x-ots-date'] as string;
  const time = Date.parse(date);
  if (Number.isNaN(time)) throw parameterInvalid(`Invalid date format: ${date}.`);
  if (Math.abs(time - now) > MAX_SKEW) {
    throw authFailed(`Mismatch between system time and x-ots-date: ${date}.`);
  }
  if (md5(body) !== headers['x-ots-contentmd5']) {
    throw authFailed('Mismatch between MD5 value of request body and x-ots-contentmd5 in header.');
  }
  if (!signed(path, headers, secret)) throw authFailed('Signature mismatch.');
}

function signed(path: string, headers: OtsHeaders, secret: string): boolean {
  const v4 = headers['x-ots-signaturev4'];
  if (v4) return sameText(v4, requestSignatureV4(secret, path, headers));
  const v2 = headers['x-ots-signature'];
  if (!v2) throw parameterInvalid("Missing header: 'x-ots-signature'.");
  return sameText(v2, requestSignature(secret, path, headers));
}

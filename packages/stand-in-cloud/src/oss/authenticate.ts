import type { Clock } from '../clock';
import type { Authority, Principal } from '../ram/authority';
import { sameText } from '../same-text';
import { type Claim, readClaim } from './claim';
import { parseCredential } from './credential';
import { invalidArgument, OssError } from './errors';
import type { OssRequest } from './request';
import { canonicalRequest, sign, stringToSign } from './signature-v4';
import { httpTime, parseCompactTime } from './times';

/** The service's limit of the difference between both clocks. */
const MAX_SKEW_MS = 15 * 60_000;
/** Longest life of a presigned URL, 7 days. */
const MAX_EXPIRES_SECONDS = 604_800;

interface Verifier {
  authority: Authority;
  clock: Clock;
  region: string;
}

/** @throws OssError `AccessDenied` for a time that cannot be read */
function signingTime(claim: Claim): number {
  const signedAt = parseCompactTime(claim.time);
  if (signedAt !== undefined) return signedAt;
  throw new OssError('AccessDenied', {
    message: 'OSS authentication requires a valid Date.',
    ec: '0002-00000503',
  });
}

function checkTime(request: OssRequest, claim: Claim, signedAt: number, now: number): void {
  if (claim.where === 'header') {
    if (Math.abs(now - signedAt) <= MAX_SKEW_MS) return;
    throw new OssError('RequestTimeTooSkewed', {
      elements: {
        MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
        RequestTime: new Date(signedAt).toISOString(),
        ServerTime: new Date(now).toISOString(),
      },
    });
  }
  const expires = request.query.get('x-oss-expires') ?? '';
  if (!/^\d+$/.test(expires) || Number(expires) < 1 || Number(expires) > MAX_EXPIRES_SECONDS) {
    throw invalidArgument(
      'x-oss-expires',
      expires,
      `x-oss-expires must be between 1 and ${MAX_EXPIRES_SECONDS} seconds.`,
      '0002-00000232',
    );
  }
  const elements = { ServerTime: httpTime(now) };
  if (now > signedAt + Number(expires) * 1000) {
    throw new OssError('AccessDenied', {
      message: 'Request has expired.',
      ec: '0002-00000069',
      elements: { ...elements, Expires: httpTime(signedAt + Number(expires) * 1000) },
    });
  }
  if (signedAt - now > MAX_SKEW_MS) {
    throw new OssError('AccessDenied', {
      message: 'Request is not valid yet.',
      ec: '0002-00000235',
      elements,
    });
  }
}

/** Finds the owner and the secret of a key, or throws the service's refusal. */
export function findKey(
  authority: Authority,
  accessKeyId: string,
  token: string | undefined,
): { principal: Principal; accessKeySecret: string } {
  const found = authority.lookup(accessKeyId, token);
  if (found.known) return found;
  const elements = { OSSAccessKeyId: accessKeyId };
  switch (found.reason) {
    case 'InvalidToken':
      throw new OssError('InvalidSecurityToken', { elements });
    case 'ExpiredToken':
      throw new OssError('SecurityTokenExpired', { elements });
    // The service does not find a temporary key without its token.
    case 'MissingToken':
    case 'UnknownKey':
      throw new OssError('InvalidAccessKeyId', { elements });
  }
}

/**
 * Who sent a request; undefined for an anonymous one.
 * @throws OssError for a signature that the service refuses
 */
export function authenticate(request: OssRequest, verifier: Verifier): Principal | undefined {
  const claim = readClaim(request);
  if (!claim) return undefined;
  const signedAt = signingTime(claim);
  const scope = parseCredential(claim.credential, claim.where, verifier.region, claim.time);
  const { principal, accessKeySecret } = findKey(verifier.authority, scope.accessKeyId, claim.token);
  checkTime(request, claim, signedAt, verifier.clock.now());
  const canonical = canonicalRequest(request, claim.additionalHeaders);
  const text = stringToSign(claim.signedTime, scope, canonical);
  const other = canonicalRequest(request, claim.additionalHeaders, '=');
  const accepted = [text, stringToSign(claim.signedTime, scope, other)];
  if (!accepted.some((form) => sameText(sign(accessKeySecret, scope, form), claim.signature))) {
    throw new OssError('SignatureDoesNotMatch', {
      elements: {
        OSSAccessKeyId: scope.accessKeyId,
        SignatureProvided: claim.signature,
        StringToSign: text,
        StringToSignBytes: Buffer.from(text).toString('hex').toUpperCase().replace(/../g, '$& ').trim(),
        CanonicalRequest: withoutToken(canonical, claim.token),
      },
    });
  }
  return principal;
}

/** Removes the token, which is a secret, because the answer may be logged. */
function withoutToken(canonical: string, token: string | undefined): string {
  if (!token) return canonical;
  return canonical.replaceAll(token, '***').replaceAll(encodeURIComponent(token), '***');
}

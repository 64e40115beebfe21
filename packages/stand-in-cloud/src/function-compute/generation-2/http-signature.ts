import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../clock';
import type { Authority, Principal } from '../../ram/authority';
import { sameText } from '../../same-text';
import { FcError } from '../errors';

/** A request whose time differs more from our clock is refused as a replay. */
const MAX_SKEW_MS = 15 * 60 * 1000;
const AUTHORIZATION = /^FC (?<accessKeyId>[^:\s]+):(?<signature>\S+)$/;

/**
 * Finds out who signed a request: `Authorization: FC KEY:SIGNATURE`, HMAC-SHA256 over method, MD5, type, date,
 * `x-fc-` headers and path.
 * @throws FcError 403 for a signature, key, token or date that is missing, wrong or too old
 */
export function authenticate(request: IncomingMessage, authority: Authority, clock: Clock): Principal {
  const parts = AUTHORIZATION.exec(request.headers.authorization ?? '')?.groups;
  if (!parts?.['accessKeyId'] || !parts['signature']) {
    throw new FcError('AccessDenied', "the Authorization header must have the form 'FC KEY:SIGNATURE'");
  }
  checkDate(request, clock);
  const found = authority.lookup(parts['accessKeyId'], header(request, 'x-fc-security-token') || undefined);
  if (!found.known) {
    throw found.reason === 'UnknownKey'
      ? new FcError('InvalidAccessKeyID', `invalid access key ID '${parts['accessKeyId']}'`)
      : new FcError('InvalidSecurityToken', `the security token is refused: ${found.reason}`);
  }
  const signature = parts['signature'];
  if (
    !resources(request).some((resource) =>
      sameText(sign(request, resource, found.accessKeySecret), signature),
    )
  ) {
    throw new FcError(
      'SignatureNotMatch',
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your access key and signing method',
    );
  }
  return found.principal;
}

function checkDate(request: IncomingMessage, clock: Clock): void {
  const date = header(request, 'date');
  if (!date) {
    throw new FcError('MissingRequiredHeader', 'required HTTP header Date was not specified');
  }
  const skew = Math.abs(Date.parse(date) - clock.now());
  // An unreadable date gives NaN; `!(NaN <= x)` is true, so it is refused.
  if (!(skew <= MAX_SKEW_MS)) {
    throw new FcError('AccessDenied', `the request's date '${date}' is more than 15 minutes from ours`);
  }
}

/** By the documentation the query is signed too, but the SDKs leave it out. The service accepts both. */
function resources(request: IncomingMessage): string[] {
  const [path = '', query] = (request.url ?? '').split('?');
  const decoded = decodeURIComponent(path);
  return query === undefined ? [decoded] : [decoded, `${decoded}?${query}`];
}

function sign(request: IncomingMessage, resource: string, secret: string): string {
  const fcHeaders = Object.keys(request.headers)
    .filter((name) => name.startsWith('x-fc-'))
    .sort()
    .map((name) => `${name}:${header(request, name)}\n`);
  const text = [
    request.method,
    header(request, 'content-md5'),
    header(request, 'content-type'),
    header(request, 'date'),
    fcHeaders.join('') + resource,
  ].join('\n');
  return createHmac('sha256', secret).update(text, 'utf8').digest('base64');
}

function header(request: IncomingMessage, name: string): string {
  return String(request.headers[name] ?? '');
}

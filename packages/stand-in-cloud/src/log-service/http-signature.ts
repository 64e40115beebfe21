import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock';
import type { Authority, Principal } from '../ram/authority';
import { sameText } from '../same-text';
import { SlsError } from './errors';

/** A request whose time differs more from the service's is refused. */
const MAX_SKEW_MS = 15 * 60 * 1000;

/** Who signed a request of Log Service (its signature 1: HMAC-SHA1 in the Authorization header). @throws SlsError */
export function authenticate(request: IncomingMessage, authority: Authority, clock: Clock): Principal {
  const header = (name: string): string => String(request.headers[name] ?? '');
  if (!header('date')) throw new SlsError('MissingDate', 'Date does not exist in http header.');
  // A date that cannot be read is not near, either.
  if (!(Math.abs(Date.parse(header('date')) - clock.now()) <= MAX_SKEW_MS)) {
    throw new SlsError('RequestTimeTooSkewed', `Request time exceeds server time more than 15 minutes.`);
  }
  const [, accessKeyId = '', signature = ''] = /^LOG ([^:\s]+):(\S+)$/.exec(header('authorization')) ?? [];
  const found = authority.lookup(accessKeyId, header('x-acs-security-token') || undefined);
  if (!found.known) throw new SlsError('Unauthorized', 'The AccessKeyId or its token is unauthorized.');
  const expected = createHmac('sha1', found.accessKeySecret).update(signedText(request)).digest('base64');
  if (!sameText(expected, signature)) {
    throw new SlsError('SignatureNotMatch', 'Signature does not match with our calculation.');
  }
  return found.principal;
}

function signedText({ method, headers, url = '/' }: IncomingMessage): string {
  const [path = '', search = ''] = url.split(/\?(.*)/s);
  const parameters = [...new URLSearchParams(search)].map(([name, value]) => `${name}=${value}`).sort();
  const own = Object.keys(headers)
    .filter((name) => /^x-(log|acs)-/.test(name))
    .sort();
  return [
    method,
    headers['content-md5'] ?? '',
    headers['content-type'] ?? '',
    headers.date,
    ...own.map((name) => `${name}:${String(headers[name]).trim()}`),
    decodeURIComponent(path) + (parameters.length > 0 ? `?${parameters.join('&')}` : ''),
  ].join('\n');
}

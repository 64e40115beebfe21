import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock';
import type { Authority, Principal } from '../ram/authority';
import { sameText } from '../same-text';
import { EventBridgeError } from './errors';

/** A request whose time differs more from the service's is refused. */
const MAX_SKEW_MS = 15 * 60 * 1000;

/** Who signed a request (HMAC-SHA1 over method, type, date, `x-acs-` headers and path). @throws EventBridgeError */
export function authenticate(request: IncomingMessage, authority: Authority, clock: Clock): Principal {
  const header = (name: string): string => String(request.headers[name] ?? '');
  // A date that cannot be read is not near, either.
  if (!(Math.abs(Date.parse(header('date')) - clock.now()) <= MAX_SKEW_MS)) {
    throw new EventBridgeError(
      'RequestExpired',
      'The Date of the request is missing or more than 15 minutes away.',
    );
  }
  const [, accessKeyId = '', signature = ''] = /^acs:([^:\s]+):(\S+)$/.exec(header('authorization')) ?? [];
  const found = authority.lookup(accessKeyId, header('x-acs-security-token') || undefined);
  if (!found.known) {
    throw new EventBridgeError('AuthenticationFailed', 'The access key or its security token is not known.');
  }
  const expected = createHmac('sha1', found.accessKeySecret).update(signedText(request)).digest('base64');
  if (!sameText(expected, signature)) {
    throw new EventBridgeError('SignatureNotMatch', 'The signature is not the one that we calculated.');
  }
  return found.principal;
}

function signedText({ method, headers, url = '/' }: IncomingMessage): string {
  const own = Object.keys(headers)
    .filter((name) => name.startsWith('x-acs-'))
    .sort()
    .map(
      (name) =>
        `${name}:${String(headers[name])
          .replace(/[\t\n\r\f]/g, ' ')
          .trim()}\n`,
    );
  const lines = [method, headers['content-md5'] ?? '', headers['content-type'] ?? '', headers.date, ''];
  return `${lines.join('\n')}${own.join('')}${url}`;
}

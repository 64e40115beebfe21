import type { IncomingMessage } from 'node:http';
import { ObjectGoneError, ObjectReplacedError, PlatformError, RecordedError } from '../errors';

/** The network, or OSS for the moment: worth another attempt from the byte that was reached. */
export class TransientError extends Error {
  override name = 'TransientError';
  constructor(
    message: string,
    /** A kept connection that turned out to be dead costs nothing and does not count as an attempt. */
    readonly free = false,
  ) {
    super(message);
  }
}

/** OSS has no byte in the range asked for: the object is empty, or shorter than was known. */
export class RangeError416 extends Error {
  override name = 'RangeError416';
}

/** Longest error answer worth reading: OSS sends less than 1 KB. */
const MAX_ERROR_BYTES = 16_384;

/** The signature or its keys were refused: no fault of the object, and the next invocation has fresh ones. */
const KEYS_REFUSED = new Set([
  'InvalidAccessKeyId',
  'InvalidSecurityToken',
  'SecurityTokenExpired',
  'SignatureDoesNotMatch',
  'RequestTimeTooSkewed',
]);

async function readStart(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_ERROR_BYTES) break;
    }
  } catch {
    // The status line alone decides when the explanation breaks off.
  }
  return Buffer.concat(chunks).toString();
}

/** HEAD answers have no body; OSS puts the same XML in a header. */
function headerText(answer: IncomingMessage): string {
  const encoded = answer.headers['x-oss-err'];
  return typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString() : '';
}

/** What an answer other than 200 and 206 means for the object. Nothing of the answer but its code is passed on. */
export async function errorOf(answer: IncomingMessage): Promise<Error> {
  const status = answer.statusCode ?? 0;
  const text = headerText(answer) || (await readStart(answer));
  const code = /<Code>(\w{1,64})<\/Code>/.exec(text)?.[1] ?? '';
  const said = `OSS answered ${status}${code && ` ${code}`}`;

  if (status >= 500 || status === 429 || status === 408 || code === 'RequestTimeout')
    return new TransientError(said);
  if (code === 'NoSuchBucket') return new PlatformError(`${said}: the bucket is not at this endpoint.`);
  if (status === 404 || status === 410) return new ObjectGoneError(said);
  if (status === 412) return new ObjectReplacedError(said);
  if (status === 416) return new RangeError416(said);
  if (code === 'InvalidObjectState') {
    return new RecordedError('ARCHIVED', 'The object is archived: restore it, then have it described again.');
  }
  if (/kms/i.test(code) || (status === 403 && /\bkms:|KMS\b/.test(text))) {
    return new RecordedError(
      'ENCRYPTED',
      `The object is encrypted with a key that the function may not use (${said}).`,
    );
  }
  if (KEYS_REFUSED.has(code)) return new PlatformError(`${said}: the function's credentials were refused.`);
  if (status === 403) return new RecordedError('FAILED', `The function may not read the object (${said}).`);
  if (status >= 300 && status < 400) return new PlatformError(`${said}: the bucket is not at this endpoint.`);
  return new RecordedError('FAILED', `The object could not be read (${said}).`);
}

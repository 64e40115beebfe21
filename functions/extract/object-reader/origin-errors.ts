import { ObjectGoneError, ObjectReplacedError, PlatformError, RecordedError } from '../errors';
import type { AnswerBody } from '../http/answer-body';

/** A fault of the network, or of OSS for a short time: ask again from the next byte on. */
export class TransientError extends Error {
  override name = 'TransientError';
}

/** OSS has no byte in the range asked for: the object is empty, or shorter than it was. */
export class RangeError416 extends Error {
  override name = 'RangeError416';
}

/** Most bytes read of an answer with an error: OSS sends less than 1 KB. */
const MAX_ERROR_BYTES = 16_384;

/**
 * The signature, its keys or the whole account were refused. It is not the object's fault, and can be over when the event
 * comes again.
 */
const KEYS_REFUSED = new Set([
  'UserDisable',
  'InvalidAccessKeyId',
  'InvalidSecurityToken',
  'SecurityTokenExpired',
  'SignatureDoesNotMatch',
  'RequestTimeTooSkewed',
]);

/** Codes that say "later", whatever the status. */
const LATER = /^RequestTimeout$|Throttling/i;

/**
 * True when KMS, which has the keys of encrypted objects, refused OSS: by the code, or by the number of the case, of which
 * 0005 are KMS's (0005-00000214: the key is disabled, with 409; 0005-00000218: the account has no KMS, with 403).
 */
const isOfKms = (status: number, code: string, text: string): boolean =>
  /kms/i.test(code) || /<EC>0005-\d+<\/EC>/.test(text) || (status === 403 && /\bkms:|KMS\b/.test(text));

/** How KMS says that it was asked too often: nothing is wrong with the key. Its codes are `Rejected.Throttling`, `Throttling.User`. */
const TOO_OFTEN = /throttl|too many requests|flow control/i;

/** How OSS says that there is no such object. A HEAD may bring no code, but the id of its request. */
const GONE = new Set(['NoSuchKey', 'NoSuchVersion']);

/** A symbolic link whose target cannot be read. The link itself exists, so it has a row, which tells the reason. */
const LINK_REASONS: Record<string, string> = {
  SymlinkTargetNotExist:
    'The object is a symbolic link to an object that is not in the bucket: put that, then have the link described again',
  InvalidTargetType:
    'The object is a symbolic link to another link, which OSS does not follow: link to the object itself',
};

/** What comes of an answer's body within the time, at most some more than so many bytes. */
export function startOf(answer: AnswerBody, milliseconds: number, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => answer.destroy(), milliseconds);
  return new Promise((resolve) => {
    answer.deliverTo({
      data: (chunk) => {
        chunks.push(Buffer.from(chunk));
        bytes += chunk.length;
        if (bytes > maxBytes) answer.destroy();
      },
      end: () => {
        clearTimeout(timer);
        resolve(Buffer.concat(chunks).toString());
      },
    });
  });
}

/** HEAD answers have no body; OSS puts the same XML in a header. */
function headerText(answer: AnswerBody): string {
  const encoded = answer.headers['x-oss-err'];
  return encoded ? Buffer.from(encoded, 'base64').toString() : '';
}

/**
 * What an answer other than 200 and 206 means for the object. Nothing of the answer but its code is passed on.
 *
 * @param milliseconds how long its body is waited for
 */
export async function errorOf(answer: AnswerBody, milliseconds: number): Promise<Error> {
  const { status } = answer;
  // The status line alone decides when the explanation breaks off.
  const explanation = await startOf(answer, milliseconds, MAX_ERROR_BYTES);
  const text = headerText(answer) || explanation;
  const code = /<Code>([\w.]{1,64})<\/Code>/.exec(text)?.[1] ?? '';
  const said = `OSS answered ${status}${code && ` ${code}`}`;

  if (status >= 500 || status === 429 || status === 408 || LATER.test(code)) return new TransientError(said);
  if (code === 'NoSuchBucket') return new PlatformError(`${said}: the bucket is not at this endpoint.`);
  const link = Object.hasOwn(LINK_REASONS, code) ? LINK_REASONS[code] : undefined;
  if (link) return new RecordedError('FAILED', `${link} (${said}).`);
  if (status === 404 || status === 410) {
    if (GONE.has(code) || (code === '' && answer.headers['x-oss-request-id']))
      return new ObjectGoneError(said);
    // A row is deleted on OSS's own word only, not on that of a proxy or another server.
    return new PlatformError(`${said}: that is not how OSS tells of a missing object.`);
  }
  if (status === 412) return new ObjectReplacedError(said);
  if (status === 416) return new RangeError416(said);
  if (code === 'InvalidObjectState') {
    return new RecordedError('ARCHIVED', 'The object is archived: restore it, then have it described again.');
  }
  if (isOfKms(status, code, text)) {
    if (TOO_OFTEN.test(text)) return new TransientError(said);
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

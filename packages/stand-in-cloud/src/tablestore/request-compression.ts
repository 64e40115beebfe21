import { inflateSync } from 'node:zlib';
import { OtsError, parameterInvalid } from './errors';
import { MAX_BODY } from './limits';
import type { OtsHeaders } from './request-signature';

/**
 * The message of a request, which clients may compress with deflate (Java's `enableRequestCompression`). Digest and
 * signature are those of the compressed bytes, so they are checked before. Answers are not compressed, also when a client
 * asks for it: clients look at the headers of the answer.
 * @throws OtsError `OTSParameterInvalid`, or `OTSRequestBodyTooLarge` when the message is too large
 */
export function inflateBody(headers: OtsHeaders, body: Buffer): Buffer {
  const type = headers['x-ots-request-compress-type'];
  if (type === undefined) return body;
  if (type.trim().toLowerCase() !== 'deflate') {
    throw parameterInvalid(`Unsupported compress type: '${type}'.`);
  }
  const inflated = inflate(body);
  const declared = headers['x-ots-request-compress-size'];
  if (declared?.trim() !== String(inflated.length)) {
    throw parameterInvalid(
      `Mismatch between x-ots-request-compress-size and the decompressed body: ${declared ?? 'none'} given, ` +
        `${inflated.length} bytes found.`,
    );
  }
  return inflated;
}

function inflate(body: Buffer): Buffer {
  try {
    return inflateSync(body, { maxOutputLength: MAX_BODY });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new OtsError('OTSRequestBodyTooLarge', 'The size of POST data is too large.');
    }
    throw parameterInvalid('Decompress the request body failed.');
  }
}

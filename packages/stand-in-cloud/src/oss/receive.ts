import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { readBody } from '../read-body';
import type { BlobStore } from './blobs';
import { Crc64 } from './crc64';
import { OssError } from './errors';
import type { Content } from './records';
import type { OssRequest } from './request';

/** Largest body of one request: 5 GB, for objects and parts alike. */
export const MAX_BODY_BYTES = 5 * 1024 ** 3;

/** @throws OssError `MissingContentLength`, `EntityTooLarge` */
export function assertBodyLength({ headers }: OssRequest): void {
  const length = headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] === undefined) {
    throw new OssError('MissingContentLength');
  }
  if (Number(length ?? 0) > MAX_BODY_BYTES) throw tooLarge(MAX_BODY_BYTES);
}

function tooLarge(maximum: number, ec?: string): OssError {
  return new OssError('EntityTooLarge', { ec, elements: { MaxSizeAllowed: String(maximum) } });
}

/**
 * Streams bytes into a new blob. The caller releases the content's segments after a record holds them. For a body that
 * ends early or is too long, the blob is removed.
 * @param ec fine-grained code for a body that is too long
 * @throws OssError `EntityTooLarge`; Error of the stream
 */
export async function receive(
  body: Readable,
  blobs: BlobStore,
  maximum = MAX_BODY_BYTES,
  ec?: string,
): Promise<Content> {
  const md5 = createHash('md5');
  const crc64 = new Crc64();
  const writer = await blobs.create();
  const { blob } = writer;
  let size = 0;
  try {
    // Destroying the request would close the connection, and the client would not get the error.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maximum) throw tooLarge(maximum, ec);
      md5.update(chunk);
      crc64.update(chunk);
      await writer.write(chunk);
    }
    await writer.finish();
  } catch (error) {
    await writer.abort();
    blobs.release([{ blob }]);
    throw error;
  }
  const digest = md5.digest();
  return {
    segments: [{ blob, offset: 0, length: size }],
    size,
    etag: digest.toString('hex').toUpperCase(),
    crc64: crc64.digest(),
    md5: digest.toString('base64'),
  };
}

/** @throws OssError `InvalidDigest` */
export function assertDigest(given: string | undefined, md5: string): void {
  if (given === undefined || given === md5) return;
  const isDigest = Buffer.from(given, 'base64').length === 16;
  throw new OssError('InvalidDigest', {
    ec: isDigest ? '0017-00000503' : '0017-00000502',
    elements: { ClientComputedContentMD5: given, Content_MD5: md5 },
  });
}

/** XML documents of requests stay far below this; the service's own limit for a list of 1,000 keys. */
const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024;

/** A small body as text. @throws OssError `EntityTooLarge`, `InvalidDigest` */
export async function receiveText({ body, headers }: OssRequest): Promise<string> {
  const chunks: AsyncIterable<Buffer> = body.iterator({ destroyOnReturn: false });
  const bytes = await readBody(chunks, MAX_DOCUMENT_BYTES, () => tooLarge(MAX_DOCUMENT_BYTES));
  assertDigest(headers['content-md5'], createHash('md5').update(bytes).digest('base64'));
  return bytes.toString('utf8');
}

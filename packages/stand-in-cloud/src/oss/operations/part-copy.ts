import { Readable } from 'node:stream';
import { slice } from '../blobs';
import { invalidArgument } from '../errors';
import { receive } from '../receive';
import { isoTime } from '../times';
import { group, leaf } from '../xml';
import { COPY_SOURCE_HEADERS, copySource } from './copy';
import { partNumberOf, putPart, uploadForPart } from './multipart';
import type { OssOperation } from './operation';

/** Bytes of the source that a part takes, the end not included. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } {
  if (header === undefined) return { start: 0, end: size };
  const match = /^bytes=(\d+)-(\d*)$/.exec(header);
  const start = Number(match?.[1]);
  // Without a last byte, up to the end of the source.
  const end = match?.[2] === '' ? size : Number(match?.[2]) + 1;
  if (match && start < end && end <= size) return { start, end };
  throw invalidArgument(
    'x-oss-copy-source-range',
    header,
    `x-oss-copy-source-range must be bytes=FIRST-LAST or bytes=FIRST- within the ${size} bytes of the source.`,
    match && start < end ? '0042-00000306' : undefined,
  );
}

export const partCopyOperations: OssOperation[] = [
  {
    name: 'UploadPartCopy',
    method: 'PUT',
    target: 'object',
    marks: ['uploadId'],
    parameters: ['partNumber'],
    markHeader: 'x-oss-copy-source',
    headers: [...COPY_SOURCE_HEADERS, 'x-oss-copy-source-range'],
    action: 'oss:PutObject',
    async run(exchange) {
      const { store, headers } = exchange;
      const number = partNumberOf(exchange);
      uploadForPart(exchange, number);
      const { object } = copySource(exchange);
      const { start, end } = rangeOf(headers['x-oss-copy-source-range'], object.size);
      const pieces = slice(object.segments, start, end);
      store.blobs.hold(pieces);
      try {
        // A part's ETag is the MD5 of its bytes, so the bytes must be read although they are stored already.
        const content = await receive(Readable.from(store.blobs.read(pieces, 0, end - start)), store.blobs);
        try {
          const part = putPart(exchange, 'UploadPartCopy', number, content);
          return {
            status: 200,
            headers: { ETag: `"${part.etag}"`, 'x-oss-hash-crc64ecma': part.crc64 },
            xml: group(
              'CopyPartResult',
              leaf('LastModified', isoTime(part.lastModified)),
              leaf('ETag', `"${part.etag}"`),
            ),
          };
        } finally {
          store.blobs.release(content.segments);
        }
      } finally {
        store.blobs.release(pieces);
      }
    },
  },
];

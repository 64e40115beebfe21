import { crcHeader, encryptionHeaders, readAttributes } from '../attributes';
import { OssError } from '../errors';
import type { Exchange } from '../exchange';
import { FILE_HEADER, FILE_ID_HEADER, FILE_RESULT_HEADER, fileOnDisk } from '../file-on-disk';
import { assertBodyLength, assertDigest, receive } from '../receive';
import { OBJECT_HEADERS, type OssOperation } from './operation';

/** @throws OssError `FileAlreadyExists` */
export function assertMayOverwrite({ bucket, key, headers }: Exchange, ec?: string): void {
  if (headers['x-oss-forbid-overwrite'] === 'true' && bucket.objects.has(key)) {
    throw new OssError('FileAlreadyExists', { ec, elements: { ObjectName: key } });
  }
}

export const writeOperations: OssOperation[] = [
  {
    name: 'PutObject',
    method: 'PUT',
    target: 'object',
    headers: [...OBJECT_HEADERS, FILE_HEADER, FILE_ID_HEADER],
    action: 'oss:PutObject',
    async run(exchange) {
      const { key, headers, request, store } = exchange;
      assertBodyLength(request);
      assertMayOverwrite(exchange);
      const attributes = readAttributes(exchange);
      const file = await fileOnDisk(exchange);
      const content = file?.content ?? (await receive(request.body, store.blobs));
      try {
        if (content.md5 !== undefined) assertDigest(headers['content-md5'], content.md5);
        // Checked again: another request may have written the key while the body was received.
        assertMayOverwrite(exchange);
        exchange.putObject('PutObject', key, {
          ...content,
          ...attributes,
          type: 'Normal',
          lastModified: store.now(),
        });
      } finally {
        store.blobs.release(content.segments);
      }
      return {
        status: 200,
        headers: {
          ETag: `"${content.etag}"`,
          ...(content.md5 === undefined ? {} : { 'Content-MD5': content.md5 }),
          ...crcHeader(content),
          ...(file ? { [FILE_RESULT_HEADER]: file.how } : {}),
          ...encryptionHeaders(attributes.encryption),
        },
      };
    },
  },
];

import { createHash } from 'node:crypto';
import { encryptionHeaders, readAttributes } from '../attributes';
import { combineCrc64 } from '../crc64';
import { invalidArgument, OssError } from '../errors';
import type { Exchange } from '../exchange';
import { assertBodyLength, assertDigest, MAX_BODY_BYTES, receive } from '../receive';
import type { Content, ObjectRecord } from '../records';
import { OBJECT_HEADERS, type OssOperation } from './operation';

/**
 * The object to append to; undefined when this append makes it.
 * @throws OssError `ObjectNotAppendable`, `PositionNotEqualToLength`
 */
function appendable({ bucket, key }: Exchange, position: number): ObjectRecord | undefined {
  const object = bucket.objects.get(key);
  if (object && object.type !== 'Appendable') {
    throw new OssError('ObjectNotAppendable', { elements: { ObjectName: key, ObjectType: object.type } });
  }
  const length = object?.size ?? 0;
  if (position !== length) {
    throw new OssError('PositionNotEqualToLength', {
      elements: { ObjectName: key, Position: String(position), Length: String(length) },
      headers: { 'x-oss-next-append-position': String(length) },
    });
  }
  return object;
}

/** The ETag of an appendable object is not a checksum of its bytes; it ends in zeros. */
function appendEtag(object: ObjectRecord | undefined, added: Content): string {
  const digest = createHash('md5')
    .update(`${object?.etag ?? ''}${added.etag}`)
    .digest('hex');
  return `${digest.slice(0, 24).toUpperCase()}00000000`;
}

/** The object with the added bytes, or a new object with these bytes. */
function extend(exchange: Exchange, object: ObjectRecord | undefined, added: Content): ObjectRecord {
  const { store } = exchange;
  // The first append sets the attributes.
  const attributes = object ?? readAttributes(exchange);
  return {
    headers: attributes.headers,
    storageClass: attributes.storageClass,
    encryption: attributes.encryption,
    acl: attributes.acl,
    tags: attributes.tags,
    type: 'Appendable',
    segments: [...(object?.segments ?? []), ...added.segments],
    size: (object?.size ?? 0) + added.size,
    etag: appendEtag(object, added),
    crc64: object ? combineCrc64(object.crc64, added.crc64, added.size) : added.crc64,
    lastModified: store.now(),
  };
}

export const appendOperations: OssOperation[] = [
  {
    name: 'AppendObject',
    method: 'POST',
    target: 'object',
    marks: ['append'],
    parameters: ['position'],
    headers: OBJECT_HEADERS,
    action: 'oss:PutObject',
    async run(exchange) {
      const { request, headers, key, query, store } = exchange;
      const text = query.get('position') ?? '';
      if (text === '') {
        throw new OssError('MissingArgument', {
          ec: '0016-00000501',
          elements: { ArgumentName: 'position' },
        });
      }
      if (!/^\d+$/.test(text)) {
        const rule = 'position must be the number of bytes appended so far.';
        throw invalidArgument('position', text, rule, '0016-00000502');
      }
      const position = Number(text);
      const before = appendable(exchange, position);
      assertBodyLength(request);
      const added = await receive(request.body, store.blobs, MAX_BODY_BYTES - (before?.size ?? 0));
      try {
        assertDigest(headers['content-md5'], added.md5!);
        // Checked again: of two appends at the same position the later one fails.
        const object = extend(exchange, appendable(exchange, position), added);
        exchange.putObject('AppendObject', key, object, position);
        return {
          status: 200,
          headers: {
            ETag: `"${object.etag}"`,
            'x-oss-next-append-position': String(object.size),
            'x-oss-hash-crc64ecma': object.crc64,
            ...encryptionHeaders(object.encryption),
          },
        };
      } finally {
        store.blobs.release(added.segments);
      }
    },
  },
];

import { randomBytes } from 'node:crypto';
import { encryptionHeaders, readAttributes } from '../attributes';
import { invalidArgument, OssError } from '../errors';
import type { Exchange } from '../exchange';
import { assertBodyLength, assertDigest, receive } from '../receive';
import type { Content, PartRecord, Upload } from '../records';
import { group, leaf } from '../xml';
import { nameEncoding } from './elements';
import { OBJECT_HEADERS, type OssOperation } from './operation';
import { assertMayOverwrite } from './write';

/** Part numbers go from 1 to 10,000. */
const MAX_PART_NUMBER = 10_000;

/** @throws OssError `NoSuchUpload` */
export function uploadOf({ store, bucket, key, query }: Exchange): Upload {
  return store.upload(bucket, key, query.get('uploadId') ?? '');
}

export function partNumberOf({ query }: Exchange): number {
  const text = query.get('partNumber') ?? '';
  if (text === '') {
    // The service's own error for an empty part number.
    throw new OssError('InvalidArgument', {
      message: 'Unexpected query string parameter',
      ec: '0017-00000219',
      elements: { ArgumentName: 'ResourceType', ArgumentValue: 'partNumber' },
    });
  }
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > MAX_PART_NUMBER) {
    throw invalidArgument(
      'PartNumber',
      text,
      `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive.`,
      '0017-00000220',
    );
  }
  return number;
}

/** Stores a part and sends its event. */
export function putPart(exchange: Exchange, eventName: string, number: number, content: Content): PartRecord {
  const { store, bucket, key } = exchange;
  // The upload may have been completed or aborted while the body was received.
  const upload = uploadOf(exchange);
  const part: PartRecord = { ...content, lastModified: store.now() };
  const previous = upload.parts.get(number);
  const event = {
    name: `ObjectCreated:${eventName}`,
    bucket: bucket.name,
    key,
    size: part.size,
    deltaSize: part.size - (previous?.size ?? 0),
    etag: part.etag,
  };
  exchange.emit(event, () => store.putPart(bucket, upload.id, number, part));
  return part;
}

export const multipartOperations: OssOperation[] = [
  {
    name: 'InitiateMultipartUpload',
    method: 'POST',
    target: 'object',
    marks: ['uploads'],
    parameters: ['encoding-type', 'sequential'],
    headers: OBJECT_HEADERS,
    action: 'oss:PutObject',
    run(exchange) {
      const { bucket, key, store } = exchange;
      const { encode, element } = nameEncoding(exchange);
      assertMayOverwrite(exchange);
      const id = randomBytes(16).toString('hex').toUpperCase();
      const attributes = readAttributes(exchange);
      const event = {
        name: 'ObjectCreated:InitiateMultipartUpload',
        bucket: bucket.name,
        key,
        size: 0,
        deltaSize: 0,
        etag: '',
      };
      exchange.emit(event, () => store.beginUpload(bucket, { id, key, initiated: store.now(), attributes }));
      return {
        status: 200,
        headers: encryptionHeaders(attributes.encryption),
        xml: group(
          'InitiateMultipartUploadResult',
          element,
          leaf('Bucket', bucket.name),
          leaf('Key', encode(key)),
          leaf('UploadId', id),
        ),
      };
    },
  },
  {
    name: 'UploadPart',
    method: 'PUT',
    target: 'object',
    marks: ['uploadId'],
    parameters: ['partNumber'],
    action: 'oss:PutObject',
    async run(exchange) {
      const { request, headers, store } = exchange;
      const number = partNumberOf(exchange);
      uploadOf(exchange);
      assertBodyLength(request);
      const content = await receive(request.body, store.blobs);
      try {
        assertDigest(headers['content-md5'], content.md5!);
        putPart(exchange, 'UploadPart', number, content);
      } finally {
        store.blobs.release(content.segments);
      }
      return {
        status: 200,
        headers: {
          ETag: `"${content.etag}"`,
          'Content-MD5': content.md5!,
          'x-oss-hash-crc64ecma': content.crc64,
        },
      };
    },
  },
  {
    name: 'AbortMultipartUpload',
    method: 'DELETE',
    target: 'object',
    marks: ['uploadId'],
    action: 'oss:AbortMultipartUpload',
    run(exchange) {
      const { bucket, key, store } = exchange;
      const upload = uploadOf(exchange);
      const stored = [...upload.parts.values()].reduce((sum, { size }) => sum + size, 0);
      const event = {
        name: 'ObjectRemoved:AbortMultipartUpload',
        bucket: bucket.name,
        key,
        size: 0,
        deltaSize: -stored,
        etag: '',
      };
      exchange.emit(event, () => store.endUpload(bucket, upload.id));
      return { status: 204 };
    },
  },
];

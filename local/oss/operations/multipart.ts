import { createHash, randomBytes } from 'node:crypto';
import { encryptionHeaders, readAttributes } from '../attributes';
import { combineCrc64 } from '../crc64';
import { invalidArgument, OssError } from '../errors';
import type { Exchange } from '../exchange';
import { assertBodyLength, assertDigest, receive, receiveText } from '../receive';
import type { Content, PartRecord, Upload } from '../records';
import { children, group, leaf, parseXml } from '../xml';
import { nameEncoding } from './list';
import { OBJECT_HEADERS, type Operation } from './operation';
import { assertMayOverwrite } from './write';

/** Smallest part but for the last: 100 KB. */
const MIN_PART_BYTES = 100 * 1024;
/** Part numbers go from 1 to 10,000. */
const MAX_PART_NUMBER = 10_000;

/** @throws OssError `NoSuchUpload` */
export function uploadOf({ store, bucket, key, query }: Exchange): Upload {
  return store.upload(bucket, key, query.get('uploadId') ?? '');
}

export function partNumberOf({ query }: Exchange): number {
  const text = query.get('partNumber') ?? '';
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > MAX_PART_NUMBER) {
    throw invalidArgument(
      'partNumber',
      text,
      `Part number must be an integer between 1 and ${MAX_PART_NUMBER}.`,
    );
  }
  return number;
}

/** Stores a part, then tells of it. */
export function putPart(exchange: Exchange, eventName: string, number: number, content: Content): PartRecord {
  const { store, bucket, key } = exchange;
  // It may have been completed or aborted while the body came in.
  const upload = uploadOf(exchange);
  const part: PartRecord = { ...content, lastModified: store.now() };
  const previous = upload.parts.get(number);
  store.putPart(bucket, upload.id, number, part);
  exchange.emit({
    name: `ObjectCreated:${eventName}`,
    bucket: bucket.name,
    key,
    size: part.size,
    deltaSize: part.size - (previous?.size ?? 0),
    etag: part.etag,
  });
  return part;
}

/** The parts a client lists, checked against those it uploaded. */
function listedParts(upload: Upload, text: string): PartRecord[] {
  const entries = children(parseXml(text, 'CompleteMultipartUpload'), 'Part') as Record<string, unknown>[];
  if (entries.length === 0) throw new OssError('MalformedXML', { elements: { ErrorDetail: 'No Part.' } });
  let last = 0;
  return entries.map((entry) => {
    const number = Number(entry['PartNumber']);
    const etag = String(entry['ETag'] ?? '')
      .trim()
      .replace(/^"|"$/g, '');
    if (!Number.isInteger(number) || !etag) {
      throw new OssError('MalformedXML', {
        elements: { ErrorDetail: 'Part without a PartNumber or an ETag.' },
      });
    }
    if (number <= last) throw new OssError('InvalidPartOrder', { elements: { PartNumber: String(number) } });
    last = number;
    const part = upload.parts.get(number);
    if (part?.etag !== etag.toUpperCase()) {
      throw new OssError('InvalidPart', { elements: { PartNumber: String(number), PartEtag: etag } });
    }
    return part;
  });
}

function allParts(upload: Upload, text: string): PartRecord[] {
  if (text.trim() !== '') {
    throw invalidArgument(
      'x-oss-complete-all',
      'yes',
      'The body must be empty when x-oss-complete-all is yes.',
    );
  }
  if (upload.parts.size === 0) throw new OssError('InvalidPart', { elements: { UploadId: upload.id } });
  return [...upload.parts].sort(([a], [b]) => a - b).map(([, part]) => part);
}

/** The parts one after the other. The ETag is the MD5 of their MD5s with their number: no sum of the bytes. */
function join(parts: PartRecord[]): Content {
  const [first, ...rest] = parts as [PartRecord, ...PartRecord[]];
  const digest = createHash('md5');
  for (const { etag } of parts) digest.update(Buffer.from(etag, 'hex'));
  return {
    segments: parts.flatMap(({ segments }) => segments),
    size: parts.reduce((sum, { size }) => sum + size, 0),
    etag: `${digest.digest('hex').toUpperCase()}-${parts.length}`,
    crc64: rest.reduce((crc, part) => combineCrc64(crc, part.crc64, part.size), first.crc64),
  };
}

async function complete(exchange: Exchange) {
  const { bucket, key, headers, request, store } = exchange;
  const { encode, element } = nameEncoding(exchange);
  const text = await receiveText(request);
  const upload = uploadOf(exchange);
  assertMayOverwrite(exchange);
  const all = headers['x-oss-complete-all'] === 'yes';
  const parts = all ? allParts(upload, text) : listedParts(upload, text);
  const small = parts.slice(0, -1).find(({ size }) => size < MIN_PART_BYTES);
  if (small) {
    throw new OssError('EntityTooSmall', {
      elements: {
        ProposedSize: String(small.size),
        MinSizeAllowed: String(MIN_PART_BYTES),
        PartEtag: small.etag,
      },
    });
  }
  const content = join(parts);
  exchange.putObject('CompleteMultipartUpload', key, {
    ...content,
    ...upload.attributes,
    type: 'Multipart',
    lastModified: store.now(),
  });
  store.endUpload(bucket, upload.id);
  return {
    status: 200,
    headers: {
      ETag: `"${content.etag}"`,
      'x-oss-hash-crc64ecma': content.crc64,
      ...encryptionHeaders(upload.attributes.encryption),
    },
    xml: group(
      'CompleteMultipartUploadResult',
      element,
      leaf('Location', `http://${request.host}/${encode(key)}`),
      leaf('Bucket', bucket.name),
      leaf('Key', encode(key)),
      leaf('ETag', `"${content.etag}"`),
    ),
  };
}

export const multipartOperations: Operation[] = [
  {
    name: 'InitiateMultipartUpload',
    method: 'POST',
    target: 'object',
    marks: ['uploads'],
    parameters: ['encoding-type', 'sequential'],
    headers: OBJECT_HEADERS,
    action: 'oss:PutObject',
    run(exchange) {
      const { bucket, key, headers, store } = exchange;
      const { encode, element } = nameEncoding(exchange);
      assertMayOverwrite(exchange);
      const id = randomBytes(16).toString('hex').toUpperCase();
      const attributes = readAttributes(headers, bucket);
      store.beginUpload(bucket, { id, key, initiated: store.now(), attributes });
      exchange.emit({
        name: 'ObjectCreated:InitiateMultipartUpload',
        bucket: bucket.name,
        key,
        size: 0,
        deltaSize: 0,
        etag: '',
      });
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
    marks: ['uploadId', 'partNumber'],
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
    name: 'CompleteMultipartUpload',
    method: 'POST',
    target: 'object',
    marks: ['uploadId'],
    parameters: ['encoding-type'],
    headers: ['x-oss-forbid-overwrite', 'x-oss-complete-all', 'x-oss-object-acl'],
    action: 'oss:PutObject',
    run: complete,
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
      store.endUpload(bucket, upload.id);
      exchange.emit({
        name: 'ObjectRemoved:AbortMultipartUpload',
        bucket: bucket.name,
        key,
        size: 0,
        deltaSize: -stored,
        etag: '',
      });
      return { status: 204 };
    },
  },
];

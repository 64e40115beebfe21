import { createHash } from 'node:crypto';
import { encryptionHeaders, readAcl, readTags } from '../attributes';
import type { BlobStore } from '../blobs';
import { combineCrc64 } from '../crc64';
import { invalidArgument, OssError } from '../errors';
import type { Exchange, OssAnswer } from '../exchange';
import { receiveText } from '../receive';
import type { Content, PartRecord, Upload } from '../records';
import { children, group, leaf, parseXml } from '../xml';
import { nameEncoding, objectUrl } from './elements';
import { uploadOf } from './multipart';
import type { OssOperation } from './operation';
import { assertMayOverwrite } from './write';

/** Smallest part, except the last one: 100 KB. */
const MIN_PART_BYTES = 100 * 1024;

/** The parts a client lists, checked against those it uploaded. */
function listedParts(upload: Upload, text: string): PartRecord[] {
  const entries = children(parseXml(text, 'CompleteMultipartUpload'), 'Part') as Record<string, unknown>[];
  // An upload without parts, as a client makes it of an empty stream, becomes an object without bytes.
  if (entries.length === 0 && upload.parts.size > 0) {
    throw new OssError('MalformedXML', { elements: { ErrorDetail: 'No Part.' } });
  }
  let last = 0;
  return entries.map((entry) => {
    const { PartNumber, ETag } = entry;
    const number = typeof PartNumber === 'object' ? Number.NaN : Number(PartNumber);
    const etag = typeof ETag === 'string' ? ETag.trim().replace(/^"|"$/g, '') : '';
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

/**
 * The parts one after the other. The ETag is no checksum of the bytes: it is the MD5 of the text of the parts' ETags, which
 * are hexadecimal and in upper case, and the number of parts. The official client for Go knows the value of a file.
 */
function join(parts: PartRecord[]): Content {
  const digest = createHash('md5');
  for (const { etag } of parts) digest.update(etag);
  return {
    segments: parts.flatMap(({ segments }) => segments),
    size: parts.reduce((sum, { size }) => sum + size, 0),
    etag: `${digest.digest('hex').toUpperCase()}-${parts.length}`,
    // That of no bytes is 0.
    crc64: parts.reduce((crc, part) => combineCrc64(crc, part.crc64, part.size), '0'),
  };
}

/** Base64 MD5 of all bytes, which are read for it. */
async function md5Of({ segments, size }: Content, blobs: BlobStore): Promise<string> {
  const digest = createHash('md5');
  blobs.hold(segments);
  try {
    for await (const piece of blobs.read(segments, 0, size, { reuse: true })) digest.update(piece);
  } finally {
    blobs.release(segments);
  }
  return digest.digest('base64');
}

async function complete(exchange: Exchange): Promise<OssAnswer> {
  const { bucket, key, headers, request, store } = exchange;
  const { encode, element } = nameEncoding(exchange);
  const text = await receiveText(request);
  const upload = uploadOf(exchange);
  assertMayOverwrite(exchange, '0042-00000214');
  const acl = readAcl(exchange) ?? upload.attributes.acl;
  const tags = readTags(exchange) ?? upload.attributes.tags;
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
  if (upload.sequential) content.md5 = await md5Of(content, store.blobs);
  exchange.putObject('CompleteMultipartUpload', key, {
    ...content,
    ...upload.attributes,
    acl,
    tags,
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
      leaf('Location', objectUrl(exchange)),
      leaf('Bucket', bucket.name),
      leaf('Key', encode(key)),
      leaf('ETag', `"${content.etag}"`),
    ),
  };
}

export const completeOperations: OssOperation[] = [
  {
    name: 'CompleteMultipartUpload',
    method: 'POST',
    target: 'object',
    marks: ['uploadId'],
    parameters: ['encoding-type'],
    headers: ['x-oss-forbid-overwrite', 'x-oss-complete-all', 'x-oss-object-acl', 'x-oss-tagging'],
    action: 'oss:PutObject',
    run: complete,
  },
];

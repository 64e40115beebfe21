import { crcHeader, encryptionHeaders } from '../attributes';
import { assertConditions } from '../conditional';
import { invalidArgument, OssError } from '../errors';
import type { Exchange, OssAnswer } from '../exchange';
import { parseRange } from '../range';
import type { Bucket, ObjectRecord } from '../records';
import { restoreState } from '../restore';
import { httpTime } from '../times';
import type { OssOperation } from './operation';

const OVERRIDES = [
  'response-content-type',
  'response-content-language',
  'response-expires',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
] as const;

/** The target of a link, with the later date of both; other objects unchanged. */
function follow(bucket: Bucket, object: ObjectRecord): { content: ObjectRecord; lastModified: number } {
  if (object.type !== 'Symlink') return { content: object, lastModified: object.lastModified };
  const target = bucket.objects.get(object.target!);
  if (!target) throw new OssError('SymlinkTargetNotExist', { elements: { TargetKey: object.target! } });
  if (target.type === 'Symlink') {
    throw new OssError('InvalidTargetType', { elements: { TargetKey: object.target! } });
  }
  return { content: target, lastModified: Math.max(object.lastModified, target.lastModified) };
}

function look(exchange: Exchange): {
  content: ObjectRecord;
  headers: Record<string, string>;
  readable: boolean;
} {
  const { bucket, key, headers, parts } = exchange;
  const object = exchange.store.object(bucket, key);
  const { content, lastModified } = follow(bucket, object);
  const effective = { ...content, lastModified };
  assertConditions(effective, {
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
    ifModifiedSince: headers['if-modified-since'],
    ifUnmodifiedSince: headers['if-unmodified-since'],
  });
  const restore = restoreState(content, parts.clock.now());
  return {
    content,
    readable: restore.readable,
    headers: {
      ...object.headers,
      'Accept-Ranges': 'bytes',
      ETag: `"${content.etag}"`,
      'Last-Modified': httpTime(lastModified),
      'x-oss-object-type': object.type,
      'x-oss-storage-class': object.storageClass,
      ...crcHeader(content),
      ...(content.md5 && { 'Content-MD5': content.md5 }),
      ...(object.type === 'Appendable' && { 'x-oss-next-append-position': String(object.size) }),
      ...(restore.header && { 'x-oss-restore': restore.header }),
      ...(object.tags?.length && { 'x-oss-tagging-count': String(object.tags.length) }),
      ...encryptionHeaders(object.encryption),
    },
  };
}

function getObject(exchange: Exchange): OssAnswer {
  const { query, headers: asked, principal } = exchange;
  const { content, headers, readable } = look(exchange);
  if (!readable) throw new OssError('InvalidObjectState', { elements: { ObjectName: exchange.key } });
  for (const name of OVERRIDES) {
    const value = query.get(name);
    if (!value) continue;
    if (!principal) {
      throw new OssError('AccessDenied', { message: `Anonymous requests must not set ${name}.` });
    }
    if (/\p{Cc}/u.test(value))
      throw invalidArgument(name, value, `${name} must not hold control characters.`);
    headers[name.slice('response-'.length)] = Buffer.from(value).toString('latin1');
  }
  const range = parseRange(asked.range, content.size, asked['x-oss-range-behavior'] === 'standard');
  const { start, end } = range ?? { start: 0, end: content.size };
  if (range) headers['Content-Range'] = `bytes ${start}-${end - 1}/${content.size}`;
  exchange.store.blobs.hold(content.segments);
  return { status: range ? 206 : 200, headers, content: { segments: content.segments, start, end } };
}

export const readOperations: OssOperation[] = [
  {
    name: 'GetObject',
    method: 'GET',
    target: 'object',
    parameters: OVERRIDES,
    headers: ['x-oss-range-behavior'],
    action: 'oss:GetObject',
    run: getObject,
  },
  {
    name: 'HeadObject',
    method: 'HEAD',
    target: 'object',
    action: 'oss:GetObject',
    run(exchange) {
      const { content, headers } = look(exchange);
      return { status: 200, headers, contentLength: content.size };
    },
  },
  {
    name: 'GetObjectMeta',
    method: 'HEAD',
    target: 'object',
    marks: ['objectMeta'],
    action: 'oss:GetObject',
    run({ bucket, key, store }) {
      // For a link, this operation returns the values of the link itself.
      const { etag, size, lastModified, crc64 } = store.object(bucket, key);
      return {
        status: 200,
        headers: {
          ETag: `"${etag}"`,
          'Last-Modified': httpTime(lastModified),
          ...crcHeader({ crc64 }),
        },
        contentLength: size,
      };
    },
  },
];

import { crcHeader, encryptionHeaders, readAttributes } from '../attributes';
import { assertConditions } from '../conditional';
import { invalidArgument, notImplemented, OssError } from '../errors';
import type { Exchange } from '../exchange';
import { decodeName } from '../names';
import type { ObjectAttributes, ObjectRecord } from '../records';
import { restoreState } from '../restore';
import { isoTime } from '../times';
import { group, leaf } from '../xml';
import { OBJECT_HEADERS, type OssOperation } from './operation';
import { assertMayOverwrite } from './write';

const CONDITION_HEADERS = [
  'x-oss-copy-source-if-match',
  'x-oss-copy-source-if-none-match',
  'x-oss-copy-source-if-modified-since',
  'x-oss-copy-source-if-unmodified-since',
];
export const COPY_SOURCE_HEADERS = ['x-oss-copy-source', ...CONDITION_HEADERS];

/** Largest object for CopyObject; larger ones need UploadPartCopy. */
const MAX_COPY_BYTES = 5 * 1024 ** 3;

/** Splits `/BUCKET/KEY`, the key URL-encoded. */
function parseSource(header: string): { bucket: string; key: string } {
  const rule = 'x-oss-copy-source must have the form /BUCKET/KEY, URL-encoded.';
  if (/\?versionId=/.test(header)) throw notImplemented('versionId of x-oss-copy-source');
  let path: string;
  try {
    path = decodeName(Buffer.from(header, 'latin1').toString('utf8'));
  } catch {
    throw invalidArgument('x-oss-copy-source', header, rule);
  }
  const match = /^\/?([^/]+)\/(.+)$/s.exec(path);
  if (!match) throw invalidArgument('x-oss-copy-source', header, rule);
  return { bucket: match[1]!, key: match[2]! };
}

/**
 * The object to copy from, after the caller's right to read it and the conditions are checked.
 * @throws OssError `NoSuchBucket`, `NoSuchKey`, `AccessDenied`, `InvalidObjectState`, `PreconditionFailed`, `NotModified`
 */
export function copySource(exchange: Exchange): { bucket: string; key: string; object: ObjectRecord } {
  const { headers, store, parts } = exchange;
  const source = parseSource(headers['x-oss-copy-source']!);
  const bucket = store.bucket(source.bucket);
  exchange.authorize({ action: 'oss:GetObject', ...source });
  const object = store.object(bucket, source.key);
  const [ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince] = CONDITION_HEADERS.map((n) => headers[n]);
  assertConditions(object, { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince });
  if (!restoreState(object, parts.clock.now()).readable) {
    throw new OssError('InvalidObjectState', { elements: { ObjectName: source.key } });
  }
  return { ...source, object };
}

/** The copy's attributes: the source's, unless the request replaces them or copies an object onto itself. */
function attributesOf(exchange: Exchange, object: ObjectRecord, ontoItself: boolean): ObjectAttributes {
  const metadata = readDirective(exchange, 'x-oss-metadata-directive');
  const tagging = readDirective(exchange, 'x-oss-tagging-directive');
  const asked = readAttributes(exchange);
  return {
    ...asked,
    headers: metadata === 'REPLACE' || ontoItself ? asked.headers : object.headers,
    tags: tagging === 'REPLACE' ? asked.tags : object.tags,
  };
}

/** @throws OssError `InvalidArgument` */
function readDirective({ headers }: Exchange, name: string): 'COPY' | 'REPLACE' {
  const directive = (headers[name] ?? 'COPY').toUpperCase();
  if (directive === 'COPY' || directive === 'REPLACE') return directive;
  throw invalidArgument(name, headers[name]!, `${name} must be COPY or REPLACE.`);
}

export const copyOperations: OssOperation[] = [
  {
    name: 'CopyObject',
    method: 'PUT',
    target: 'object',
    markHeader: 'x-oss-copy-source',
    headers: [
      ...OBJECT_HEADERS,
      ...COPY_SOURCE_HEADERS,
      'x-oss-metadata-directive',
      'x-oss-tagging-directive',
    ],
    action: 'oss:PutObject',
    run(exchange) {
      const { bucket, key, store } = exchange;
      const source = copySource(exchange);
      assertMayOverwrite(exchange);
      if (source.object.size > MAX_COPY_BYTES) {
        throw new OssError('EntityTooLarge', { elements: { MaxSizeAllowed: String(MAX_COPY_BYTES) } });
      }
      const ontoItself = source.bucket === bucket.name && source.key === key;
      const attributes = attributesOf(exchange, source.object, ontoItself);
      const { restore: _, ...content } = source.object;
      const copy: ObjectRecord = {
        ...content,
        ...attributes,
        // A copy is a normal object; only a copy onto itself keeps the type.
        type: content.type === 'Symlink' || ontoItself ? content.type : 'Normal',
        lastModified: store.now(),
      };
      exchange.putObject('CopyObject', key, copy);
      return {
        status: 200,
        headers: {
          ETag: `"${copy.etag}"`,
          ...crcHeader(copy),
          ...encryptionHeaders(copy.encryption),
        },
        xml: group(
          'CopyObjectResult',
          leaf('ETag', `"${copy.etag}"`),
          leaf('LastModified', isoTime(copy.lastModified)),
        ),
      };
    },
  },
];

import { invalidArgument, notImplemented } from '../errors';
import type { Exchange } from '../exchange';
import type { Bucket, ObjectRecord } from '../records';
import { restoreState } from '../restore';
import { isoTime } from '../times';
import { group, leaf } from '../xml';
import { nameEncoding, owner, pageSize } from './elements';
import type { OssOperation } from './operation';

interface Page {
  objects: [key: string, object: ObjectRecord][];
  prefixes: string[];
  truncated: boolean;
  /** Last key or common prefix on the page. */
  last: string;
}

/** Goes through the keys after `after` in byte order. A common prefix counts as one entry, and its keys are skipped. */
function page(
  bucket: Bucket,
  options: { prefix: string; delimiter: string; after: string; limit: number },
): Page {
  const { prefix, delimiter, after, limit } = options;
  const { index, objects } = bucket;
  const keys = index.keys();
  const result: Page = { objects: [], prefixes: [], truncated: false, last: after };
  let at = Math.max(index.lowerBound(prefix), after === '' ? 0 : index.upperBound(after));
  // After a page that ended with a common prefix, all keys with this prefix are skipped.
  if (delimiter && after.endsWith(delimiter) && after.length > prefix.length) {
    at = Math.max(at, index.behindPrefix(after));
  }
  while (at < keys.length && keys[at]!.startsWith(prefix)) {
    if (result.objects.length + result.prefixes.length === limit) {
      result.truncated = true;
      break;
    }
    const key = keys[at]!;
    const cut = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    if (cut < 0) {
      result.objects.push([key, objects.get(key)!]);
      result.last = key;
      at++;
    } else {
      const common = key.slice(0, cut + delimiter.length);
      result.prefixes.push(common);
      result.last = common;
      at = index.behindPrefix(common);
    }
  }
  return result;
}

const MAX_MARKER_BYTES = 1024;

/** Objects on one page: 100 by default, 1,000 at most. */
const listLimit = (exchange: Exchange) =>
  pageSize('max-keys', exchange.query.get('max-keys'), 100, 1000, '0015-00000402');

function contents(
  exchange: Exchange,
  found: Page,
  encode: (name: string) => string,
  withOwner: boolean,
): string {
  const objects = found.objects.map(([key, object]) => {
    const restore = restoreState(object, exchange.parts.clock.now());
    return group(
      'Contents',
      leaf('Key', encode(key)),
      leaf('LastModified', isoTime(object.lastModified)),
      leaf('ETag', `"${object.etag}"`),
      leaf('Type', object.type),
      leaf('Size', object.size),
      leaf('StorageClass', object.storageClass),
      restore.header ? leaf('RestoreInfo', restore.header) : '',
      withOwner ? owner(exchange.parts.authority.accountId) : '',
    );
  });
  const prefixes = found.prefixes.map((prefix) => group('CommonPrefixes', leaf('Prefix', encode(prefix))));
  return objects.join('') + prefixes.join('');
}

/**
 * Clients do not look into continuation tokens, but some URL-decode them when names are URL-encoded. So a token must not
 * contain characters that decoding changes.
 */
const token = {
  write: (key: string) => Buffer.from(key).toString('base64url'),
  read(text: string): string {
    const key = Buffer.from(text, 'base64url').toString('utf8');
    if (token.write(key) === text) return key;
    throw invalidArgument('continuation-token', text, 'The continuation token provided is incorrect.');
  },
};

export const listOperations: OssOperation[] = [
  {
    name: 'ListObjects',
    method: 'GET',
    target: 'bucket',
    parameters: ['prefix', 'delimiter', 'marker', 'max-keys', 'encoding-type'],
    action: 'oss:ListObjects',
    run(exchange) {
      const { bucket, query } = exchange;
      const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
      const marker = query.get('marker') ?? '';
      if (Buffer.byteLength(marker) >= MAX_MARKER_BYTES) {
        const rule = `marker must have less than ${MAX_MARKER_BYTES} bytes.`;
        throw invalidArgument('marker', marker, rule, '0015-00000405');
      }
      const limit = listLimit(exchange);
      const { encode, element } = nameEncoding(exchange);
      const found = page(bucket, { prefix, delimiter, after: marker, limit });
      return {
        status: 200,
        xml: group(
          'ListBucketResult',
          leaf('Name', bucket.name),
          leaf('Prefix', encode(prefix)),
          leaf('Marker', encode(marker)),
          leaf('MaxKeys', limit),
          leaf('Delimiter', encode(delimiter)),
          element,
          leaf('IsTruncated', found.truncated),
          found.truncated ? leaf('NextMarker', encode(found.last)) : '',
          contents(exchange, found, encode, true),
        ),
      };
    },
  },
  {
    name: 'ListObjectsV2',
    method: 'GET',
    target: 'bucket',
    marks: ['list-type'],
    parameters: [
      'prefix',
      'delimiter',
      'start-after',
      'continuation-token',
      'max-keys',
      'encoding-type',
      'fetch-owner',
    ],
    action: 'oss:ListObjects',
    run(exchange) {
      const { bucket, query } = exchange;
      if (query.get('list-type') !== '2') throw notImplemented(`list-type ${query.get('list-type')}`);
      const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
      const [startAfter, given] = [query.get('start-after') ?? '', query.get('continuation-token') ?? ''];
      const limit = listLimit(exchange);
      const { encode, element } = nameEncoding(exchange);
      const after = given ? token.read(given) : startAfter;
      const found = page(bucket, { prefix, delimiter, after, limit });
      return {
        status: 200,
        xml: group(
          'ListBucketResult',
          leaf('Name', bucket.name),
          leaf('Prefix', encode(prefix)),
          startAfter ? leaf('StartAfter', encode(startAfter)) : '',
          given ? leaf('ContinuationToken', given) : '',
          leaf('MaxKeys', limit),
          leaf('Delimiter', encode(delimiter)),
          element,
          leaf('IsTruncated', found.truncated),
          found.truncated ? leaf('NextContinuationToken', token.write(found.last)) : '',
          leaf('KeyCount', found.objects.length + found.prefixes.length),
          contents(exchange, found, encode, query.get('fetch-owner') === 'true'),
        ),
      };
    },
  },
];

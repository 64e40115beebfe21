import type { ObjectRecord } from './records';

/** Smaller objects are not compressed. */
const MIN_BYTES = 1024;

/** The only types that the service compresses. */
const TYPES = new Set([
  'text/cache-manifest',
  'text/xml',
  'text/css',
  'text/html',
  'text/plain',
  'application/javascript',
  'application/x-javascript',
  'application/rss+xml',
  'application/json',
  'text/json',
]);

/** Whether the answer to a GET of a whole object is compressed, because the client takes it so. */
export function wantsGzip(acceptEncoding: string | undefined, { headers, size }: ObjectRecord): boolean {
  const isAccepted = (acceptEncoding ?? '')
    .split(',')
    .some((entry) => /^gzip(;\s*q=(1|0\.\d*[1-9]).*)?$/.test(entry.trim()));
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  return isAccepted && size >= MIN_BYTES && headers['content-encoding'] === undefined && TYPES.has(type);
}

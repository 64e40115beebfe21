import { OssError } from './errors';

/** Bytes `start` to `end`, the end not included. */
interface ByteRange {
  start: number;
  end: number;
}

/**
 * What a `Range` header asks of an object of `size` bytes; undefined means the whole object, answered with 200.
 *
 * By default OSS sends the whole object for a range that it cannot satisfy, also for an end beyond the object. Only with
 * `x-oss-range-behavior: standard` it follows the RFC: 416, and an end beyond the object is cut.
 * @throws OssError `InvalidRange`
 */
export function parseRange(
  header: string | undefined,
  size: number,
  standard: boolean,
): ByteRange | undefined {
  // Of several ranges OSS sends only the first one, and with standard behaviour none.
  const match = /^bytes=(\d*)-(\d*)((?:,\s*\d*-\d*)*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const unsatisfiable = () => {
    if (!standard) return undefined;
    throw new OssError('InvalidRange', {
      elements: { ActualObjectSize: String(size), RangeRequested: header! },
      headers: { 'Content-Range': `bytes */${size}` },
    });
  };
  if (match[3] !== '' && standard) return unsatisfiable();
  if (match[1] === '') {
    const length = Number(match[2]);
    if (length === 0 || size === 0) return unsatisfiable();
    if (length > size && !standard) return undefined;
    return { start: Math.max(0, size - length), end: size };
  }
  const start = Number(match[1]);
  const last = match[2] === '' ? size - 1 : Number(match[2]);
  if (match[2] !== '' && last < start) return undefined;
  if (start >= size) return unsatisfiable();
  if (last >= size && !standard) return undefined;
  return { start, end: Math.min(last + 1, size) };
}

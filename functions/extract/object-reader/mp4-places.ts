/** What reading a number throws where there are no bytes. */
const OUTSIDE = new Set(['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS']);

/** The boxes of ISO 14496-12 that follow each other in these bytes; the last one may reach beyond them. */
function* boxes(
  bytes: Buffer,
  from: number,
  to: number,
): Generator<{ type: string; start: number; end: number }> {
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at);
    const large = size === 1 && at + 16 <= to;
    const length = large ? Number(bytes.readBigUInt64BE(at + 8)) : size;
    if (length < 8) return;
    yield { type: bytes.toString('latin1', at + 4, at + 8), start: at + (large ? 16 : 8), end: at + length };
    at += length;
  }
}

/** A number of 32 bits in version 0 of a box, of 64 bits in version 1. */
const versioned = (bytes: Buffer, at: number, version: number): number =>
  version === 1 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at);

/** `tfra`, one for each track: time, place, and three numbers of one to four bytes for each random access point. */
function placesOfTrack(bytes: Buffer, start: number, end: number): number[] {
  const version = bytes[start] ?? 0;
  const sizes = bytes.readUInt32BE(start + 8);
  const count = bytes.readUInt32BE(start + 12);
  const word = version === 1 ? 8 : 4;
  const entry = 2 * word + ((sizes >> 4) & 3) + ((sizes >> 2) & 3) + (sizes & 3) + 3;
  const places: number[] = [];
  for (let i = 0, at = start + 16; i < count && at + entry <= end; i += 1, at += entry) {
    places.push(versioned(bytes, at + word, version));
  }
  return places;
}

/** `sidx`: the lengths of the segments that follow it, one after the other. */
function placesOfSegments(bytes: Buffer, start: number, end: number): number[] {
  const version = bytes[start] ?? 0;
  const word = version === 1 ? 8 : 4;
  let place = end + versioned(bytes, start + 12 + word, version);
  const count = bytes.readUInt16BE(start + 14 + 2 * word);
  const places: number[] = [];
  for (let i = 0, at = start + 16 + 2 * word; i < count && at + 12 <= end; i += 1, at += 12) {
    places.push(place);
    place += bytes.readUInt32BE(at) & 0x7fffffff;
  }
  return places;
}

/**
 * Where the fragments of a fragmented MP4 begin, as its own index tells: `sidx` near the start, else `mfra` at the
 * end. Empty for any other file, and when the index is not within the bytes given.
 *
 * @param head bytes from the start of the file
 * @param tail bytes up to the end of the file
 */
export function fragmentPlaces(head: Buffer, tail: Buffer, size: number): number[] {
  if (!['ftyp', 'styp'].includes(head.toString('latin1', 4, 8))) return [];
  const places: number[] = [];
  try {
    for (const { type, start, end } of boxes(head, 0, head.length)) {
      if (type === 'sidx' && end <= head.length) places.push(...placesOfSegments(head, start, end));
      if (type === 'moof') break;
    }
    const last = tail.length - 16;
    if (places.length === 0 && last >= 0 && tail.toString('latin1', last + 4, last + 8) === 'mfro') {
      const mfra = tail.length - tail.readUInt32BE(last + 12);
      for (const { type, start, end } of boxes(tail, Math.max(0, mfra) + 8, last)) {
        if (mfra >= 0 && type === 'tfra') places.push(...placesOfTrack(tail, start, Math.min(end, last)));
      }
    }
  } catch (error) {
    // A number that lies outside the bytes: an index that cannot be trusted is as good as none.
    if (!OUTSIDE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return [];
  }
  return [...new Set(places)].filter((place) => place < size).sort((a, b) => a - b);
}

/**
 * Where the index of an MP4 is: the `moov` that its head begins with, or all that follows an `mdat` that comes before it.
 * Undefined for any other file, for a fragmented one, and for an `mdat` that has no end of its own.
 *
 * @param head bytes from the start of the file
 */
export function indexOf(head: Buffer, size: number): { start: number; end: number } | undefined {
  if (head.length < 8 || !['ftyp', 'wide', 'mdat'].includes(head.toString('latin1', 4, 8))) return undefined;
  for (const { type, start, end } of boxes(head, 0, head.length)) {
    if (type === 'moov') return { start, end: Math.min(end, size) };
    if (type === 'mdat') return end < size ? { start: end, end: size } : undefined;
    if (type === 'moof') return undefined;
  }
  return undefined;
}

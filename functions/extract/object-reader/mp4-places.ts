/** The codes of the errors that Node throws when a number is read outside a buffer. */
const OUTSIDE = new Set(['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS']);

/** The boxes (ISO 14496-12) in these bytes, one after the other. The last one may end behind them. */
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

/** `tfra`, one for each track. An entry is a time, a place, and three numbers of one to four bytes each. */
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

/** `sidx`: it gives the lengths of the segments that follow it. */
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

const beginsLikeMp4 = (head: Buffer): boolean => ['ftyp', 'styp'].includes(head.toString('latin1', 4, 8));

/**
 * False when `fragmentPlaces` would find none, as far as a few bytes tell: most files are no fragmented MP4.
 *
 * @param first bytes from the start of the file
 * @param headEnd how many of them it would be given
 * @param last the last 16 bytes of the file
 */
export function mayListFragments(first: Buffer, headEnd: number, last: Buffer): boolean {
  if (!beginsLikeMp4(first)) return false;
  if (last.toString('latin1', 4, 8) === 'mfro') return true;
  let reached = 0;
  for (const { type, end } of boxes(first, 0, first.length)) {
    if (type === 'sidx') return true;
    if (type === 'moof') return false;
    reached = end;
  }
  // The header of a box, of 16 bytes at most, may be cut off here.
  return reached + 16 > first.length && reached < headEnd;
}

/**
 * Where the fragments of a fragmented MP4 begin. Its own list tells that: `sidx` near the start, or else `mfra` at the
 * end. Empty for any other file, and if the list is not in the bytes given.
 *
 * @param head bytes from the start of the file
 * @param tail bytes up to the end of the file
 */
export function fragmentPlaces(head: Buffer, tail: Buffer, size: number): number[] {
  if (!beginsLikeMp4(head)) return [];
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
    // The list is damaged: it points outside the bytes. Then MediaInfo's reads are not known in advance.
    if (!OUTSIDE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return [];
  }
  return [...new Set(places)].filter((place) => place < size).sort((a, b) => a - b);
}

/**
 * Where the index of an MP4 is: its `moov`, if that comes before the media (`mdat`); else everything behind the `mdat`.
 * Undefined for any other file, for a fragmented one, and if the `mdat` has no length and goes on to the end of the file.
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

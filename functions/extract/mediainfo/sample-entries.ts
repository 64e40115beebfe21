import { FIRST_BOXES, headerOf, type ReadRange } from './box-tree';

/** From the beginning of a track to the type of its first sample entry there are 400 to 900 bytes. */
const LOOKED_AT = 4 * 1024;

/** Most boxes looked at. A file has about four before its `moov`, and in that two and one for each track. */
const MOST_BOXES = 32;

const PATH = ['mdia', 'minf', 'stbl', 'stsd'];

/** Version, flags and number of entries, and the first entry's size. */
const BEFORE_TYPE = 12;

/** The type of a track's first sample entry, such as `avc1`. */
function entryOf(bytes: Buffer, content: number): string | undefined {
  let depth = 0;
  for (let at = content; at < bytes.length; ) {
    const box = headerOf(bytes.subarray(at), at, Number.POSITIVE_INFINITY, PATH.length);
    if (!box) return undefined;
    const isOnPath = box.type === PATH[depth];
    if (isOnPath) depth += 1;
    if (depth === PATH.length) {
      return bytes.toString('latin1', box.content + BEFORE_TYPE, box.content + BEFORE_TYPE + 4);
    }
    at = isOnPath ? box.content : box.end;
  }
  return undefined;
}

/**
 * How the tracks of an MP4 or QuickTime file are coded: the types of their first sample entries, each as soon as it is here.
 * There are none for another file and for the fragments of one, and fewer than tracks where a track begins unusually.
 */
export async function* sampleEntries(read: ReadRange, size: number): AsyncGenerator<string> {
  const memory = Buffer.allocUnsafe(LOOKED_AT);
  let end = size;
  for (let at = 0, looked = 0; at + 8 <= end && looked < MOST_BOXES; looked += 1) {
    const bytes = await read(at, LOOKED_AT, memory);
    const box = headerOf(bytes, at, end, 1);
    if (!box || (at === 0 && !FIRST_BOXES.has(box.type)) || box.type === 'moof') return;
    const entry = box.type === 'trak' && entryOf(bytes, box.content - at);
    if (entry) yield entry;
    // Nothing behind it is of interest.
    if (box.type === 'moov') end = box.end;
    at = box.type === 'moov' ? box.content : box.end;
  }
}

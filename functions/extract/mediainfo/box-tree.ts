/**
 * Reads bytes of an object. Returns fewer than `length` only at the end of the object.
 *
 * @param memory where to; what is returned is the beginning of it. @default - new memory
 */
export type ReadRange = (offset: number, length: number, memory?: Buffer) => Promise<Buffer>;

/** A box of ISO 14496-12 (an atom in QuickTime), with the boxes that were found in it. */
export interface Box {
  type: string;
  start: number;
  /** Where its content begins, after the header. */
  content: number;
  end: number;
  children: Box[];
}

export interface BoxTree {
  boxes: Box[];
  /** False when a limit was reached, so that there may be more boxes. */
  complete: boolean;
}

/** Boxes that contain boxes, and the number of bytes before the first box inside. */
const CONTAINERS: Record<string, number> = {
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  stbl: 0,
  udta: 0,
  // Version, flags and number of entries.
  stsd: 8,
  // Version and flags. QuickTime has none.
  meta: 4,
};

/** The depth of `moov.trak.mdia.minf.stbl.stsd` and its entries. Nothing deeper is needed. */
const MAX_DEPTH = 7;

/**
 * Most boxes at the top level. Finding each may take a request. Only files with fragments have more than
 * about ten.
 */
const MAX_OUTER_BOXES = 64;

/**
 * Most boxes in total, twice as many as in a film with ten tracks. Most boxes are close together and already
 * received, but in a hostile file each may take a request.
 */
const MAX_BOXES = 500;

/** Size and type, and an optional size of 64 bits. */
const HEADER_BYTES = 16;

/** The box types with which such a file can begin. */
export const FIRST_BOXES = new Set([
  'ftyp',
  'styp',
  'moov',
  'mdat',
  'moof',
  'free',
  'skip',
  'wide',
  'pnot',
  'uuid',
]);

/** The boxes of a file; none when the file is not made of boxes. */
export async function readBoxTree(read: ReadRange, size: number): Promise<BoxTree> {
  let left = MAX_BOXES;
  let complete = true;

  async function boxesIn(from: number, to: number, depth: number): Promise<Box[]> {
    const boxes: Box[] = [];
    for (let at = from; at + 8 <= to; ) {
      if (left === 0 || (depth === 1 && boxes.length === MAX_OUTER_BOXES)) {
        complete = false;
        break;
      }
      const box = headerOf(await read(at, HEADER_BYTES), at, to, depth);
      if (!box || (depth === 1 && boxes.length === 0 && !FIRST_BOXES.has(box.type))) break;
      left -= 1;
      boxes.push(box);
      at = box.end;
    }
    for (const box of boxes) {
      const own = CONTAINERS[box.type];
      if (own === undefined || depth === MAX_DEPTH) continue;
      box.children = await boxesIn(box.content + (await ownBytes(box, own)), box.end, depth + 1);
    }
    return boxes;
  }

  async function ownBytes({ type, content }: Box, own: number): Promise<number> {
    if (type !== 'meta') return own;
    return (await read(content + 4, 4)).toString('latin1') === 'hdlr' ? 0 : own;
  }

  return { boxes: await boxesIn(0, size, 1), complete };
}

/** Undefined when there is no box here. A box that is longer than its parent ends where the parent ends. */
export function headerOf(bytes: Buffer, start: number, limit: number, depth: number): Box | undefined {
  if (bytes.length < 8) return undefined;
  const declared = bytes.readUInt32BE(0);
  const large = declared === 1;
  if (large && bytes.length < HEADER_BYTES) return undefined;
  // Size 0 means up to the end of the file. Only the last box may have it.
  const length = large ? Number(bytes.readBigUInt64BE(8)) : declared || (depth === 1 ? limit - start : 0);
  const header = large ? 16 : 8;
  if (length < header) return undefined;
  return {
    type: bytes.toString('latin1', 4, 8),
    start,
    content: start + header,
    end: Math.min(start + length, limit),
    children: [],
  };
}

/** All boxes of a tree, each before the boxes inside it. */
export function* allBoxes(boxes: readonly Box[]): Generator<Box> {
  for (const box of boxes) {
    yield box;
    yield* allBoxes(box.children);
  }
}

/** Follows a path of types from a box downwards, and takes the first box of each type. */
export function boxAt(box: Box, ...types: string[]): Box | undefined {
  let found: Box | undefined = box;
  for (const type of types) found = found?.children.find((child) => child.type === type);
  return found;
}

/** Bytes of an object: those that are wanted, fewer only at its end. */
export type ReadRange = (offset: number, length: number) => Promise<Buffer>;

/** A box of ISO 14496-12, or an atom of QuickTime, and what of it was looked into. */
export interface Box {
  type: string;
  start: number;
  /** Where what it holds begins. */
  content: number;
  end: number;
  children: Box[];
}

export interface BoxTree {
  boxes: Box[];
  /** Whether all was looked into; else a limit was reached, and there may be more. */
  complete: boolean;
}

/** How many bytes of its own a box has before the boxes that it holds. */
const CONTAINERS: Record<string, number> = {
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  stbl: 0,
  udta: 0,
  // Version and flags, and the number of entries.
  stsd: 8,
  // Version and flags, which QuickTime leaves out.
  meta: 4,
};

/** `moov.trak.mdia.minf.stbl.stsd` and its entries: deeper lies nothing that is asked for. */
const MAX_DEPTH = 7;

/** Boxes outside of all others: each may take a request to find, and only fragments make more than some ten. */
const MAX_OUTER_BOXES = 64;

/**
 * Boxes in all, twice those of a film with ten tracks: they mostly lie together, and are read from what is there already, but a
 * file may have each take a request.
 */
const MAX_BOXES = 500;

/** Size and type, and the size in 64 bits that may follow. */
const HEADER_BYTES = 16;

/** What a file of this kind begins with. */
const FIRST = new Set(['ftyp', 'styp', 'moov', 'mdat', 'moof', 'free', 'skip', 'wide', 'pnot', 'uuid']);

/** The boxes of a file; none of a file that is not made of them. */
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
      if (!box || (depth === 1 && boxes.length === 0 && !FIRST.has(box.type))) break;
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

/** Undefined where there is no box. One that reaches beyond what it lies in ends there. */
function headerOf(bytes: Buffer, start: number, limit: number, depth: number): Box | undefined {
  if (bytes.length < 8) return undefined;
  const declared = bytes.readUInt32BE(0);
  const large = declared === 1;
  if (large && bytes.length < HEADER_BYTES) return undefined;
  // 0: up to the end of the file, where only the last box may reach.
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

/** Every box of a tree, each before what it holds. */
export function* allBoxes(boxes: readonly Box[]): Generator<Box> {
  for (const box of boxes) {
    yield box;
    yield* allBoxes(box.children);
  }
}

/** The box that lies in this one by way of these types, the first of each. */
export function boxAt(box: Box, ...types: string[]): Box | undefined {
  let found: Box | undefined = box;
  for (const type of types) found = found?.children.find((child) => child.type === type);
  return found;
}

import { allBoxes, type Box, type BoxTree, boxAt, type ReadRange, readBoxTree } from './box-tree';
import { emptiedFrom, joined, type Mask, maskOf, passedOver } from './mask';

/** Tracks of a known kind that are tried one by one, a picture and two sounds; the others are tried together. */
const SINGLE_TRACKS = 3;

/**
 * Most masks that there are for one object: seven of parts of the file, of which it mostly has one to three, and two for
 * each of its tracks. Each costs a start of mediainfo, which is 15 ms for a small file.
 */
export const MAX_MASKS = 7 + 2 * (SINGLE_TRACKS + 1);

/** What every entry of `stsd` begins with. */
const ENTRY_BYTES = 8;

/** Bytes at the beginning of an entry that say the size of a picture, or the channels of a sound; its coding lies behind. */
const FIELD_BYTES: Record<string, number> = { vide: 78, soun: 28 };

/** Handlers of tracks whose sample descriptions MediaInfo reads as what they are. */
const KNOWN_HANDLERS = new Set([...Object.keys(FIELD_BYTES), 'text', 'sbtl', 'subt', 'clcp']);

/** Fragments, and what tells where they are. */
const FRAGMENTS = new Set(['moof', 'mfra', 'sidx']);

interface Track {
  box: Box;
  /** Empty where there is none. */
  handler: string;
  descriptions: Box[];
}

async function tracksOf(tree: BoxTree, read: ReadRange): Promise<Track[]> {
  const tracks: Track[] = [];
  for (const box of allBoxes(tree.boxes)) {
    if (box.type !== 'trak') continue;
    const hdlr = boxAt(box, 'mdia', 'hdlr');
    tracks.push({
      box,
      handler: hdlr ? (await read(hdlr.content + 8, 4)).toString('latin1') : '',
      descriptions: boxAt(box, 'mdia', 'minf', 'stbl', 'stsd')?.children ?? [],
    });
  }
  return tracks;
}

/** Metadata of the file and of its tracks, without that which lies in other metadata. */
function metadataIn(boxes: readonly Box[]): Box[] {
  return boxes.flatMap((box) =>
    ['udta', 'meta', 'uuid'].includes(box.type) ? [box] : metadataIn(box.children),
  );
}

/** How the samples of a track are coded, without what kind of track it is. */
const coding = ({ handler, descriptions }: Track): Mask =>
  maskOf(descriptions, emptiedFrom(FIELD_BYTES[handler] ?? ENTRY_BYTES));

const hidesAnything = ({ hidden }: Mask): boolean => hidden.length > 0;

/**
 * What may be hidden from mediainfo when it has broken down on a file made of boxes, in the order in which it is to be
 * tried: what it is known to break down on, which costs a report nothing or little; then for what nobody has seen yet,
 * the parts of a file from the least to the most worth having. Empty for any other file.
 *
 * Known of 26.10 (docs/mediainfo-faults.md) is an initial object descriptor with an audio profile that it has no name for,
 * in `iods`, and in a sample description that it does not know and takes for such a descriptor, as Canon's `CTMD`.
 */
export async function proposeMasks(read: ReadRange, size: number): Promise<Mask[]> {
  const tree = await readBoxTree(read, size);
  const tracks = await tracksOf(tree, read);
  const known = tracks.filter(({ handler }) => KNOWN_HANDLERS.has(handler));
  const unknown = tracks.filter((track) => !known.includes(track));
  const systems = [...allBoxes(tree.boxes)].filter(({ type }) => type === 'iods');
  // Of a long film not all fragments are known, and those that are not may hold the same.
  const fragments = tree.complete ? tree.boxes.filter(({ type }) => FRAGMENTS.has(type)) : [];
  const offenders = [maskOf(systems, passedOver), joined(...unknown.map(coding))].filter(hidesAnything);
  const parts = [
    maskOf(metadataIn(tree.boxes), passedOver),
    maskOf(
      unknown.map(({ box }) => box),
      passedOver,
    ),
    maskOf(fragments, passedOver),
  ].filter(hidesAnything);
  const all = [...offenders, ...parts];
  const few = [...known.slice(0, SINGLE_TRACKS).map((track) => [track]), known.slice(SINGLE_TRACKS)];
  const masks = [
    ...offenders,
    ...(offenders.length > 1 ? [joined(...offenders)] : []),
    ...parts,
    ...(parts.length > 0 && all.length > 1 ? [joined(...all)] : []),
    ...few.map((some) => joined(...some.map(coding))).filter(hidesAnything),
    ...few
      .map((some) =>
        maskOf(
          some.map(({ box }) => box),
          passedOver,
        ),
      )
      .filter(hidesAnything),
  ];
  return masks.slice(0, MAX_MASKS);
}

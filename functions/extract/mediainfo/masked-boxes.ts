import { allBoxes, type Box, type BoxTree, boxAt, type ReadRange, readBoxTree } from './box-tree';
import { emptiedFrom, joined, type Mask, maskOf, passedOver } from './mask';

/**
 * How many known tracks are tried one by one: enough for one picture and two sound tracks. The others are
 * tried together.
 */
const SINGLE_TRACKS = 3;

/**
 * Most masks for one object: seven for parts of the file (most files have one to three of them) and two for
 * each track. Each mask costs one start of mediainfo, 15 ms for a small file.
 */
export const MAX_MASKS = 7 + 2 * (SINGLE_TRACKS + 1);

/** What every entry of `stsd` begins with. */
const ENTRY_BYTES = 8;

/**
 * Bytes at the beginning of an entry that give the picture size or the number of sound channels. The coding
 * parameters come after them.
 */
const FIELD_BYTES: Record<string, number> = { vide: 78, soun: 28 };

/** Handlers of tracks whose sample descriptions MediaInfo reads correctly. */
const KNOWN_HANDLERS = new Set([...Object.keys(FIELD_BYTES), 'text', 'sbtl', 'subt', 'clcp']);

/** Fragments, and the boxes that say where fragments are. */
const FRAGMENTS = new Set(['moof', 'mfra', 'sidx']);

interface Track {
  box: Box;
  /** Empty when the track has none. */
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

/** Metadata boxes of the file and of its tracks. Metadata inside other metadata is not listed. */
function metadataIn(boxes: readonly Box[]): Box[] {
  return boxes.flatMap((box) =>
    ['udta', 'meta', 'uuid'].includes(box.type) ? [box] : metadataIn(box.children),
  );
}

/** Hides how the samples of a track are coded, but not the kind of the track. */
const coding = ({ handler, descriptions }: Track): Mask =>
  maskOf(descriptions, emptiedFrom(FIELD_BYTES[handler] ?? ENTRY_BYTES));

const hidesAnything = ({ hidden }: Mask): boolean => hidden.length > 0;

/**
 * The masks to try, in order, when mediainfo broke down on a file made of boxes. First come the parts on
 * which it is known to break down: without them the report loses little or nothing. Then come other parts of
 * the file, for breakdowns that nobody has seen yet, the least useful part first. Empty for a file that is
 * not made of boxes.
 *
 * Known of version 26.10 (docs/mediainfo-faults.md): it breaks down on an initial object descriptor with an
 * audio profile that it has no name for. It finds such a descriptor in `iods`, or takes an unknown sample
 * description for one, such as Canon's `CTMD`.
 */
export async function proposeMasks(read: ReadRange, size: number): Promise<Mask[]> {
  const tree = await readBoxTree(read, size);
  const tracks = await tracksOf(tree, read);
  const known = tracks.filter(({ handler }) => KNOWN_HANDLERS.has(handler));
  const unknown = tracks.filter((track) => !known.includes(track));
  const systems = [...allBoxes(tree.boxes)].filter(({ type }) => type === 'iods');
  // In a long film not all fragments were found, and mediainfo may break down on the others in the same way.
  // So none is hidden.
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

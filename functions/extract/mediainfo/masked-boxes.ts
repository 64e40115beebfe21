import { allBoxes, type Box, type BoxTree, boxAt, type ReadRange, readBoxTree } from './box-tree';
import { emptied, joined, type Mask, maskOf, passedOver } from './mask';

/**
 * Most masks that are tried for one object: the six kinds below, of which a file mostly has two or three, and three tracks,
 * which are a picture and two sounds. Each costs a start of mediainfo and what it reads anew, 20 ms for a small file.
 */
export const MAX_MASKS = 9;

/** Handlers of tracks whose sample descriptions MediaInfo reads as what they are. */
const KNOWN_HANDLERS = new Set(['vide', 'soun', 'text', 'sbtl', 'subt', 'clcp']);

interface Track {
  box: Box;
  known: boolean;
}

async function tracksOf(tree: BoxTree, read: ReadRange): Promise<Track[]> {
  const tracks: Track[] = [];
  for (const box of allBoxes(tree.boxes)) {
    if (box.type !== 'trak') continue;
    const handler = boxAt(box, 'mdia', 'hdlr');
    const type = handler && (await read(handler.content + 8, 4)).toString('latin1');
    tracks.push({ box, known: type !== undefined && KNOWN_HANDLERS.has(type) });
  }
  return tracks;
}

/** Metadata of the file and of its tracks, without that which lies in other metadata. */
function metadataIn(boxes: readonly Box[]): Box[] {
  return boxes.flatMap((box) =>
    ['udta', 'meta', 'uuid'].includes(box.type) ? [box] : metadataIn(box.children),
  );
}

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
  const all = [...allBoxes(tree.boxes)];
  const tracks = await tracksOf(tree, read);
  const known = tracks.filter((track) => track.known).map(({ box }) => box);
  const unknown = tracks.filter((track) => !track.known).map(({ box }) => box);
  const descriptions = unknown.flatMap((box) => boxAt(box, 'mdia', 'minf', 'stbl', 'stsd')?.children ?? []);
  const kinds = [
    maskOf(
      all.filter(({ type }) => type === 'iods'),
      passedOver,
    ),
    maskOf(descriptions, emptied),
    maskOf(metadataIn(tree.boxes), passedOver),
    maskOf(unknown, passedOver),
    // Of a long film not all fragments are known, and those that are not may hold the same.
    maskOf(tree.complete ? tree.boxes.filter(({ type }) => type === 'moof') : [], passedOver),
  ].filter(({ hidden }) => hidden.length > 0);
  const together = kinds.length > 1 ? [joined(...kinds)] : [];
  const each = known.map((box) => maskOf([box], passedOver));
  return [...kinds, ...together, ...each].slice(0, MAX_MASKS);
}

import type { ReaderSettings } from './reader-settings';

const KIB = 1024;
const MIB = 1024 * KIB;

type FirstRanges = Partial<Pick<ReaderSettings, 'headBytes' | 'openHead' | 'tailBytes' | 'askAheadBytes'>>;

const forEach = (extensions: string, ranges: FirstRanges): [string, FirstRanges][] =>
  extensions.split(' ').map((extension) => [extension, ranges]);

/**
 * In `exact` MediaInfo reads 2 to 64 MB from the start of most containers; of some it reads the end first. Of sound that
 * is not compressed it reads 1 MiB, which is in the head.
 */
const EXACT = new Map([
  ...forEach('mp4 m4v mov qt 3gp mkv webm avi mxf ts m2t m2ts mts vob mpg', { openHead: true }),
  ...forEach('wav w64 bwf aif aiff', { askAheadBytes: 0 }),
]);

/**
 * In `fast` it reads 0.3 MB from the start and 3.1 MB from the end of a transport stream. Of Matroska it reads the first
 * cluster: 1.3 MB if that holds 5 s at 2 Mbit/s. Of the others it reads less than the head. The end of an MXF is compared
 * with its beginning: it must hold a group of pictures (0.5 s, 3.7 MB with sound at 58 Mbit/s) and the index behind it.
 */
const FAST = new Map([
  ...forEach('mp4 m4v mov qt 3gp 3g2 f4v', { askAheadBytes: 0 }),
  ...forEach('ts m2t m2ts mts', { headBytes: 512 * KIB, tailBytes: 3.25 * MIB, askAheadBytes: 0 }),
  ...forEach('mkv', { headBytes: 2 * MIB, askAheadBytes: 0 }),
  ...forEach('mxf', { tailBytes: 5 * MIB, askAheadBytes: 0 }),
]);

/**
 * What to ask for first, when only the name of an object is known. Names that `fast` does not read in its own way are read
 * as in `exact`.
 *
 * @param extension of the key. It may be wrong: then there is a request more, or bytes are received that nobody reads
 */
export function firstRanges(reading: 'exact' | 'fast', extension: string): FirstRanges {
  const name = extension.toLowerCase();
  return (reading === 'fast' ? FAST.get(name) : undefined) ?? EXACT.get(name) ?? {};
}

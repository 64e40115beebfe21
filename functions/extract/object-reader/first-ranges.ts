import type { ReaderSettings } from './reader-settings';

const KIB = 1024;
const MIB = 1024 * KIB;

type FirstRanges = Partial<Pick<ReaderSettings, 'headBytes' | 'openHead' | 'tailBytes' | 'askAheadBytes'>>;

const forEach = (extensions: string, ranges: FirstRanges): [string, FirstRanges][] =>
  extensions.split(' ').map((extension) => [extension, ranges]);

/**
 * At its usual speed MediaInfo reads 2 to 64 MB of most containers from the start on, some after a look at the end. Of
 * sound that is not compressed it reads one MiB, which is in the head.
 */
const EXACT = new Map([
  ...forEach('mp4 m4v mov qt 3gp mkv webm avi mxf ts m2t m2ts mts vob mpg', { openHead: true }),
  ...forEach('wav w64 bwf aif aiff', { askAheadBytes: 0 }),
]);

/**
 * In `fast` it reads 0.3 MB from the start and 3.1 MB from the end of a transport stream, of Matroska the first cluster,
 * of which 5 s at 2 Mbit/s are 1.3 MB, and of the others less than the head.
 */
const FAST = new Map([
  ...forEach('mp4 m4v m4a mov qt 3gp 3g2 f4v wav w64 bwf', { askAheadBytes: 0 }),
  ...forEach('ts m2t m2ts mts', { headBytes: 512 * KIB, tailBytes: 3.25 * MIB, askAheadBytes: 0 }),
  ...forEach('mkv mka webm', { headBytes: 2 * MIB, askAheadBytes: 0 }),
]);

/**
 * What is asked for before anything is known of an object but its name.
 *
 * @param extension of the key; what it promises may be wrong, which costs a request more or bytes in vain
 */
export function firstRanges(reading: 'exact' | 'fast', extension: string): FirstRanges {
  return (reading === 'fast' ? FAST : EXACT).get(extension.toLowerCase()) ?? {};
}

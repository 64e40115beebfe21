/**
 * How much of an object is read: `exact` as much as MediaInfo reads of a local file; `fast` as little as it can do
 * with where that spares much, at the price of some fields (docs/reading.md).
 */
export const READING_MODES = ['exact', 'fast'] as const;
export type ReadingMode = (typeof READING_MODES)[number];

/** The whole report, in MediaInfo's own XML, at the speed it has by default. */
const EXACT = ['--Full', '--Output=XML'];

/**
 * `ParseSpeed` 0 ends the parsing of each stream with the first frames that name its format. A transport stream is
 * parsed up to an offset all the same, 64 MB unless it is told: 4 MiB are 2 s at 16 Mbit/s, several of the intervals
 * (0.5 s at most, ISO 13818-1 and DVB) at which tables and pictures to begin with recur.
 */
const FAST = [...EXACT, '--ParseSpeed=0', '--MpegTs_MaximumOffset=4194304'];

/** Where that spares much. Elsewhere it reads as much or, as in AVI, seeks more, and gets more wrong. */
const FAST_EXTENSIONS = new Set(
  'mp4 m4v m4a mov qt 3gp 3g2 f4v mkv mka webm mxf ts m2t m2ts mts wav w64 bwf'.split(' '),
);

/**
 * The options of MediaInfo that shape the report, as the column `MediaInfoArguments` holds them.
 *
 * @param extension of the object's name: MediaInfo is started before a byte of the object is here
 */
export function reportOptions(reading: ReadingMode, extension: string): string[] {
  return [...(reading === 'fast' && FAST_EXTENSIONS.has(extension.toLowerCase()) ? FAST : EXACT)];
}

/** Whether a report with these options lacks fields. */
export const isFast = (options: readonly string[]): boolean => options.length > EXACT.length;

/** What follows the last dot of the last part of a key; empty when there is none. */
export function extensionOf(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

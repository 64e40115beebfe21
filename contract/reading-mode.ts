/**
 * How much of an object is read. `exact`: as much as MediaInfo reads of a local file. `fast`: as little as
 * MediaInfo needs, where this saves much and was shown to change nothing that is told; some fields are then missing
 * (docs/reading.md).
 */
export const READING_MODES = ['exact', 'fast'] as const;
export type ReadingMode = (typeof READING_MODES)[number];

/** The whole report as MediaInfo's own XML, at MediaInfo's default speed. */
const EXACT = ['--Full', '--Output=XML'];

/**
 * `ParseSpeed` 0 stops parsing a stream after the first frames that show its format. A transport stream is
 * still parsed up to a fixed offset, 64 MB by default. We set 4 MiB: that is 2 s at 16 Mbit/s. Tables and key
 * pictures repeat at least every 0.5 s (ISO 13818-1 and DVB), so 2 s contain several of them.
 */
const FAST = [...EXACT, '--ParseSpeed=0', '--MpegTs_MaximumOffset=4194304'];

/**
 * In an MXF with MPEG-2, AVC or ancillary data, MediaInfo looks for captions in 30 s from the middle on, at any
 * `ParseSpeed`: 190 MB at 50 Mbit/s. Looked for from the end on, it reads nothing for them.
 */
const FAST_MXF = [...EXACT, '--ParseSpeed=0', '--File_ProbeCaption=100%'];

/**
 * The extensions for which fast reading saves much. Of sound alone, exact reading takes no more than the first two
 * requests bring; of other formats fast reading takes as much (WebM) or seeks more (AVI).
 */
const FAST_OPTIONS = new Map<string, readonly string[]>([
  ...'mp4 m4v mov qt 3gp 3g2 f4v mkv ts m2t m2ts mts'.split(' ').map((name) => [name, FAST] as const),
  ['mxf', FAST_MXF],
]);

/**
 * The MediaInfo options that change the report. The column `MediaInfoArguments` stores them.
 *
 * @param extension of the object's name. Its bytes cannot be used: but for QuickTime, MediaInfo starts before any of them
 * arrives
 */
export function reportOptions(reading: ReadingMode, extension: string): string[] {
  const fast = reading === 'fast' ? FAST_OPTIONS.get(extension.toLowerCase()) : undefined;
  return [...(fast ?? EXACT)];
}

/** True when a report made with these options lacks fields. */
export const isFast = (options: readonly string[]): boolean => options.length > EXACT.length;

/** The text after the last dot in the last part of a key; empty when there is no dot. */
export function extensionOf(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

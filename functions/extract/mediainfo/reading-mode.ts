import { UNSURE_OTHERWISE, UNSURE_WHEN_FAST } from './unsure-fields';

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

/** @param extension of the object's name: MediaInfo is started before a byte of the object is here */
export function reportOptions(reading: ReadingMode, extension: string): string[] {
  return [...(reading === 'fast' && FAST_EXTENSIONS.has(extension.toLowerCase()) ? FAST : EXACT)];
}

/** Whether a report with these options lacks fields. */
export const isFast = (options: readonly string[]): boolean => options.length > EXACT.length;

const TRACK_START = '<track type="';
const TRACK_END = '</track>';

/** A report whose tracks are changed one by one. Searched for by their tags alone: what is in them may be long and hostile. */
function withTracks(xml: string, change: (track: string) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const start = xml.indexOf(TRACK_START, at);
    const end = start < 0 ? -1 : xml.indexOf(TRACK_END, start);
    if (end < 0) return parts.join('') + xml.slice(at);
    parts.push(xml.slice(at, start), change(xml.slice(start, end + TRACK_END.length)));
    at = end + TRACK_END.length;
  }
}

/** The format that the first track, the file's own, is of. */
function formatOf(xml: string): string {
  const field = '<Format>';
  const start = xml.indexOf(field, xml.indexOf(TRACK_START));
  const end = start < 0 ? -1 : xml.indexOf('<', start + field.length);
  const own = end >= 0 && start < xml.indexOf(TRACK_END);
  return own ? xml.slice(start + field.length, end) : '';
}

/** A fast report without the fields that may be wrong in it. */
export function withoutUnsure(xml: string): string {
  const format = formatOf(xml);
  const unsure = (Object.hasOwn(UNSURE_WHEN_FAST, format) && UNSURE_WHEN_FAST[format]) || UNSURE_OTHERWISE;
  return withTracks(xml, (track) => {
    const type = /^<track type="(\w+)"/.exec(track)?.[1] ?? '';
    const names = Object.hasOwn(unsure, type) ? unsure[type]!.join('|') : '';
    if (!names) return track;
    const line = new RegExp(`^<((?:${names})(?:_String\\d?)?)>[^<]*</\\1>\\n`, 'gm');
    return track.replace(line, '').replace(/^<extra>\n<\/extra>\n/gm, '');
  });
}

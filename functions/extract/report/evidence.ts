import type { Track } from '../../../contract/columns';

/** What MediaInfo holds against the file, as `parseReport` names it. */
const ERRORS = 'extra.ConformanceErrors';

/** True when MediaInfo found errors in the file. */
export const hasErrors = (tracks: readonly Track[]): boolean =>
  tracks.some(({ fields }) => [...fields.keys()].some((name) => name.startsWith(ERRORS)));

const sizeOf = ({ fields }: Track): number => Number(fields.get('StreamSize') ?? Number.NaN);

/**
 * The share of the file that MediaInfo accounts for, as its streams, and in all with headers and tags. Undefined
 * when it does not tell the size of each of them.
 */
export function accountedFor(tracks: readonly Track[]): { streams: number; all: number } | undefined {
  const general = tracks.find(({ type }) => type === 'General');
  const size = Number(general?.fields.get('FileSize'));
  const streams = tracks
    .filter(({ type }) => type !== 'General' && type !== 'Menu')
    .reduce((sum, track) => sum + sizeOf(track), 0);
  const all = streams + (general ? sizeOf(general) : Number.NaN);
  return Number.isNaN(all) || !(size > 0) ? undefined : { streams: streams / size, all: all / size };
}

/**
 * Most bytes by which a RIFF file may be shorter than its header says and yet be whole: old programs count the
 * header of 8 bytes, or the padding.
 */
const MISCOUNTED = 8;

const SIZES = /\(actual (\d+)[^,]*, expected (?:&gt;=|>=)?(\d+)/;

/** True when the file is shorter than its header says. MediaInfo says so of a header that miscounts by a few bytes too. */
export function isCutOff(tracks: readonly Track[]): boolean {
  const isCut = tracks.some(({ fields }) =>
    ['IsTruncated', 'extra.IsTruncated'].some((name) => fields.get(name) === 'Yes'),
  );
  return isCut && !isMiscounted(tracks);
}

function isMiscounted(tracks: readonly Track[]): boolean {
  const general = tracks.find(({ type }) => type === 'General');
  if (!/^(?:Wave|AVI)$/.test(general?.fields.get('Format') ?? '')) return false;
  const differences = tracks
    .flatMap(({ fields }) => [...fields].filter(([name]) => name.startsWith(ERRORS)))
    .map(([, text]) => SIZES.exec(text))
    .filter((sizes) => sizes !== null)
    .map(([, actual, expected]) => Math.abs(Number(actual) - Number(expected)));
  return differences.length > 0 && differences.every((difference) => difference <= MISCOUNTED);
}

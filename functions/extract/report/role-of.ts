import type { Track } from '../../../contract/columns';
import type { Role } from '../../../contract/roles';
import { isCutOff } from './evidence';
import { containerOf } from './format-kinds';
import type { ParsedReport } from './parse-report';

const BY_FORMAT = new Map<string, Role>(
  (
    [
      ['playlist', 'HLS|Blu-ray Playlist'],
      ['manifest', 'DASH MPD|ISM|HDS F4M'],
      [
        'package',
        'DXW|IMF AM|IMF CPL|IMF PKL|DCP AM|DCP CPL|DCP PKL|P2 Clip|XDCAM Clip|DVD Video|Blu-ray Clip info|Blu-ray Index|' +
          'Blu-ray Movie object',
      ],
    ] as const
  ).flatMap(([role, formats]) => formats.split('|').map((format) => [format, role] as const)),
);

/** Extensions that only segments have. */
const SEGMENT = /^(?:m4s|m4f|cmf[avtm]?|dash)$/i;

/**
 * Fewest bytes before the data of a media segment: a `moof` with the least that it must hold (ISO 14496-12).
 * A recording that was broken off has the header of one or two boxes there, 32 bytes at most.
 */
const LEAST_MOOF = 64;

/**
 * The largest init segment of Matroska: what stands before the first cluster are headers and tags. Ours have less
 * than 1 KB.
 */
const MOST_HEADERS = 64 * 1024;

/** The part that the object plays among others; undefined for one that stands alone. */
export function roleOf({ tracks }: ParsedReport): Role | undefined {
  const general = tracks.find(({ type }) => type === 'General');
  const container = general && containerOf(general);
  if (!general || container === undefined) return undefined;
  const streams = tracks.filter(({ type }) => type !== 'General' && type !== 'Menu');
  const role = BY_FORMAT.get(container);
  if (role || isCutOff(tracks)) return role;
  if (container === 'MPEG-4' || container === 'QuickTime') {
    if (streams.length === 0) return isMoof(general) ? 'media segment' : undefined;
    return isMoovAlone(general, streams) ? 'init segment' : undefined;
  }
  if (container === 'WebM' || container === 'Matroska') {
    return isHeadersAlone(general, streams) ? 'init segment' : undefined;
  }
  return undefined;
}

/** MediaInfo names no brand of a segment, and takes it for QuickTime. */
const isMoof = ({ fields }: Track): boolean =>
  SEGMENT.test(fields.get('FileExtension') ?? '') ||
  (!fields.has('CodecID') && Number(fields.get('HeaderSize')) >= LEAST_MOOF);

/** True when there is no data, and no stream counts any of it. */
const isMoovAlone = (general: Track, streams: readonly Track[]): boolean =>
  !general.fields.has('DataSize') &&
  [general, ...streams].every(
    ({ fields }) =>
      Number(fields.get('FrameCount') ?? 0) === 0 && Number(fields.get('StreamSize') ?? 0) === 0,
  );

/** True when nothing tells of a cluster: there, each stream has a delay, were it 0. */
const isHeadersAlone = ({ fields }: Track, streams: readonly Track[]): boolean =>
  streams.length > 0 &&
  Number(fields.get('FileSize')) <= MOST_HEADERS &&
  ![...fields.keys()].some((name) => name === 'Duration' || name.startsWith('extra.ConformanceErrors')) &&
  streams.every((stream) => !stream.fields.has('Duration') && !stream.fields.has('Delay'));

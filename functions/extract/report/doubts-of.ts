import type { Track } from '../../../contract/columns';
import type { Doubt } from '../../../contract/doubts';
import type { ObjectVersion } from '../../../contract/object-version';
import type { Role } from '../../../contract/roles';
import { accountedFor, hasErrors, isCutOff } from './evidence';
import { contradicts, fits } from './format-extensions';
import { containerOf, isNamedOnly, isTimed, isUnsigned } from './format-kinds';
import type { ParsedReport } from './parse-report';
import { isDataStream, isPictureBeside } from './stream-kinds';

/** Doubts that the report alone gives. */
type Found = Exclude<Doubt, 'PARTLY_DESCRIBED' | 'REPORT_UNREADABLE'>;

/**
 * Seconds up to which a transport stream may be without the size of its picture. Segments of HLS last no longer
 * (RFC 8216 and Apple suggest 6 to 10 s), and may begin between the pictures that tell it.
 */
const SEGMENT_SECONDS = 10;

/** What in a report about media is doubtful, in the order of `DOUBTS`. */
export function doubtsOf(
  { tracks }: ParsedReport,
  version: ObjectVersion,
  role: Role | undefined,
  isShort: boolean,
): Found[] {
  const general = tracks.find(({ type }) => type === 'General');
  const format = (general && containerOf(general)) ?? '';
  const streams = tracks.filter(({ type }) => type !== 'General');
  const videos = streams.filter(
    (track) => track.type === 'Video' && !isPictureBeside(track, tracks) && !isDataStream(track),
  );
  const audios = streams.filter(({ type }) => type === 'Audio');
  const reported = general?.fields.get('FileSize');
  const alone = role === undefined && isTimed(format);
  const timed = (some: readonly Track[]) => [general, ...some].some((track) => track?.fields.has('Duration'));
  const checks: Record<Found, boolean> = {
    EXTENSION_INVALID: hasWrongExtension(general, format),
    FORMAT_UNSURE: isUnsure(tracks, format),
    TRUNCATED: isShort || isCutOff(tracks),
    NO_TRACK: role === undefined && streams.length === 0 && !isNamedOnly(format),
    VIDEO_WITHOUT_DURATION: alone && videos.length > 0 && !timed(videos),
    VIDEO_WITHOUT_SIZE:
      alone && videos.length > 0 && !videos.some(hasSize) && !isPieceOfStream(general, format),
    AUDIO_WITHOUT_DURATION: alone && videos.length === 0 && audios.length > 0 && !timed(audios),
    SIZE_DIFFERS: reported !== undefined && Number(reported) !== version.size,
  };
  return (Object.keys(checks) as Found[]).filter((doubt) => checks[doubt]);
}

const hasSize = ({ fields }: Track): boolean => fields.has('Width') && fields.has('Height');

function hasWrongExtension(general: Track | undefined, format: string): boolean {
  const extension = general?.fields.get('FileExtension');
  if (!general || extension === undefined) return false;
  return contradicts(format, extension, general.fields.has('extra.FileExtension_Invalid'));
}

/** Least share of the file that the streams and all else take in a file of the format. */
const LEAST_STREAMS = 0.5;
const LEAST_ACCOUNTED = 0.95;

/**
 * True when MediaInfo found the format by few bits or somewhere inside, the extension does not say so, and what it
 * tells contradicts it: errors, or much of the file that belongs to nothing.
 */
function isUnsure(tracks: readonly Track[], format: string): boolean {
  const extension = tracks.find(({ type }) => type === 'General')?.fields.get('FileExtension') ?? '';
  if (!isUnsigned(format) || fits(format, extension)) return false;
  const share = accountedFor(tracks);
  if (extension === '') return hasErrors(tracks) && share !== undefined && share.all < LEAST_ACCOUNTED;
  return (
    hasErrors(tracks) ||
    (share !== undefined && (share.all < LEAST_ACCOUNTED || share.streams < LEAST_STREAMS))
  );
}

const isPieceOfStream = (general: Track | undefined, format: string): boolean =>
  (format === 'MPEG-TS' || format === 'BDAV') && !(Number(general?.fields.get('Duration')) > SEGMENT_SECONDS);

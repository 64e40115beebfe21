import type { Track } from '../../../contract/columns';
import type { Doubt } from '../../../contract/doubts';
import type { ObjectVersion } from '../../../contract/object-version';
import type { ParsedReport } from './parse-report';

/** Formats that MediaInfo recognises but that are not media. */
const NOT_MEDIA_FORMATS = new Set(
  [
    '7-Zip',
    'ACE',
    'Bzip2',
    'Dalet',
    'ELF',
    'Gzip',
    'ISO 9660',
    'Mach-O',
    'MZ',
    'PDF',
    'RAR',
    'Tar',
    'ZIP',
  ].map((name) => name.toLowerCase()),
);

const isYes = (track: Track | undefined, field: string): boolean => track?.fields.get(field) === 'Yes';

/** What MediaInfo found in the object. */
export interface Judgement {
  isMedia: boolean;
  /** The format, if MediaInfo recognised one. */
  format?: string;
  doubts: Doubt[];
}

/** Decides whether a report describes media, and what in it is doubtful. */
export function judgeReport({ tracks }: ParsedReport, version: ObjectVersion): Judgement {
  const general = tracks.find(({ type }) => type === 'General');
  const streams = tracks.filter(({ type }) => type !== 'General');
  const format = general?.fields.get('Format');
  if (streams.length === 0 && (!format || NOT_MEDIA_FORMATS.has(format.toLowerCase()))) {
    return { isMedia: false, format, doubts: [] };
  }

  const videos = tracks.filter(({ type }) => type === 'Video');
  const reported = general?.fields.get('FileSize');
  const checks: Record<Exclude<Doubt, 'PARTLY_DESCRIBED' | 'REPORT_UNREADABLE'>, boolean> = {
    EXTENSION_INVALID: general?.fields.has('extra.FileExtension_Invalid') ?? false,
    TRUNCATED: tracks.some((track) => isYes(track, 'IsTruncated') || isYes(track, 'extra.IsTruncated')),
    NO_TRACK: streams.length === 0,
    VIDEO_WITHOUT_DURATION:
      videos.length > 0 && ![general, ...videos].some((track) => track?.fields.has('Duration')),
    VIDEO_WITHOUT_SIZE: videos.some(({ fields }) => !fields.has('Width') || !fields.has('Height')),
    SIZE_DIFFERS: reported !== undefined && Number(reported) !== version.size,
  };
  const doubts = (Object.keys(checks) as (keyof typeof checks)[]).filter((doubt) => checks[doubt]);
  return { isMedia: true, format, doubts };
}

import type { Track } from '../../../contract/columns';
import type { Doubt } from '../../../contract/doubts';
import type { ObjectVersion } from '../../../contract/object-version';
import type { Role } from '../../../contract/roles';
import { doubtsOf } from './doubts-of';
import { isMediaExtension, isOtherExtension } from './format-extensions';
import { containerOf, isNotMedia, isUnsigned } from './format-kinds';
import type { ParsedReport } from './parse-report';
import { roleOf } from './role-of';

/** What MediaInfo found in the object. */
export interface Judgement {
  /** `media`; `other`: no media; `unrecognised`: no media, and yet named like media. */
  kind: 'media' | 'other' | 'unrecognised';
  /** The container's or the file's format, if MediaInfo recognised one. */
  format?: string;
  /** The part that the object plays among others. */
  role?: Role;
  /** For `unrecognised`: what names it like media, such as `the extension .jxl`. */
  namedBy?: string;
  doubts: Doubt[];
}

/** Content-Types of media. Drawings are text or CAD, and OSS' own tools give them to what is no picture. */
const MEDIA_TYPE = /^(?:audio|video|image)\/(?!svg|vnd\.(?:dwg|dxf|dgn)|x-dwg)/i;

/**
 * Decides whether a report describes media, and what in it is doubtful.
 *
 * @param isShort true when the object's own bytes say that its end is missing
 */
export function judgeReport(report: ParsedReport, version: ObjectVersion, isShort = false): Judgement {
  const general = report.tracks.find(({ type }) => type === 'General');
  const format = general && containerOf(general);
  const extension = general?.fields.get('FileExtension') ?? '';
  const isEmpty = format === undefined && !report.tracks.some(isKnownStream);
  const isOther =
    format !== undefined && (isNotMedia(format) || (isUnsigned(format) && isOtherExtension(extension)));
  if (!isEmpty && !isOther) {
    const role = roleOf(report);
    return { kind: 'media', format, role, doubts: doubtsOf(report, version, role, isShort) };
  }
  const namedBy = isDeclaration(general)
    ? undefined
    : whatNames(extension, isEmpty ? version.contentType : undefined);
  return { kind: namedBy ? 'unrecognised' : 'other', format, namedBy, doubts: [] };
}

/** MediaInfo shows a stream of a few damaged files that it recognised nothing in. */
const isKnownStream = ({ type, fields }: Track): boolean =>
  type !== 'General' && (type === 'Menu' || fields.has('Format') || fields.has('Width'));

/** `.d.ts` and `.d.mts` hold types of TypeScript; a transport stream has the same last extension. */
const isDeclaration = (general: Track | undefined): boolean =>
  /\.d$/.test(general?.fields.get('FileName') ?? '') &&
  /^[cm]?ts$/i.test(general?.fields.get('FileExtension') ?? '');

function whatNames(extension: string, contentType: string | undefined): string | undefined {
  if (isMediaExtension(extension)) return `the extension .${extension}`;
  // A type that goes by another extension is a guess of whoever uploaded it.
  if (isOtherExtension(extension) || !MEDIA_TYPE.test(contentType ?? '')) return undefined;
  return `the Content-Type ${contentType}`;
}

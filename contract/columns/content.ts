import { columnsOf } from './column';
import { firstRemarks, remarkCount } from './conformance';
import { contentOf } from './cover';
import { flagIn, partsOf } from './values-of';

/** A report of streams tells whether there is one of a kind; one without streams tells nothing. */
const hasContent = (kind: 'Video' | 'Audio') => (_: unknown, report: Parameters<typeof contentOf>[0]) =>
  report.some(({ type }) => type !== 'General' && type !== 'Menu')
    ? contentOf(report, kind).length > 0
    : undefined;

/** What the file holds as a whole. */
export const CONTENT_COLUMNS = columnsOf('General', [
  {
    name: 'HasVideo',
    type: 'boolean',
    derive: hasContent('Video'),
    from: 'every track',
    description: 'Whether there is moving video; covers and thumbnails are none.',
    example: true,
  },
  {
    name: 'HasAudio',
    type: 'boolean',
    derive: hasContent('Audio'),
    from: 'every track',
    description: 'Whether there is audio.',
    example: true,
  },
  {
    name: 'CompatibleBrands',
    type: 'list',
    derive: (tracks) => tracks.flatMap(({ fields }) => brandsOf(fields.get('CodecID_Compatible'))),
    from: 'General CodecID_Compatible',
    description: 'Brands of an ISO base media file: what a reader must know to play it.',
    example: '["isom","iso2","avc1","mp41"]',
  },
  {
    name: 'Encryption',
    type: 'list',
    derive: (_, report) => report.flatMap((track) => partsOf(track, 'Encryption')),
    from: 'every track Encryption',
    description: 'What MediaInfo says of encrypted tracks; absent where none is encrypted.',
    example: '["Encrypted"]',
  },
  {
    name: 'HasC2pa',
    type: 'boolean',
    derive: ([general]) => flagIn(general, 'extra.C2PA_Present'),
    from: 'General extra.C2PA_Present',
    description: 'True when the file holds a C2PA manifest (Content Credentials); not that it is valid.',
    example: true,
  },
  {
    name: 'ConformanceErrorCount',
    type: 'integer',
    derive: (_, report) => remarkCount(report, 'Errors'),
    from: 'every track extra.ConformanceErrors',
    description: 'Errors that MediaInfo found in the file’s structure.',
    example: 2,
  },
  {
    name: 'ConformanceErrors',
    type: 'string',
    derive: (_, report) => firstRemarks(report, 'Errors'),
    from: 'every track extra.ConformanceErrors',
    description: 'The first three of them.',
    search: 'text',
    maxBytes: 1_000,
    example: 'Element size is more than maximal permitted size…',
  },
  {
    name: 'ConformanceWarningCount',
    type: 'integer',
    derive: (_, report) => remarkCount(report, 'Warnings'),
    from: 'every track extra.ConformanceWarnings',
    description: 'Warnings of MediaInfo about the file’s structure or name.',
    example: 1,
  },
  {
    name: 'ConformanceWarnings',
    type: 'string',
    derive: (_, report) => firstRemarks(report, 'Warnings'),
    from: 'every track extra.ConformanceWarnings',
    description: 'The first three of them.',
    search: 'text',
    maxBytes: 1_000,
    example: 'File name extension is not expected for this file format (actual mp4, expected avi)',
  },
]);

/** Four letters each, joined by slashes: `isom/iso2/mp41`, with spaces where a brand is shorter. */
const brandsOf = (text: string | undefined): string[] => (text ?? '').split('/').map((brand) => brand.trim());

import { cutAtCharacter } from '../row-key';
import { hdrFormats } from './hdr';
import { textService } from './text-roles';
import type { Track, TrackType } from './track';
import { firstPart, flagIn, integerIn, numberIn } from './values-of';

/** The column that holds the tracks of a file one by one. */
export const TRACKS_COLUMN = 'Tracks';

/** Kinds of track that hold content, by the word that a query asks for them with. */
export const TRACK_KINDS = {
  video: 'Video',
  audio: 'Audio',
  text: 'Text',
  image: 'Image',
  other: 'Other',
} as const satisfies Record<string, TrackType>;

type TrackValue = string | number | boolean | readonly string[];

/** One property of a track: a field of the objects in `Tracks`. */
export interface TrackField {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'double' | 'boolean' | 'list';
  readonly unit?: string;
  /** The field of the report, as the docs say it. */
  readonly source: string;
  readonly description: string;
  readonly example: string | number | boolean;
  readonly read: (track: Track) => TrackValue | undefined;
}

/** As much as a person reads of a value; no codec's name and no title of use is longer. */
const MAX_TEXT = 256;

/** What describes one stream in several ways is told in the first: that of a full decoder. */
const text =
  (field: string) =>
  (track: Track): string | undefined =>
    cutAtCharacter(firstPart(track, field) ?? '', MAX_TEXT) || undefined;
const whole =
  (field: string, scale?: number) =>
  (track: Track): number | undefined => {
    const value = integerIn(track, field, scale);
    return value === undefined ? undefined : Number(value);
  };
const flag = (field: string) => (track: Track) => flagIn(track, field);

const string = (name: string, field: string, description: string, example: string): TrackField => ({
  name,
  type: 'string',
  source: field,
  description,
  example,
  read: text(field),
});
const integer = (name: string, field: string, unit: string, example: number): TrackField => ({
  name,
  type: 'integer',
  unit,
  source: field,
  description: `As in the columns: ${unit}.`,
  example,
  read: whole(field),
});

/** What is told of each track. Tablestore takes 100 fields below a nested one. */
export const TRACK_FIELDS: readonly TrackField[] = [
  {
    name: 'Kind',
    type: 'string',
    source: '@type',
    description: 'Video, Audio, Text, Image or Other.',
    example: 'Audio',
    read: ({ type }) => type,
  },
  string('Type', 'Type', 'What the track is for, such as Cover or Time code.', 'Cover'),
  string('Format', 'Format', 'Codec.', 'E-AC-3'),
  string('FormatProfile', 'Format_Profile', 'Profile of the codec.', 'High'),
  string(
    'FormatCommercial',
    'Format_Commercial_IfAny',
    'Name the codec is sold under.',
    'Dolby Digital Plus',
  ),
  string('CodecId', 'CodecID', 'The container’s name for the codec.', 'avc1'),
  string('Language', 'Language', 'Language, in BCP 47.', 'ja'),
  {
    ...string('Title', 'Title', 'Title, cut at 256 bytes.', 'Director’s commentary'),
    read: ({ fields }) => cutAtCharacter(fields.get('Title') ?? '', MAX_TEXT) || undefined,
  },
  string('ServiceKind', 'ServiceKind', 'Kind of service, such as CM (complete main) or HI.', 'CM'),
  {
    name: 'Service',
    type: 'string',
    source: 'extra.CaptionServiceName, or the page in ID',
    description: 'Service of captions, or page of teletext.',
    example: 'CC1',
    read: textService,
  },
  {
    name: 'Default',
    type: 'boolean',
    source: 'Default',
    description: 'Whether players take it when nobody chooses.',
    example: true,
    read: flag('Default'),
  },
  {
    name: 'Forced',
    type: 'boolean',
    source: 'Forced',
    description: 'Whether it is shown even when nobody chooses it.',
    example: false,
    read: flag('Forced'),
  },
  {
    name: 'DurationMs',
    type: 'integer',
    unit: 'ms',
    source: 'Duration',
    description: 'Duration.',
    example: 4_000,
    read: whole('Duration', 1_000),
  },
  integer('BitRate', 'BitRate', 'bit/s', 128_000),
  integer('BitDepth', 'BitDepth', 'bits', 24),
  integer('Width', 'Width', 'px', 1_920),
  integer('Height', 'Height', 'px', 1_080),
  {
    name: 'FrameRate',
    type: 'double',
    unit: 'frames/s',
    source: 'FrameRate',
    description: 'Frames per second.',
    example: 25,
    // The frames of a codec of audio are another matter.
    read: (track) => (track.type === 'Video' ? numberIn(track, 'FrameRate') : undefined),
  },
  string('ScanType', 'ScanType', 'Progressive, Interlaced, MBAFF, PAFF or Mixed.', 'Progressive'),
  {
    name: 'HdrFormats',
    type: 'list',
    source: 'HDR_Format, HDR_Format_Compatibility, transfer_characteristics',
    description: 'Its kinds of high dynamic range, as in the column.',
    example: '["HDR10"]',
    read: (track) => {
      const kinds = hdrFormats([track]);
      return kinds.length > 0 ? kinds : undefined;
    },
  },
  integer('Channels', 'Channels', 'channels', 6),
  string('ChannelLayout', 'ChannelLayout', 'Places of the channels.', 'L R C LFE Ls Rs'),
  integer('SamplingRate', 'SamplingRate', 'Hz', 48_000),
  string('Encryption', 'Encryption', 'What MediaInfo says of its encryption.', 'Encrypted'),
];

/** Tablestore's limit of objects in a nested field. */
const MAX_TRACKS = 256;

/** Bytes of the whole array: 256 tracks of 250 bytes; the fixtures' have 150 to 230. */
export const MAX_TRACKS_BYTES = 64 * 1024;

const KINDS: ReadonlySet<string> = new Set(Object.values(TRACK_KINDS));

const objectOf = (track: Track): Record<string, TrackValue> =>
  Object.fromEntries(
    TRACK_FIELDS.map(({ name, read }) => [name, read(track)] as const).filter(
      (entry): entry is readonly [string, TrackValue] => entry[1] !== undefined,
    ),
  );

interface TrackRows {
  json?: string;
  leftOut: number;
}

/** Those of each report: two columns are made of them. */
const made = new WeakMap<readonly Track[], TrackRows>();

/** The array as text, and how many tracks of the file it lacks. */
export function trackRows(report: readonly Track[]): TrackRows {
  const known = made.get(report) ?? rowsOf(report);
  made.set(report, known);
  return known;
}

function rowsOf(report: readonly Track[]): TrackRows {
  const tracks = report.filter(({ type }) => KINDS.has(type));
  const rows: string[] = [];
  let bytes = '[]'.length;
  for (const track of tracks) {
    const row = JSON.stringify(objectOf(track));
    bytes += Buffer.byteLength(row) + ','.length;
    if (rows.length === MAX_TRACKS || bytes > MAX_TRACKS_BYTES) break;
    rows.push(row);
  }
  return {
    json: rows.length > 0 ? `[${rows.join(',')}]` : undefined,
    leftOut: tracks.length - rows.length,
  };
}

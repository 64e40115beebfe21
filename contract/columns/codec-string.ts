import type { Track } from './track';

/**
 * The codec in the form of RFC 6381, as `MediaSource.isTypeSupported`, HLS and DASH take it, of a video or audio track.
 *
 * The rule: a string is given only where the report pins down every character of it; there is no string "for most
 * files". So H.264 has one in the profiles whose constraint flags follow from the profile's name (in Baseline and Main
 * two encoders set them differently), AV1 where the tier follows from the level and the colours are those that the
 * short form stands for, MPEG-4's own codecs where the container spells the string out. HEVC and VP9 have none: their
 * strings hold compatibility flags and a level that MediaInfo does not tell.
 */
export function codecString(track: Track): string | undefined {
  const { type, fields } = track;
  if (type !== 'Video' && type !== 'Audio') return undefined;
  const format = fields.get('Format') ?? '';
  return fromContainer(fields.get('CodecID') ?? '') ?? FROM_FORMAT.get(format)?.(track);
}

type Derive = (track: Track) => string | undefined;

const FROM_FORMAT = new Map<string, Derive>(
  Object.entries({
    AVC: avcString,
    AV1: av1String,
    VP8: () => 'vp8',
    AAC: ({ fields }) => (fields.get('Format_AdditionalFeatures') === 'LC' ? 'mp4a.40.2' : undefined),
    'AC-3': () => 'ac-3',
    'E-AC-3': () => 'ec-3',
    FLAC: () => 'flac',
    'MPEG Audio': ({ fields }) => (fields.get('Format_Profile') === 'Layer 3' ? 'mp3' : undefined),
    Opus: () => 'opus',
    Vorbis: () => 'vorbis',
  }),
);

/** Sample entries that take no parameters: their four characters are the whole string. */
const SAMPLE_ENTRIES = new Set([
  'alac',
  'ap4h',
  'ap4x',
  'apch',
  'apcn',
  'apco',
  'apcs',
  'dtsc',
  'dtse',
  'dtsh',
  'dtsl',
]);

/**
 * MediaInfo writes `mp4a-40-2` for what RFC 6381 calls `mp4a.40.2`. An object type of 40, MPEG-4 Audio, needs the audio
 * object type as well; 20, MPEG-4 Visual, a number that the report does not tell.
 */
function fromContainer(codecId: string): string | undefined {
  if (SAMPLE_ENTRIES.has(codecId)) return codecId;
  if (/^mp4a-40-\d{1,2}$/.test(codecId)) return codecId.replaceAll('-', '.');
  if (/^mp4[av]-(?!40|20)[0-9A-F]{2}$/.test(codecId)) return codecId.replace('-', '.');
  return undefined;
}

/**
 * `profile_idc` and constraint flags by MediaInfo's name for both. In these profiles H.264 keeps the flags 0 to 2 at
 * zero, and the names tell the flags 3 (Intra), 4 (Progressive) and 5 with 4 (Constrained).
 */
const AVC_PROFILES = new Map(
  Object.entries({
    High: '6400',
    'Progressive High': '6408',
    'Constrained High': '640C',
    'High 10': '6E00',
    'Progressive High 10': '6E08',
    'High 10 Intra': '6E10',
    'High 4:2:2': '7A00',
    'High 4:2:2 Intra': '7A10',
    'High 4:4:4 Predictive': 'F400',
    'High 4:4:4 Intra': 'F410',
  }),
);

function avcString({ fields }: Track): string | undefined {
  const profile = AVC_PROFILES.get(fields.get('Format_Profile') ?? '');
  const level = /^([1-6])(?:\.([1-3]))?$/.exec(fields.get('Format_Level') ?? '');
  if (!profile || !level) return undefined;
  const idc = Number(level[1]) * 10 + Number(level[2] ?? 0);
  const entry = fields.get('CodecID') === 'avc3' ? 'avc3' : 'avc1';
  return `${entry}.${profile}${idc.toString(16).toUpperCase().padStart(2, '0')}`;
}

const AV1_PROFILES = ['Main', 'High', 'Professional'];

/** From level 4.0 on there is a tier to choose, which the report does not tell; below it is Main. */
const FIRST_AV1_LEVEL_WITH_TIERS = 8;

/** What the short form of the string stands for, and what a report says that tells nothing else. */
const AV1_DEFAULTS: Record<string, string> = {
  ColorSpace: 'YUV',
  ChromaSubsampling: '4:2:0',
  colour_range: 'Limited',
  colour_primaries: 'BT.709',
  transfer_characteristics: 'BT.709',
  matrix_coefficients: 'BT.709',
};

function av1String({ fields }: Track): string | undefined {
  const profile = AV1_PROFILES.indexOf(fields.get('Format_Profile') ?? '');
  const level = /^([2-7])\.([0-3])$/.exec(fields.get('Format_Level') ?? '');
  const depth = /^(?:8|10|12)$/.exec(fields.get('BitDepth') ?? '')?.[0];
  if (profile < 0 || !level || !depth) return undefined;
  const index = (Number(level[1]) - 2) * 4 + Number(level[2]);
  const plain = Object.entries(AV1_DEFAULTS).every(
    ([field, value]) => (fields.get(field) ?? value) === value,
  );
  if (index >= FIRST_AV1_LEVEL_WITH_TIERS || !plain) return undefined;
  return `av01.${profile}.${String(index).padStart(2, '0')}M.${depth.padStart(2, '0')}`;
}

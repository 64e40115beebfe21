import type { Track } from './track';

/**
 * The codec of a video or audio track in the form of RFC 6381, which `MediaSource.isTypeSupported`, HLS and
 * DASH expect.
 *
 * A string is given only when the report determines every character of it. We never guess what is true "for
 * most files". So:
 * - H.264 has a string in the profiles whose name determines the constraint flags. In Baseline and Main it
 *   has none, because encoders set the flags differently.
 * - AV1 has a string when the level determines the tier and the colours are the defaults of the short form.
 * - MPEG-4's own codecs have one when the container contains the whole string.
 * - HEVC and VP9 have none, because MediaInfo does not report the compatibility flags and the level that it
 *   needs.
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

/** Sample entries without parameters: these four characters are the whole string. */
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
 * MediaInfo writes `mp4a-40-2` for `mp4a.40.2` of RFC 6381. Object type 40 (MPEG-4 Audio) must be followed by
 * the audio object type. Object type 20 (MPEG-4 Visual) must be followed by a number that MediaInfo does not
 * report.
 */
function fromContainer(codecId: string): string | undefined {
  if (SAMPLE_ENTRIES.has(codecId)) return codecId;
  if (/^mp4a-40-\d{1,2}$/.test(codecId)) return codecId.replaceAll('-', '.');
  if (/^mp4[av]-(?!40|20)[0-9A-F]{2}$/.test(codecId)) return codecId.replace('-', '.');
  return undefined;
}

/**
 * `profile_idc` and constraint flags by the profile's name in MediaInfo. In these profiles H.264 sets flags 0
 * to 2 to zero, and the name says which of the others are set: flag 3 (Intra), 4 (Progressive), 4 and 5
 * (Constrained).
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

/**
 * Levels from 4.0 on exist in two tiers, and MediaInfo does not report which one is used. Below 4.0 the tier
 * is always Main.
 */
const FIRST_AV1_LEVEL_WITH_TIERS = 8;

/**
 * The values that the short form of the string implies. A field that the report lacks counts as this value.
 */
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

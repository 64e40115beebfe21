import type { Recipe } from './make-media';

/** Larger than what the first two requests for an MXF bring, and not more. */
const MEGABYTES = 10;

const mxf = (name: string, tracks: string[], more: Partial<Recipe> = {}): Recipe => ({
  name: `fast-${name}`,
  extension: 'mxf',
  tracks,
  ...more,
});

const MPEG2 = [
  ...['hd422', 'hd422-intra', 'hd422-plain', 'hd422-captions', 'hd422-matrix', 'hd422-interlaced', 'hd420'],
  ...['sd420', 'sd420-captions', 'sd420-wide', 'd10'],
];
const AVC = [
  ...['avc', 'avc-captions', 'avc-b', 'avc-cabac', 'avc-low', 'avc-low-other', 'avc-low-interlaced'],
  ...['avc-422', 'avc-interlaced', 'avc-intra'],
];
const DV = ['dv', 'dv50'];
const VC3 = ['dnxhd', 'dnxhd-interlaced', 'dnxhr', 'dnxhr-10'];
const JPEG2000 = ['j2k', 'j2k-other'];
const OTHER_RATES: [string, string][] = [
  ['hd422-30', '30000/1001'],
  ['hd422-50', '50'],
  ['sd420-30', '30000/1001'],
  ['avc-24', '24000/1001'],
];

const SOUNDS: Record<string, string[]> = {
  silent: [],
  mono: ['mono16*99s'],
  'two-mono': ['mono16*99s', 'mono16*99s'],
  stereo: ['stereo24*99s'],
  'eight-mono': Array.from({ length: 8 }, () => 'mono24*99s'),
  st337: ['st337*99s'],
  'st337-late': ['short-silence*1s st337*99s'],
};

const TIMECODES: Record<string, string[]> = {
  timecode: ['-timecode', '10:00:00:00'],
  title: ['-metadata', 'material_package_name=A title', '-metadata', 'company_name=Test'],
};

/** Each codec with each kind of sound. */
const usual = [...MPEG2, ...AVC, ...DV, ...VC3, ...JPEG2000].flatMap((video) =>
  Object.entries(SOUNDS).map(([sound, tracks]) =>
    mxf(`${video}-${sound}`, [`${video}*${MEGABYTES}`, ...tracks]),
  ),
);
const rates = OTHER_RATES.flatMap(([video, rate]) =>
  Object.entries(SOUNDS).map(([sound, tracks]) =>
    mxf(`${video}-${sound}`, [`${video}*${MEGABYTES}`, ...tracks], { rate }),
  ),
);
const wrapped = [
  ...['d10'].flatMap((video) =>
    ['silent', 'stereo', 'st337'].map((sound) =>
      mxf(`${video}-as-d10-${sound}`, [`${video}*16`, ...SOUNDS[sound]!], { args: ['-f', 'mxf_d10'] }),
    ),
  ),
  ...['hd422-intra', 'avc-intra', 'dv', 'dv50', ...VC3].map((video) =>
    mxf(`${video}-as-atom`, [`${video}*16`], { args: ['-f', 'mxf_opatom'] }),
  ),
  ...['hd422', 'avc', 'dnxhd', 'dv', 'j2k'].flatMap((video) =>
    Object.entries(TIMECODES).map(([name, args]) =>
      mxf(`${video}-${name}`, [`${video}*12`, 'mono24*99s'], { args }),
    ),
  ),
  ...['hd422', 'avc', 'dnxhd', 'dv', 'j2k', 'avc-intra'].flatMap((video) =>
    [0.5, 0.9, 0.999].map((kept) => mxf(`${video}-cut-${kept}`, [`${video}*30`, 'mono24*99s'], { kept })),
  ),
];

/** A few pictures, and then the same codec in another form. */
const joined = [MPEG2, AVC, DV, VC3, JPEG2000].flatMap((family) =>
  family.flatMap((first, i) =>
    family.flatMap((then, k) => {
      if (first === then) return [];
      const pictures = [1, 5, 25][(i + k) % 3];
      return [mxf(`${first}-${pictures}-${then}`, [`${first}*${pictures}f ${then}*12`, 'stereo16*99s'])];
    }),
  ),
);

/** A whole file behind another. */
const appended = (
  [
    ['hd422', 'hd422'],
    ['hd422-interlaced', 'hd422-interlaced'],
    ['sd420', 'sd420'],
    ['avc', 'avc'],
    ['avc-low', 'avc-low'],
    ['hd422', 'sd420'],
    ['avc', 'avc-low'],
    ['sd420', 'avc'],
  ] as const
).flatMap(([first, then]) =>
  ['silent', 'stereo'].map((sound) =>
    mxf(`${first}-before-${then}-${sound}`, [`${first}*${MEGABYTES}`, ...SOUNDS[sound]!], {
      joined: [mxf('then', [`${then}*${MEGABYTES}`, ...SOUNDS[sound]!])],
    }),
  ),
);

/** Files that show what `fast` may tell of MXF. */
export const FAST_RECIPES: readonly Recipe[] = [...usual, ...rates, ...wrapped, ...joined, ...appended];

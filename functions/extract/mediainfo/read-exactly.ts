/**
 * Sample entries of MP4 and QuickTime, by what MediaInfo calls such a track: `sure-fields.json` does not have it in that
 * container, so the file is read exactly. Others are found out by a fast report, which was made in vain then.
 */
export const EXACT_ENTRIES: Readonly<Record<string, readonly string[]>> = {
  'Video ProRes': ['apch', 'apcn', 'apcs', 'apco', 'ap4h', 'ap4x', 'aprn', 'aprh'],
  'Video VC-3': ['AVdn', 'AVdh'],
  'Video DV': ['dvc ', 'dvcp', 'dvpp', 'dv5n', 'dv5p', 'dvhp', 'dvhq', 'dvh2', 'dvh3', 'dvh5', 'dvh6'],
  'Video JPEG': ['jpeg', 'mjpa', 'mjpb'],
  'Video JPEG 2000': ['mjp2'],
  'Video CineForm': ['CFHD'],
  'Audio PCM': ['sowt', 'twos', 'in24', 'in32', 'fl32', 'fl64', 'lpcm', 'raw ', 'NONE'],
  'Audio E-AC-3': ['ec-3'],
  'Audio DTS': ['dtsc'],
  'Audio MPEG Audio': ['.mp3'],
  'Audio FLAC': ['fLaC'],
  'Audio Opus': ['Opus'],
  // What phones record beside the picture.
  'Other Timed Metadata Sample': ['mebx'],
};

const ENTRIES = new Set(Object.values(EXACT_ENTRIES).flat());

/** True when a file with a track coded so, by the type of its sample entry, would be read fast in vain. */
export const isReadExactly = (type: string): boolean => ENTRIES.has(type);

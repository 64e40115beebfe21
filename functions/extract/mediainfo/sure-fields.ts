/** Field names by kind of track. The display forms (`_String…`) of these fields are meant as well. */
export type FieldsByTrack = Readonly<Record<string, readonly string[]>>;

/** These depend on how many frames were parsed, in every container. */
const EVERYWHERE: FieldsByTrack = {
  Video: ['Format_Settings_BVOP', 'Format_Settings_GOP'],
  Audio: ['dialnorm_Count'],
};

const TRANSPORT_STREAM: FieldsByTrack = {
  General: ['Duration_String4', 'Duration_String5', 'FrameCount', 'StreamSize', 'StreamSize_Proportion'],
  Video: [...EVERYWHERE['Video']!, 'Duration', 'FrameCount', 'StreamSize', 'StreamSize_Proportion'],
  Audio: [
    ...EVERYWHERE['Audio']!,
    'Count',
    'Duration',
    'Duration_Source',
    'FrameCount',
    'SamplingCount',
    'SamplingCount_Source',
    'StreamSize',
    'StreamSize_Proportion',
  ],
};

const MATROSKA: FieldsByTrack = {
  General: ['Duration_String5'],
  Video: [
    ...EVERYWHERE['Video']!,
    'Delay_String5',
    'Duration_String5',
    'FrameRate_Mode',
    'FrameRate_Original',
    'FrameRate_Original_Num',
    'FrameRate_Original_Den',
  ],
  Audio: [...EVERYWHERE['Audio']!, 'Format_Settings'],
};

/**
 * The fields that fast reading gets wrong in some files, by MediaInfo's name of the file format. They were
 * found by comparing fast reports with exact reports (docs/reading.md). Every fast report on a file of that
 * format leaves them out.
 */
export const UNSURE_WHEN_FAST: Readonly<Record<string, FieldsByTrack>> = {
  'MPEG-4': EVERYWHERE,
  Matroska: MATROSKA,
  WebM: MATROSKA,
  MXF: {
    ...EVERYWHERE,
    General: ['OtherCount', 'Other_Codec_List', 'Other_Format_List', 'Other_Format_WithHint_List'],
    Video: [...EVERYWHERE['Video']!, 'Count'],
    Audio: [...EVERYWHERE['Audio']!, 'Count'],
    Other: ['StreamCount'],
  },
  'MPEG-TS': TRANSPORT_STREAM,
  BDAV: TRANSPORT_STREAM,
  Wave: EVERYWHERE,
};

/**
 * For a file whose format is not the one that its name suggests: all fields above, and others that were seen
 * to be wrong.
 */
export const UNSURE_OTHERWISE: FieldsByTrack = {
  General: [
    ...TRANSPORT_STREAM['General']!,
    'Duration',
    'FrameRate',
    'OverallBitRate',
    'OverallBitRate_Mode',
  ],
  Video: [...TRANSPORT_STREAM['Video']!, ...MATROSKA['Video']!, 'BitRate', 'BitsPixel_Frame'],
  Audio: [...TRANSPORT_STREAM['Audio']!, 'Format_Settings', 'BitRate', 'BitRate_Mode', 'Encoded_Library'],
};

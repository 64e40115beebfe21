import { columnsOf } from './column';
import { isCover } from './cover';
import { displaySize, gopLength, orientation } from './display-size';
import { dolbyVision, hdrFormats } from './hdr';
import type { Track } from './track';
import { integerIn, numberIn } from './values-of';

const main = (videos: readonly Track[]): Track | undefined => videos.find((video) => !isCover(video));
const width = (videos: readonly Track[]): number | undefined => displaySize(main(videos))?.width;
const height = (videos: readonly Track[]): number | undefined => displaySize(main(videos))?.height;
const whole = (value: number | undefined): bigint | undefined =>
  value === undefined ? undefined : BigInt(value);

/** How the picture is shown, its dynamic range, and how it was encoded. */
export const PICTURE_COLUMNS = columnsOf('Video', [
  {
    name: 'VideoDisplayWidth',
    type: 'integer',
    unit: 'px',
    derive: (videos) => whole(width(videos)),
    from: 'Video Width, Height, PixelAspectRatio, Rotation',
    description: 'Width at which a player shows the first video: in square pixels, turned upright.',
    example: 180,
  },
  {
    name: 'VideoDisplayHeight',
    type: 'integer',
    unit: 'px',
    derive: (videos) => whole(height(videos)),
    from: 'Video Width, Height, PixelAspectRatio, Rotation',
    description: 'Height at which a player shows the first video.',
    example: 240,
  },
  {
    name: 'VideoOrientation',
    type: 'string',
    derive: (videos) => orientation(main(videos)),
    from: 'Video Width, Height, PixelAspectRatio, Rotation',
    description: 'Landscape, Portrait or Square, as a player shows it.',
    example: 'Portrait',
  },
  {
    name: 'VideoActiveFormat',
    type: 'integer',
    field: 'ActiveFormatDescription',
    description: 'Active Format Description (SMPTE ST 2016): the part of the picture that matters.',
    example: 10,
  },
  {
    name: 'HdrFormats',
    type: 'list',
    derive: (_, report) => hdrFormats(report),
    from: 'every Video and Image HDR_Format, HDR_Format_Compatibility, transfer_characteristics',
    description:
      'High dynamic range of all videos and images: Dolby Vision, HDR10+, HDR10, HLG, HDR Vivid; PQ where no metadata goes with it.',
    example: '["HDR10"]',
  },
  {
    name: 'DolbyVisionProfile',
    type: 'string',
    derive: (videos) => dolbyVision(videos, 'HDR_Format_Profile'),
    from: 'Video HDR_Format_Profile',
    description: 'Profile of Dolby Vision.',
    example: 'dvhe.08',
  },
  {
    name: 'DolbyVisionLevel',
    type: 'string',
    derive: (videos) => dolbyVision(videos, 'HDR_Format_Level'),
    from: 'Video HDR_Format_Level',
    description: 'Level of Dolby Vision.',
    example: '06',
  },
  {
    name: 'MasteringLuminanceMin',
    type: 'double',
    unit: 'cd/m2',
    derive: ([video]) => numberIn(video, 'MasteringDisplay_Luminance_Min'),
    from: 'Video MasteringDisplay_Luminance_Min',
    description: 'Darkest that the display showed on which it was mastered.',
    example: 0.0001,
  },
  {
    name: 'MasteringLuminanceMax',
    type: 'double',
    unit: 'cd/m2',
    derive: ([video]) => numberIn(video, 'MasteringDisplay_Luminance_Max'),
    from: 'Video MasteringDisplay_Luminance_Max',
    description: 'Brightest that it showed.',
    example: 1_000,
  },
  {
    name: 'MaxCLL',
    type: 'integer',
    unit: 'cd/m2',
    derive: ([video]) => integerIn(video, 'MaxCLL'),
    from: 'Video MaxCLL',
    description: 'Maximum content light level: the brightest pixel.',
    example: 1_000,
  },
  {
    name: 'MaxFALL',
    type: 'integer',
    unit: 'cd/m2',
    derive: ([video]) => integerIn(video, 'MaxFALL'),
    from: 'Video MaxFALL',
    description: 'Maximum frame-average light level: the brightest frame.',
    example: 400,
  },
  {
    name: 'VideoGopLength',
    type: 'integer',
    unit: 'frames',
    derive: ([video]) => gopLength(video),
    from: 'Video Format_Settings_GOP',
    description: 'Frames of a group of pictures, where they are always as many.',
    example: 12,
  },
  {
    name: 'VideoGopStructure',
    type: 'string',
    field: 'Gop_OpenClosed',
    description: 'Open when pictures refer to those of the next group, otherwise Closed.',
    example: 'Open',
  },
  {
    name: 'VideoEncodingSettings',
    type: 'string',
    field: 'Encoded_Library_Settings',
    description: 'Settings of the encoder, cut at 1,000 bytes.',
    search: 'text',
    maxBytes: 1_000,
    example: 'cabac=1 / ref=1 / deblock=1:0:0…',
  },
]);

/** The dynamic range and colours of images. */
export const IMAGE_COLOUR_COLUMNS = columnsOf('Image', [
  {
    name: 'ImageColourPrimaries',
    type: 'string',
    field: 'colour_primaries',
    description: 'Primaries of the colour space.',
    example: 'BT.2020',
  },
  {
    name: 'ImageTransferCharacteristics',
    type: 'string',
    field: 'transfer_characteristics',
    description: 'Transfer function.',
    example: 'PQ',
  },
  {
    name: 'ImageMatrixCoefficients',
    type: 'string',
    field: 'matrix_coefficients',
    description: 'Matrix from RGB.',
    example: 'BT.2020 non-constant',
  },
  {
    name: 'ImageColourRange',
    type: 'string',
    field: 'colour_range',
    description: 'Limited or Full.',
    example: 'Limited',
  },
  {
    name: 'HasGainMap',
    type: 'boolean',
    derive: (images) => images.some(({ fields }) => fields.get('Type') === 'GainMap') || undefined,
    from: 'every Image Type',
    description: 'True when a gain map goes with the image, which makes it HDR on displays that can show it.',
    example: true,
  },
]);

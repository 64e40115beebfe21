import { chapterCount } from './chapter-count';
import { columnsOf } from './column';

export const TEXT_COLUMNS = columnsOf('Text', [
  {
    name: 'TextFormats',
    type: 'list',
    field: 'Format',
    joined: 'each',
    description: 'Formats of all subtitles and captions.',
    example: '["UTF-8"]',
  },
  {
    name: 'TextLanguages',
    type: 'list',
    field: 'Language',
    joined: 'each',
    description: 'Languages of all subtitles and captions, in BCP 47.',
    example: '["en"]',
  },
]);

export const IMAGE_COLUMNS = columnsOf('Image', [
  {
    name: 'ImageFormat',
    type: 'string',
    field: 'Format',
    joined: 'first',
    description: 'Format of the first image.',
    example: 'JPEG',
  },
  { name: 'ImageWidth', type: 'integer', unit: 'px', field: 'Width', description: 'Width.', example: 4_032 },
  {
    name: 'ImageHeight',
    type: 'integer',
    unit: 'px',
    field: 'Height',
    description: 'Height.',
    example: 3_024,
  },
  {
    name: 'ImageBitDepth',
    type: 'integer',
    unit: 'bits',
    field: 'BitDepth',
    description: 'Bits of a sample.',
    example: 8,
  },
  {
    name: 'ImageColorSpace',
    type: 'string',
    field: 'ColorSpace',
    joined: 'first',
    description: 'Colour space, such as YUV or RGB.',
    example: 'YUV',
  },
  {
    name: 'ImageChromaSubsampling',
    type: 'string',
    field: 'ChromaSubsampling',
    joined: 'first',
    description: 'Resolution of colour to that of brightness.',
    example: '4:2:0',
  },
]);

export const TIMECODE_COLUMNS = columnsOf('Other', [
  {
    name: 'TimeCodeFirstFrame',
    type: 'string',
    field: 'TimeCode_FirstFrame',
    description: 'Timecode of the first frame, of the first track that tells one.',
    example: '10:00:00:00',
  },
]);

export const MENU_COLUMNS = columnsOf('Menu', [
  {
    name: 'ChapterCount',
    type: 'integer',
    unit: 'chapters',
    derive: chapterCount,
    from: 'every Menu',
    description: 'Chapters of the longest list of them.',
    example: 12,
  },
]);

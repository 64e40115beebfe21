import { chapterCount } from './chapter-count';
import { columnsOf } from './column';
import { textRoles, textService } from './text-roles';
import { timecodeSource, timecodeTrack } from './timecode';
import { flagIn } from './values-of';

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
  {
    name: 'TextServices',
    type: 'list',
    derive: (texts) => texts.map(textService).filter((service) => service !== undefined),
    from: 'every Text extra.CaptionServiceName, or the page in ID',
    description: 'Services of captions: CC1 to CC4 of CEA-608, numbers of CEA-708, pages of teletext.',
    example: '["CC1"]',
  },
  {
    name: 'TextRoles',
    type: 'list',
    derive: textRoles,
    from: 'every Text Default, Forced, ServiceKind',
    description:
      'What the texts are for: Default, Forced, SDH (for the hard of hearing). `text(…)` asks about one of them.',
    example: '["Default"]',
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
  { name: 'ImageWidth', type: 'integer', unit: 'px', field: 'Width', description: 'Width.', example: 640 },
  {
    name: 'ImageHeight',
    type: 'integer',
    unit: 'px',
    field: 'Height',
    description: 'Height.',
    example: 360,
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

/** Of the first track that tells a timecode: tracks of nothing else come first. */
export const TIMECODE_COLUMNS = columnsOf('Other', [
  {
    name: 'TimeCodeFirstFrame',
    type: 'string',
    derive: (_, report) => timecodeTrack(report)?.fields.get('TimeCode_FirstFrame'),
    from: 'Other, Video, Text or Audio TimeCode_FirstFrame',
    description: 'Timecode of the first frame, of the first track that tells one.',
    example: '10:00:00:00',
  },
  {
    name: 'TimeCodeDropFrame',
    type: 'boolean',
    derive: (_, report) => flagIn(timecodeTrack(report), 'TimeCode_DropFrame'),
    from: 'its TimeCode_DropFrame',
    description: 'Whether that timecode leaves numbers out to keep up with the clock.',
    example: false,
  },
  {
    name: 'TimeCodeSource',
    type: 'string',
    derive: (_, report) => timecodeSource(report),
    from: 'its TimeCode_Source, otherwise its Format',
    description: 'Where that timecode stands.',
    example: 'QuickTime TC',
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
    example: 2,
  },
]);

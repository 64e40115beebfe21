import { AUDIO_COLUMNS } from './audio';
import type { Column, MediaColumn } from './column';
import { GENERAL_COLUMNS } from './general';
import { IMAGE_COLUMNS, TEXT_COLUMNS, TIMECODE_COLUMNS } from './other';
import { OUTCOME_COLUMNS, PROVENANCE_COLUMNS, REPORT_COLUMNS, VERSION_COLUMNS } from './row';
import { VIDEO_COLUMNS } from './video';

export {
  CODEC_STRING,
  type Column,
  type ColumnSearch,
  type ColumnType,
  type MediaColumn,
  maxBytesOf,
  type TrackType,
} from './column';

/** Columns taken from MediaInfo's report. */
export const MEDIA_COLUMNS: readonly MediaColumn[] = [
  ...GENERAL_COLUMNS,
  ...VIDEO_COLUMNS,
  ...AUDIO_COLUMNS,
  ...TEXT_COLUMNS,
  ...IMAGE_COLUMNS,
  ...TIMECODE_COLUMNS,
];

/** Counted rather than read from one field. */
const CHAPTER_COUNT: Column = {
  name: 'ChapterCount',
  type: 'integer',
  unit: 'chapters',
  source: 'every Menu',
  description: 'Chapters of the longest list of them.',
  example: 12,
};

/** Every attribute column, in the order of the docs. */
export const COLUMNS: readonly Column[] = [
  ...OUTCOME_COLUMNS,
  ...VERSION_COLUMNS,
  ...MEDIA_COLUMNS,
  CHAPTER_COUNT,
  ...PROVENANCE_COLUMNS,
  ...REPORT_COLUMNS,
];

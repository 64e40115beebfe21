import { AUDIO_COLUMNS } from './audio';
import type { Column, MediaColumn } from './column';
import { CONTENT_COLUMNS } from './content';
import { GENERAL_COLUMNS } from './general';
import { NEWS_COLUMNS } from './news';
import { IMAGE_COLUMNS, MENU_COLUMNS, TEXT_COLUMNS, TIMECODE_COLUMNS } from './other';
import { IMAGE_COLOUR_COLUMNS, PICTURE_COLUMNS } from './picture';
import { POLICY_COLUMNS } from './policy';
import { OUTCOME_COLUMNS, PROVENANCE_COLUMNS, REPORT_COLUMNS, VERSION_COLUMNS } from './row';
import { SOUND_COLUMNS } from './sound';
import { TAG_COLUMNS } from './tags';
import { TRACK_COLUMNS } from './tracks';
import { VIDEO_COLUMNS } from './video';

export {
  type Column,
  type ColumnSearch,
  type ColumnType,
  MAX_ARRAY_ITEMS,
  MAX_KEYWORD_BYTES,
  type MediaColumn,
  maxBytesOf,
} from './column';
export type { Track, TrackType } from './track';
export { TRACK_FIELDS, TRACK_KINDS, TRACKS_COLUMN, type TrackField } from './track-rows';

const FROM_REPORT = [
  ...GENERAL_COLUMNS,
  ...CONTENT_COLUMNS,
  ...TAG_COLUMNS,
  ...VIDEO_COLUMNS,
  ...PICTURE_COLUMNS,
  ...AUDIO_COLUMNS,
  ...SOUND_COLUMNS,
  ...TEXT_COLUMNS,
  ...IMAGE_COLUMNS,
  ...IMAGE_COLOUR_COLUMNS,
  ...TIMECODE_COLUMNS,
  ...MENU_COLUMNS,
  ...TRACK_COLUMNS,
] as const;

const DECLARED = [
  ...OUTCOME_COLUMNS,
  ...POLICY_COLUMNS,
  ...VERSION_COLUMNS,
  ...FROM_REPORT,
  ...PROVENANCE_COLUMNS,
  ...NEWS_COLUMNS,
  ...REPORT_COLUMNS,
] as const;

/** A column whose name and type are literal types. */
export type DeclaredColumn = (typeof DECLARED)[number];

/** A column's name. A misspelt name does not compile. */
export type ColumnName = DeclaredColumn['name'];

/** Columns taken from MediaInfo's report. */
export const MEDIA_COLUMNS: readonly MediaColumn[] = FROM_REPORT;

/** Every attribute column, in the order of the docs. */
export const COLUMNS: readonly Column[] = DECLARED;

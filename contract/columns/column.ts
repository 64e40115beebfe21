import type { CellValue } from '../cell';
import type { Track, TrackType } from './track';

/**
 * `integer` is stored as a 64-bit integer. `time` is ISO 8601 text in UTC with milliseconds, so that it
 * sorts. `list` is a JSON array of strings, which a search index can search one by one. `position` is text,
 * `LATITUDE,LONGITUDE` in degrees, north and east positive: Tablestore's geo-point. `rows` is a JSON array of
 * objects, whose fields a search index can compare within one object.
 */
export type ColumnType =
  | 'string'
  | 'integer'
  | 'double'
  | 'boolean'
  | 'time'
  | 'list'
  | 'position'
  | 'rows'
  | 'binary';

/**
 * How the search index treats a column. `none` leaves the column out of the index. `nested`: only questions
 * about one object of the array can be asked.
 */
export type ColumnSearch = 'exact' | 'text' | 'nested' | 'none';

/**
 * A column of the table. The function writes it, the index declares it, the commands read it and the docs
 * list it.
 */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** The unit of a number: `ms`, `bytes`, `bit/s`, `px`, `Hz`… */
  readonly unit?: string;
  /** Where the value comes from, as the docs say it. */
  readonly source: string;
  /** One sentence. */
  readonly description: string;
  readonly example: string | number | boolean;
  /** @default 'exact' */
  readonly search?: ColumnSearch;
  /**
   * Most bytes, in UTF-8, of a string or of a list with its brackets. A value is limited by itself, however
   * many others the row has: see `MAX_KEYWORD_BYTES`.
   *
   * @default 256 for a string, which is ten times the longest of MediaInfo's own words; 4,096 for a list
   */
  readonly maxBytes?: number;
}

/** A column that is read from MediaInfo's report. It has either `field` or `derive`. */
export interface MediaColumn extends Column {
  readonly track: TrackType;
  /** The name of a field of the track, or `extra.FIELD`. */
  readonly field?: string;
  /**
   * How to read a text in which MediaInfo joins several values with " / ". `first`: the values describe one
   * stream, as a full decoder and as a simpler decoder plays it; take the first. `each`: they are separate
   * values; take each.
   *
   * @default - the text is taken whole
   */
  readonly joined?: 'first' | 'each';
  /** The field's number times this gives the column's unit. @default 1 */
  readonly scale?: number;
  /**
   * Computes the value from all tracks of the column's kind, and from all of the report where these are not
   * enough; used instead of `field`. A text is cut to `maxBytes`, and of a list what does not fit is left out.
   */
  readonly derive?: (
    tracks: readonly Track[],
    report: readonly Track[],
  ) => CellValue | readonly string[] | undefined;
}

/** ISO 8601 in UTC with milliseconds. */
const TIME_BYTES = 24;
/** Two numbers with a sign, three digits and six decimals each, and a comma. */
const POSITION_BYTES = 23;
const DEFAULT_BYTES = 256;
const DEFAULT_LIST_BYTES = 4_096;

/**
 * Limits of Tablestore's search index ("Limits on search indexes", read 2026-11). Bytes of one value that is
 * indexed as KEYWORD: an element of an array is a value of its own.
 */
export const MAX_KEYWORD_BYTES = 4_096;
/** Elements of one array. */
export const MAX_ARRAY_ITEMS = 256;

/** Most bytes of a text column; 0 for a column that holds no text. */
export function maxBytesOf({ type, maxBytes }: Pick<Column, 'type' | 'maxBytes'>): number {
  if (type === 'string') return maxBytes ?? DEFAULT_BYTES;
  if (type === 'list' || type === 'rows') return maxBytes ?? DEFAULT_LIST_BYTES;
  if (type === 'position') return POSITION_BYTES;
  return type === 'time' ? TIME_BYTES : 0;
}

/**
 * A report column as the files of this folder define it. Its track is given once for all columns of that
 * track.
 */
type Definition = Omit<MediaColumn, 'source' | 'track'> & {
  /** The source for the docs, when it is not simply the track and the field. */
  readonly from?: string;
};

type Defined<Track extends TrackType, Definitions extends readonly Definition[]> = {
  readonly [Index in keyof Definitions]: MediaColumn &
    Pick<Definitions[Index], 'name' | 'type'> & { readonly track: Track };
};

/**
 * Columns of one kind of track. Each is read from the first track of that kind; a list is read from all of
 * them.
 */
export function columnsOf<const Track extends TrackType, const Definitions extends readonly Definition[]>(
  track: Track,
  definitions: Definitions,
): Defined<Track, Definitions> {
  return definitions.map(({ from, ...definition }) => ({
    ...definition,
    track,
    source: from ?? `${definition.type === 'list' ? `every ${track}` : track} ${definition.field}`,
  })) as unknown as Defined<Track, Definitions>;
}

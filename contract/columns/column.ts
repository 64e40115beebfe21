import type { CellValue } from '../cell';
import type { Track, TrackType } from './track';

/**
 * `integer` is stored as a 64-bit integer, `time` as ISO 8601 text in UTC with milliseconds (so that it sorts),
 * `list` as a JSON array of strings, which a search index can take apart.
 */
export type ColumnType = 'string' | 'integer' | 'double' | 'boolean' | 'time' | 'list' | 'binary';

/** How a search index treats a column; `none` leaves it out. */
export type ColumnSearch = 'exact' | 'text' | 'none';

/** A column of the table: the function writes it, the index declares it, the commands read it and the docs list it. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Of numbers: `ms`, `bytes`, `bit/s`, `px`, `Hz`… */
  readonly unit?: string;
  /** Where the value comes from, for a reader of the docs. */
  readonly source: string;
  /** One sentence. */
  readonly description: string;
  readonly example: string | number | boolean;
  /** @default 'exact' */
  readonly search?: ColumnSearch;
  /**
   * Longest value of a string or list in bytes of UTF-8. All words of one row in a search index take 4 KB together at
   * most: that is the strict reading of its limit of 4 KB for a KEYWORD, and it leaves a row within one unit of
   * capacity.
   *
   * @default 32 for a string, one and a half times the longest of MediaInfo's own words; 64 for a list
   */
  readonly maxBytes?: number;
}

/** A column that is read from MediaInfo's report. It has either a `field` or a `derive`. */
export interface MediaColumn extends Column {
  readonly track: TrackType;
  /** A field of the track, or `extra.FIELD`. */
  readonly field?: string;
  /**
   * How several values in one text, which MediaInfo separates by " / ", are read. `first`: the values are the same
   * stream as a full and as a simpler decoder plays it, and the first counts. `each`: they are several values.
   *
   * @default - the text is taken whole
   */
  readonly joined?: 'first' | 'each';
  /** What the field's number is multiplied with to be in the column's unit. @default 1 */
  readonly scale?: number;
  /** Computes the value from all tracks of the column's kind, in place of `field`. A text is cut to `maxBytes`. */
  readonly derive?: (tracks: readonly Track[]) => CellValue | undefined;
}

/** ISO 8601 in UTC with milliseconds. */
const TIME_BYTES = 24;
const DEFAULT_BYTES = 32;
const DEFAULT_LIST_BYTES = 64;

/** Longest value of a column of text in bytes; 0 of one without text. */
export function maxBytesOf({ type, maxBytes }: Pick<Column, 'type' | 'maxBytes'>): number {
  if (type === 'string') return maxBytes ?? DEFAULT_BYTES;
  if (type === 'list') return maxBytes ?? DEFAULT_LIST_BYTES;
  return type === 'time' ? TIME_BYTES : 0;
}

/** What is written down of a column of the report: its track is named once for all of a kind. */
type Definition = Omit<MediaColumn, 'source' | 'track'> & {
  /** Replaces the source that follows from track and field. */
  readonly from?: string;
};

type Defined<Track extends TrackType, Definitions extends readonly Definition[]> = {
  readonly [Index in keyof Definitions]: MediaColumn &
    Pick<Definitions[Index], 'name' | 'type'> & { readonly track: Track };
};

/** Columns of one kind of track: each is read of the first track of that kind, a list of every one. */
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

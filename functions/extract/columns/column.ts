/**
 * `integer` is stored as a 64-bit integer, `time` as ISO 8601 text in UTC with milliseconds (so that it sorts),
 * `list` as a JSON array of strings, which a search index can take apart.
 */
export type ColumnType = 'string' | 'integer' | 'double' | 'boolean' | 'time' | 'list' | 'binary';

/** How a search index should treat a column; `none` leaves it out. */
export type ColumnSearch = 'exact' | 'text' | 'none';

/** A column of the table: what the function writes, the index declares, the commands read and the docs list. */
export interface Column {
  name: string;
  type: ColumnType;
  /** Of numbers: `ms`, `bytes`, `bit/s`, `px`, `Hz`… */
  unit?: string;
  /** Where the value comes from, for a reader of the docs. */
  source: string;
  /** One sentence. */
  description: string;
  example: string | number | boolean;
  /** @default 'exact' */
  search?: ColumnSearch;
  /**
   * Longest value of a string or list in bytes of UTF-8. The words of one row in a search index take 4 KB together at
   * most: that is the strict reading of its limit of 4 KB for a KEYWORD, and leaves a row within one unit of capacity.
   *
   * @default 32 for a string, one and a half times the longest of MediaInfo's own words; 64 for a list
   */
  maxBytes?: number;
}

/** ISO 8601 in UTC with milliseconds. */
const TIME_BYTES = 24;
const DEFAULT_BYTES = 32;
const DEFAULT_LIST_BYTES = 64;

/** Longest value of a column of text in bytes; 0 of one without. */
export function maxBytesOf({ type, maxBytes }: Column): number {
  if (type === 'string') return maxBytes ?? DEFAULT_BYTES;
  if (type === 'list') return maxBytes ?? DEFAULT_LIST_BYTES;
  return type === 'time' ? TIME_BYTES : 0;
}

/** Kinds of track in a report of MediaInfo. */
export type TrackType = 'General' | 'Video' | 'Audio' | 'Text' | 'Other' | 'Image' | 'Menu';

/** In place of a field: the codec in the form of RFC 6381, derived from several. */
export const CODEC_STRING = 'RFC 6381';

/** A column taken from MediaInfo's report. */
export interface MediaColumn extends Column {
  track: TrackType;
  /** A field of the track, `extra.FIELD`, or `CODEC_STRING`. */
  field: string;
  /**
   * What " / " in the field's text stands for: `first`, the same stream as lesser decoders play it, of which the first
   * counts; `each`, several values.
   *
   * @default - a part of the text
   */
  joined?: 'first' | 'each';
  /** What the field's number is multiplied with to be in the column's unit. */
  scale?: number;
}

type Definition = Omit<MediaColumn, 'source' | 'track'> & { from?: string };

/** Columns of one kind of track: of its first track, or, for a list, of every one. */
export function columnsOf(track: TrackType, definitions: Definition[]): MediaColumn[] {
  return definitions.map(({ from, ...definition }) => ({
    ...definition,
    track,
    source: from ?? `${definition.type === 'list' ? `every ${track}` : track} ${definition.field}`,
  }));
}

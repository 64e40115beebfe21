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
}

/** Kinds of track in a report of MediaInfo. */
export type TrackType = 'General' | 'Video' | 'Audio' | 'Text' | 'Other' | 'Image' | 'Menu';

/** A column taken from MediaInfo's report. */
export interface MediaColumn extends Column {
  track: TrackType;
  /** A field of the track, or `extra.FIELD`. */
  field: string;
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

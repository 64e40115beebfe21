import { COLUMNS, type Column, TRACK_FIELDS, TRACKS_COLUMN } from '../columns';
import { PRIMARY_KEY } from '../table';

/** The primary key can be queried like any other column. */
const KEY_COLUMNS: Column[] = PRIMARY_KEY.map((name) => ({
  name,
  type: 'string',
  source: 'primary key',
  description: name === 'BucketName' ? 'The object’s bucket.' : 'The object’s key, shortened when too long.',
  example: name === 'BucketName' ? 'my-bucket' : 'films/trailer.mp4',
}));

/** Every column of a row, the primary key included. */
export const ALL_COLUMNS: readonly Column[] = [...COLUMNS, ...KEY_COLUMNS];

const BY_NAME = new Map(ALL_COLUMNS.map((column) => [column.name.toLowerCase(), column]));

/** A column by its name in any case. */
export const columnNamed = (name: string): Column | undefined => BY_NAME.get(name.toLowerCase());

/** The fields of a track as columns, under their path in the index: `Tracks.Language`. */
const TRACK_COLUMNS: readonly Column[] = TRACK_FIELDS.map(({ read: _, ...field }) => ({
  ...field,
  name: `${TRACKS_COLUMN}.${field.name}`,
}));

/** The name of a track's column as people write it: without the path. */
export const shortName = (name: string): string =>
  name.startsWith(`${TRACKS_COLUMN}.`) ? name.slice(TRACKS_COLUMN.length + 1) : name;

export const TRACK_COLUMN_NAMES = TRACK_COLUMNS.map(({ name }) => shortName(name));

const TRACK_COLUMNS_BY_NAME = new Map(TRACK_COLUMNS.map((column) => [column.name.toLowerCase(), column]));

/** A column of a track by its name in any case, such as `Language`. */
export const trackColumnNamed = (name: string): Column | undefined =>
  TRACK_COLUMNS_BY_NAME.get(`${TRACKS_COLUMN}.${name}`.toLowerCase());

/** A column by its name or its path in the index. */
export const columnAt = (path: string): Column | undefined =>
  columnNamed(path) ?? TRACK_COLUMNS_BY_NAME.get(path.toLowerCase());

/** True when the search index holds the column by itself: it can be compared, sorted by and read from there. */
export const isSearchable = ({ search, type }: Column): boolean =>
  search !== 'none' && search !== 'nested' && type !== 'binary';

/** True for a TEXT column: it is searched by words and cannot be sorted. */
export const isText = ({ search }: Column): boolean => search === 'text';

/** True when rows can be sorted by the column, and counted by its values. */
export const isSortable = (column: Column): boolean =>
  isSearchable(column) && !isText(column) && column.type !== 'position';

export const SEARCHABLE_COLUMNS = ALL_COLUMNS.filter(isSearchable);

import type * as TableStore from 'tablestore';
import { ALL_COLUMNS } from '../../contract/query/columns';

/** One track, as the column `Tracks` holds it. */
export type TrackRow = Record<string, string | number | boolean | string[]>;

/** What a cell is to the commands: lists and tracks are taken apart, integers are plain numbers. */
export type Cell = string | number | boolean | string[] | TrackRow[];

/** True for the cell of `Tracks`. */
export const isTracks = (cell: Cell): cell is TrackRow[] =>
  Array.isArray(cell) && typeof cell[0] === 'object';

/** The cells of a row by column, with the primary key. */
export type FoundRow = Record<string, Cell>;

/** Columns that hold more than one value as a text. */
const TAKEN_APART = new Map(
  ALL_COLUMNS.filter(({ type }) => type === 'list' || type === 'rows').map(({ name, type }) => [name, type]),
);

export function toFoundRow({ primaryKey, attributes = [] }: TableStore.SearchRow): FoundRow {
  const row: FoundRow = {};
  for (const { name, value } of primaryKey) row[name] = cellOf(name, value);
  for (const { columnName, columnValue } of attributes) row[columnName] = cellOf(columnName, columnValue);
  return row;
}

function cellOf(name: string, value: TableStore.ColumnValue): Cell {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  // All integers that this project writes are exact as JavaScript numbers.
  if (typeof value === 'object') return value.toNumber();
  return takenApart(name, value);
}

/** A stored value as the commands know it. */
export function takenApart(name: string, value: string | number | boolean): Cell {
  const type = TAKEN_APART.get(name);
  if (type === 'list') return listOf(String(value));
  return type === 'rows' ? tracksOf(String(value)) : value;
}

/** Tracks are stored as a JSON array of objects; anything else is shown as it stands. */
function tracksOf(text: string): TrackRow[] | string {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) && rows.every(isTrack) ? rows : text;
  } catch {
    return text;
  }
}

/** A row is what anybody who may write one made of it: an object inside a track could not even be made a text. */
const isTrack = (row: unknown): row is TrackRow =>
  typeof row === 'object' && row !== null && !Array.isArray(row) && Object.values(row).every(isOfTrack);

const isOfTrack = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** Lists are stored as JSON arrays of strings. Other text is shown as it is. */
export function listOf(text: string): string[] {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items.map(String) : [text];
  } catch {
    return [text];
  }
}

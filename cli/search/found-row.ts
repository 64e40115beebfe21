import type * as TableStore from 'tablestore';
import { columnNamed } from '../query/columns';

/** A cell's value in the commands: lists are arrays, integers are plain numbers. */
export type Cell = string | number | boolean | string[];

/** The cells of a row by column, with the primary key. */
export type FoundRow = Record<string, Cell>;

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
  return columnNamed(name)?.type === 'list' ? listOf(String(value)) : value;
}

/** Lists are stored as JSON arrays of strings. Other text is shown as it is. */
export function listOf(text: string): string[] {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items.map(String) : [text];
  } catch {
    return [text];
  }
}

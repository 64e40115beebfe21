import { ROW_STATE_COLUMNS, rowStateOf } from '../row';
import { cutAtCharacter, orderedBytes, rowKey } from '../row-key';
import { PRIMARY_KEY } from '../table';
import type { Range, StoredRow } from './sources';
import { successorOf } from './successor';

/**
 * What is read of each row. The primary key is named too: otherwise a row without any of the other columns would be left
 * out.
 */
export const STORED_ROW_COLUMNS = [...ROW_STATE_COLUMNS, 'Key', ...PRIMARY_KEY];

/** The ends of a range, as values of the first column of the primary key. */
export interface RowRange {
  /** Undefined: from the beginning. */
  start: string | undefined;
  /** Whether the range begins behind all rows with the value of `start`, and not before them. */
  isBehind: boolean;
  /** The range ends before all rows with this value. Undefined: at the end of the table. */
  end: string | undefined;
}

/** Where the rows of a bucket stand. The range may hold some more: of other buckets, or of other keys with the same beginning. */
export function rowRangeOf(bucket: string, { prefix, after }: Range): RowRange {
  const beginning = (key: string): string => cutAtCharacter(key, orderedBytes(bucket));
  const end = successorOf(beginning(prefix));
  if (after !== '') return { start: beginning(after), isBehind: true, end };
  return { start: prefix ? beginning(prefix) : undefined, isBehind: false, end };
}

/** @param cell returns the value of a column of an attribute, undefined when there is none */
export function storedRowOf(name: unknown, cell: (column: string) => unknown): StoredRow {
  const text = typeof name === 'string' ? name : '';
  const key = cell('Key');
  return { rowKey: text, key: typeof key === 'string' ? key : text, state: rowStateOf(cell) };
}

/** False for a row whose key leads to another row: this product wrote none like it. */
export const leadsToItself = (bucket: string, { key, rowKey: name }: StoredRow): boolean =>
  rowKey({ bucket, key }) === name;

import type * as TableStore from 'tablestore';
import { COLUMNS } from '../../contract/columns';
import { asksReport, eachRule, type Policy } from '../../contract/policy/policy';
import { POLICY_COLUMN_NAMES } from '../../contract/policy/row-policy';
import { columnsIn } from '../../contract/query/columns-in';
import type { StoredCell } from '../../contract/query/evaluate';
import {
  GZIPPED_REPORT_COLUMN,
  PRIMARY_KEY,
  REPORT_COLUMN,
  REPORT_ENCODING_COLUMN,
  REVISION_COLUMN,
} from '../../contract/table';
import { gunzippedReport } from '../cloud/rows';

/** A row as it is judged. */
export interface StoredRow {
  /** Of the row: the object's key, shortened when it is too long. */
  objectKey: string;
  bucket: string;
  /** The object's full key. */
  key: string;
  cell(column: string): StoredCell;
  report?: string;
}

const REPORT_COLUMNS = [REPORT_COLUMN, GZIPPED_REPORT_COLUMN, REPORT_ENCODING_COLUMN];
const OWN = new Set(COLUMNS.map(({ name }) => name));

/** The columns that are read of each row: what the policy asks, and for writing what the write depends on. */
export function columnsFor(policy: Policy, isWriting: boolean): string[] {
  // The status tells whether anything was looked at.
  const names = new Set(['Key', 'Status']);
  eachRule(policy.root, ({ test }) => {
    if (test.by === 'query') for (const column of columnsIn(test.query)) names.add(column);
  });
  if (asksReport(policy)) for (const column of REPORT_COLUMNS) names.add(column);
  if (isWriting) {
    for (const column of [REVISION_COLUMN, 'MediaInfoVersion', ...POLICY_COLUMN_NAMES]) names.add(column);
  }
  // The primary key comes with every row.
  return [...names].filter((name) => OWN.has(name));
}

/** A row of the client. */
export function storedRow(
  primaryKey: TableStore.SearchRow['primaryKey'],
  attributes: TableStore.SearchRow['attributes'],
): StoredRow {
  const cells = new Map<string, StoredCell>();
  for (const { name, value } of primaryKey) cells.set(name, cellOf(value));
  for (const { columnName, columnValue } of attributes ?? []) cells.set(columnName, cellOf(columnValue));
  const [objectKey, bucket] = PRIMARY_KEY.map((name) => String(cells.get(name))) as [string, string];
  const gzipped = cells.get(GZIPPED_REPORT_COLUMN);
  // What cannot be unpacked is no XML either, and so a report that cannot be read: one such row must not end a check of all.
  const xml = gzipped instanceof Uint8Array ? (gunzippedReport(gzipped) ?? '') : cells.get(REPORT_COLUMN);
  return {
    objectKey,
    bucket,
    key: String(cells.get('Key') ?? objectKey),
    cell: (column) => cells.get(column),
    ...(typeof xml === 'string' ? { report: xml } : {}),
  };
}

/** The client gives 64-bit integers as objects. All integers that this project writes are exact as numbers. */
const cellOf = (value: TableStore.ColumnValue): StoredCell =>
  typeof value === 'object' && !Buffer.isBuffer(value) ? value.toNumber() : value;

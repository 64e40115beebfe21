import type { Cells } from '../../../contract/cell';
import {
  type DecodedRow,
  decodeRow,
  decodeRows,
  encodeRow,
  encodeVariant,
  type KeyCells,
} from './plain-buffer';
import { field, message, readFields } from './protobuf';

/**
 * The condition of a write: the row does not exist; or the row exists and its column has this value; or the
 * row exists without that column.
 */
export type RowCondition = { row: 'absent' } | { row: 'present'; column: string; equals: string | undefined };

const EXPECT_EXIST = 1;
const EXPECT_NOT_EXIST = 2;
const SINGLE_COLUMN_VALUE = 1;
const EQUAL = 1;

/** The direction of a range in the order of its keys. */
const FORWARD = 0;

function conditionOf(condition: RowCondition): Buffer {
  if (condition.row === 'absent') return message(field(1, EXPECT_NOT_EXIST));
  const { column, equals } = condition;
  const filter = message(
    field(1, EQUAL),
    field(2, column),
    // With `equals`, a missing column fails. Without `equals`, only a missing column passes, because a stored
    // value is never the empty text.
    field(3, encodeVariant(equals ?? '')),
    field(4, equals !== undefined),
    field(5, true),
  );
  return message(field(1, EXPECT_EXIST), field(2, message(field(1, SINGLE_COLUMN_VALUE), field(2, filter))));
}

export const getRowRequest = (table: string, primaryKey: Cells, columns: readonly string[]): Buffer =>
  message(
    field(1, table),
    field(2, encodeRow(primaryKey, undefined)),
    ...columns.map((column) => field(3, column)),
    field(5, 1), // Only the latest version of each cell.
  );

export const putRowRequest = (
  table: string,
  primaryKey: Cells,
  row: Cells,
  condition: RowCondition,
): Buffer => message(field(1, table), field(2, encodeRow(primaryKey, row)), field(3, conditionOf(condition)));

/** Sets the given columns of a row. */
export const updateRowRequest = (
  table: string,
  primaryKey: Cells,
  columns: Cells,
  condition: RowCondition,
): Buffer =>
  message(field(1, table), field(2, encodeRow(primaryKey, columns)), field(3, conditionOf(condition)));

export const deleteRowRequest = (table: string, primaryKey: Cells, condition: RowCondition): Buffer =>
  message(
    field(1, table),
    field(2, encodeRow(primaryKey, undefined, true)),
    field(3, conditionOf(condition)),
  );

/**
 * @param start the first key of the range
 * @param end the first key behind it
 */
export const getRangeRequest = (
  table: string,
  start: KeyCells,
  end: KeyCells,
  columns: readonly string[],
): Buffer =>
  message(
    field(1, table),
    field(2, FORWARD),
    ...columns.map((column) => field(3, column)),
    field(5, 1), // Only the latest version of each cell.
    field(7, encodeRow(start, undefined)),
    field(8, encodeRow(end, undefined)),
  );

/** The rows of a range, as many as the service gives at once, and where it goes on; undefined at its end. */
export function readGetRangeResponse(answer: Buffer): { rows: DecodedRow[]; next: Cells | undefined } {
  const fields = readFields(answer);
  const next = fields.get(3);
  return {
    rows: decodeRows(fields.get(2) ?? Buffer.alloc(0)),
    next: next && next.length > 0 ? decodeRow(next).primaryKey : undefined,
  };
}

/** The attributes in a GetRow response; undefined when the row does not exist. */
export function readGetRowResponse(answer: Buffer): Cells | undefined {
  const row = readFields(answer).get(2);
  return row && row.length > 0 ? decodeRow(row).attributes : undefined;
}

/** The service's code and message; undefined when the body is not an error of the service. */
export function readErrorResponse(answer: Buffer): { code: string; message: string } | undefined {
  try {
    const fields = readFields(answer);
    const code = fields.get(1)?.toString();
    return code?.startsWith('OTS') ? { code, message: fields.get(2)?.toString() ?? '' } : undefined;
  } catch {
    return undefined; // Probably written by a proxy on the way.
  }
}

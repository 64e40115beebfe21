import type { Cells } from '../../../contract/cell';
import { decodeRow, encodeRow, encodeVariant } from './plain-buffer';
import { field, message, readFields } from './protobuf';

/** What a write is conditional on: there is no row, or there is one in which the column has the value, or is missing. */
export type RowCondition = { row: 'absent' } | { row: 'present'; column: string; equals: string | undefined };

const EXPECT_EXIST = 1;
const EXPECT_NOT_EXIST = 2;
const SINGLE_COLUMN_VALUE = 1;
const EQUAL = 1;

function conditionOf(condition: RowCondition): Buffer {
  if (condition.row === 'absent') return message(field(1, EXPECT_NOT_EXIST));
  const { column, equals } = condition;
  const filter = message(
    field(1, EQUAL),
    field(2, column),
    // A missing column passes only where it is to be missing; one that is there is never the empty text.
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
    field(5, 1), // Of each cell only the latest version.
  );

export const putRowRequest = (
  table: string,
  primaryKey: Cells,
  row: Cells,
  condition: RowCondition,
): Buffer => message(field(1, table), field(2, encodeRow(primaryKey, row)), field(3, conditionOf(condition)));

export const deleteRowRequest = (table: string, primaryKey: Cells, condition: RowCondition): Buffer =>
  message(
    field(1, table),
    field(2, encodeRow(primaryKey, undefined, true)),
    field(3, conditionOf(condition)),
  );

/** The attributes in the answer to GetRow; undefined when there is no such row. */
export function readGetRowResponse(answer: Buffer): Cells | undefined {
  const row = readFields(answer).get(2);
  return row && row.length > 0 ? decodeRow(row).attributes : undefined;
}

/** The service's code and sentence; undefined when an answer is not an error of the service. */
export function readErrorResponse(answer: Buffer): { code: string; message: string } | undefined {
  try {
    const fields = readFields(answer);
    const code = fields.get(1)?.toString();
    return code?.startsWith('OTS') ? { code, message: fields.get(2)?.toString() ?? '' } : undefined;
  } catch {
    return undefined; // Written by a proxy in between, say.
  }
}

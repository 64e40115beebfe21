import { limits } from 'ros-template-check';
import type { WriteKind } from '../changes';
import { OtsError, parameterInvalid } from '../errors';
import type { BatchGetRowRequest, BatchWriteRowRequest, RowInBatchWriteRow } from '../message-types';
import { decodeMessage, encodeMessage } from '../messages';
import { decodeRow } from '../plain-buffer/decode';
import { encodeRows } from '../plain-buffer/encode';
import { readPrimaryKey, sortKey } from '../primary-key';
import { projection } from '../reading';
import { notOffered } from '../search/fields';
import type { Call, TablestoreOperation } from './call';
import { readCost } from './capacity';
import { refuseTransaction } from './transactions';
import { type PreparedWrite, performWrite, prepareWrite } from './write';

const { BATCH_GET_ROWS, BATCH_WRITE_ROWS, WRITE_BYTES } = limits.tablestore;

const KINDS: Record<number, WriteKind> = { 1: 'put', 2: 'update', 3: 'delete' };

interface RowResult {
  isOk: boolean;
  error?: { code: string; message: string };
}

/** A refusal is the result of its row. Any other error is a fault and fails the whole request. */
function attempt(action: () => object): RowResult {
  try {
    return { isOk: true, ...action() };
  } catch (error) {
    if (!(error instanceof OtsError)) throw error;
    return { isOk: false, error: { code: error.code, message: error.message } };
  }
}

function checkTables(tables: { tableName: string }[], operation: string): void {
  if (tables.length === 0) throw parameterInvalid(`No row specified in the request of ${operation}.`);
  const seen = new Set<string>();
  for (const { tableName } of tables) {
    if (seen.has(tableName)) throw parameterInvalid(`Duplicated table name: '${tableName}'.`);
    seen.add(tableName);
  }
}

function checkRowCount(count: number, limit: number): void {
  if (count > limit) throw parameterInvalid(`Rows count exceeds the upper limit:${limit}.`);
}

export const batchWriteRow: TablestoreOperation = (call) => {
  const { tables, transactionId, isAtomic } = decodeMessage<BatchWriteRowRequest>(
    'main',
    'BatchWriteRowRequest',
    call.body,
  );
  refuseTransaction(transactionId);
  // Each row is a record of its own in the journal, so a kill in the middle would leave half of the batch.
  if (isAtomic) throw notOffered('BatchWriteRow with is_atomic');
  checkTables(tables, 'BatchWriteRow');
  for (const { tableName, rows } of tables) {
    call.authorize(tableName);
    if (rows.length === 0) throw parameterInvalid(`No operation is specified for table:'${tableName}'.`);
  }
  checkRowCount(tables.flatMap(({ rows }) => rows).length, BATCH_WRITE_ROWS);
  const prepared = tables.map(({ tableName, rows }) => prepareRows(call, tableName, rows));
  checkBatchSize(prepared.flat());
  return encodeMessage('main', 'BatchWriteRowResponse', {
    tables: tables.map(({ tableName }, index) => ({
      tableName,
      rows: (prepared[index] ?? []).map((row) => attempt(() => performWrite(unwrap(row)))),
    })),
  });
};

/** A checked row that is not written yet: the whole batch is checked before the first row is written. */
type Checked = PreparedWrite | OtsError;

function unwrap(row: Checked): PreparedWrite {
  if (row instanceof OtsError) throw row;
  return row;
}

function prepareRows(call: Call, tableName: string, rows: RowInBatchWriteRow[]): Checked[] {
  const checked = rows.map((row): Checked => {
    const kind = KINDS[row.type];
    if (!kind) throw parameterInvalid('The type of row in batch write operation is invalid.');
    try {
      const table = call.instance.readyTable(tableName);
      const { condition, returnContent } = row;
      return prepareWrite(table, { kind, row: row.rowChange, condition, returnContent }, call.now);
    } catch (error) {
      if (error instanceof OtsError) return error;
      throw error;
    }
  });
  refuseRepeatedConditions(checked);
  return checked;
}

/** Writes of the same row in one batch have no order, so they may not have conditions. */
function refuseRepeatedConditions(rows: Checked[]): void {
  const seen = new Map<string, boolean>();
  for (const row of rows) {
    if (row instanceof OtsError) continue;
    const { primaryKey, condition } = row.request;
    if (primaryKey.some((value) => value.type === 'AUTO_INCREMENT')) continue;
    const key = sortKey(primaryKey);
    const conditional = condition.existence !== 0 || condition.columns !== undefined;
    const before = seen.get(key);
    if (before !== undefined && (before || conditional)) {
      const what = condition.columns ? 'condition check' : 'exist expectation check';
      throw parameterInvalid(`Repeated rows do not support row ${what} in BatchModify.`);
    }
    seen.set(key, conditional);
  }
}

function checkBatchSize(rows: Checked[]): void {
  const size = rows.reduce((sum, row) => sum + (row instanceof OtsError ? 0 : row.size), 0);
  if (size > WRITE_BYTES) {
    throw parameterInvalid(
      'The total data size of BatchWriteRow request exceeds the limit, ' +
        `limit size: ${WRITE_BYTES}, data size: ${size}.`,
    );
  }
}

export const batchGetRow: TablestoreOperation = ({ instance, body, authorize }) => {
  const { tables } = decodeMessage<BatchGetRowRequest>('main', 'BatchGetRowRequest', body);
  checkTables(tables, 'BatchGetRow');
  for (const { tableName, ...options } of tables) {
    authorize(tableName);
    // Wrong options are an error for every row, also for missing ones.
    projection(options, []);
  }
  checkRowCount(tables.flatMap(({ primaryKey }) => primaryKey).length, BATCH_GET_ROWS);
  return encodeMessage('main', 'BatchGetRowResponse', {
    tables: tables.map(({ tableName, primaryKey: keys, ...options }) => ({
      tableName,
      rows: keys.map((key) =>
        attempt(() => {
          const table = instance.readyTable(tableName);
          const { primaryKey } = decodeRow(key);
          const stored = table.get(readPrimaryKey(primaryKey, table.definition.primaryKey, 'row'));
          const seen = stored && projection(options, table.keyNames, { keepsKey: true })(stored);
          const row = encodeRows(seen ? [seen] : []);
          return { consumed: readCost(row.length), row };
        }),
      ),
    })),
  });
};

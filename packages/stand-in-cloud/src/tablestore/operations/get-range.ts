import { limits } from 'ros-template-check';
import { parameterInvalid } from '../errors';
import type { GetRangeRequest } from '../message-types';
import { decodeMessage, encodeMessage } from '../messages';
import { decodeRow } from '../plain-buffer/decode';
import { encodeRows } from '../plain-buffer/encode';
import { readPrimaryKey, sortKey } from '../primary-key';
import { keyCells, projection } from '../reading';
import { type Row, rowSize } from '../row';
import type { Table } from '../table';
import type { KeyValue } from '../values';
import type { TablestoreOperation } from './call';
import { readCost } from './capacity';
import { refuseTransaction } from './transactions';

const { RANGE_BYTES, RANGE_ROWS } = limits.tablestore;

const FORWARD = 0;

export const getRange: TablestoreOperation = ({ instance, body, authorize }) => {
  const request = decodeMessage<GetRangeRequest>('main', 'GetRangeRequest', body);
  authorize(request.tableName);
  refuseTransaction(request.transactionId);
  const table = instance.readyTable(request.tableName);
  const forward = request.direction === FORWARD;
  const { from, to } = readRange(request, table, forward);
  if (request.limit !== undefined && request.limit <= 0) {
    throw parameterInvalid('The limit must be greater than 0.');
  }
  const project = projection(request, table.keyNames, { keepsKey: true });

  const rows: Buffer[] = [];
  let scanned = 0;
  let size = 0;
  let next: Row | undefined;
  for (const row of table.range(from, to, forward)) {
    // Rows that the filter rejects count for the limits too, so a page can be short.
    if (rows.length === request.limit || scanned === RANGE_ROWS || size >= RANGE_BYTES) {
      next = row;
      break;
    }
    scanned++;
    size += rowSize(table.keyNames, row);
    const seen = project(row);
    // Only the first row has the header.
    if (seen) rows.push(encodeRows([seen]).subarray(rows.length === 0 ? 0 : 4));
  }
  return encodeMessage('main', 'GetRangeResponse', {
    consumed: readCost(size),
    rows: Buffer.concat(rows),
    ...(next
      ? { nextStartPrimaryKey: encodeRows([{ primaryKey: keyCells(next, table.keyNames), attributes: [] }]) }
      : {}),
  });
};

function readRange(
  request: GetRangeRequest,
  table: Table,
  forward: boolean,
): { from: KeyValue[]; to: KeyValue[] } {
  const [from, to] = [request.inclusiveStartPrimaryKey, request.exclusiveEndPrimaryKey].map((bytes) =>
    readPrimaryKey(decodeRow(bytes).primaryKey, table.definition.primaryKey, 'range'),
  ) as [KeyValue[], KeyValue[]];
  const [start, end] = [sortKey(from), sortKey(to)];
  if (forward && start >= end) throw parameterInvalid('Begin key must less than end key in FORWARD.');
  if (!forward && start <= end) throw parameterInvalid('Begin key must more than end key in BACKWARD.');
  return { from, to };
}

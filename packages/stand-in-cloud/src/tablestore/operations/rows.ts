import { limits } from 'ros-template-check';
import type { WriteKind } from '../changes';
import { parameterInvalid } from '../errors';
import type {
  DeleteRowRequest,
  GetRowRequest,
  PutRowRequest,
  RowWriteRequest,
  UpdateRowRequest,
} from '../message-types';
import { decodeMessage, encodeMessage } from '../messages';
import { decodeRow } from '../plain-buffer/decode';
import { encodeRows } from '../plain-buffer/encode';
import { readPrimaryKey } from '../primary-key';
import { projection } from '../reading';
import type { Call, TablestoreOperation } from './call';
import { readCost } from './capacity';
import { refuseTransaction } from './transactions';
import { performWrite, prepareWrite } from './write';

const { WRITE_BYTES } = limits.tablestore;

export const putRow: TablestoreOperation = (call) =>
  writeOne<PutRowRequest>(call, 'PutRow', 'put', (request) => request.row);

export const updateRow: TablestoreOperation = (call) =>
  writeOne<UpdateRowRequest>(call, 'UpdateRow', 'update', (request) => request.rowChange);

export const deleteRow: TablestoreOperation = (call) =>
  writeOne<DeleteRowRequest>(call, 'DeleteRow', 'delete', (request) => request.primaryKey);

function writeOne<T extends RowWriteRequest>(
  { instance, body, now, authorize }: Call,
  operation: string,
  kind: WriteKind,
  rowOf: (request: T) => Buffer,
): Buffer {
  const request = decodeMessage<T>('main', `${operation}Request`, body);
  authorize(request.tableName);
  refuseTransaction(request.transactionId);
  const table = instance.readyTable(request.tableName);
  const { condition, returnContent } = request;
  const write = prepareWrite(table, { kind, row: rowOf(request), condition, returnContent }, now);
  if (write.size > WRITE_BYTES) {
    throw parameterInvalid(
      `The total data size of ${operation} request exceeds the limit, ` +
        `limit size: ${WRITE_BYTES} , data size: ${write.size}.`,
    );
  }
  return encodeMessage('main', `${operation}Response`, performWrite(write));
}

export const getRow: TablestoreOperation = ({ instance, body, authorize }) => {
  const request = decodeMessage<GetRowRequest>('main', 'GetRowRequest', body);
  authorize(request.tableName);
  refuseTransaction(request.transactionId);
  const table = instance.readyTable(request.tableName);
  const { primaryKey } = decodeRow(request.primaryKey);
  const project = projection(request, table.keyNames);
  const stored = table.get(readPrimaryKey(primaryKey, table.definition.primaryKey, 'row'));
  const seen = stored && project(stored);
  const row = encodeRows(seen ? [seen] : []);
  return encodeMessage('main', 'GetRowResponse', { consumed: readCost(row.length), row });
};

import { limits } from 'ros-template-check';
import { parameterInvalid } from './errors';
import { checkColumnName } from './instance-names';
import { CELL_OPERATION, type Cell, type WireRow } from './plain-buffer/format';
import type { TableDefinition } from './table-definition';
import { isMarker, sizeOf, type Value } from './values';

const { ATTRIBUTE_COLUMNS_PER_WRITE, ATTRIBUTE_VALUE_BYTES } = limits.tablestore;

/** The checked change of one column in a write. */
export type CellChange =
  | { kind: 'put'; name: string; value: Value; timestamp?: number }
  | { kind: 'delete-one'; name: string; timestamp: number }
  | { kind: 'delete-all'; name: string }
  | { kind: 'increment'; name: string; by: bigint };

export type WriteKind = 'put' | 'update' | 'delete';

/** @throws OtsError `OTSParameterInvalid` for cells that this kind of write cannot carry */
export function readChanges(
  kind: WriteKind,
  wire: WireRow,
  table: TableDefinition,
  now: number,
): CellChange[] {
  if (kind === 'delete') {
    if (!wire.deleteMarker) {
      throw parameterInvalid('Invalid request of delete row: missing RowDeleteMarker in request.');
    }
    if (wire.attributes.length > 0) {
      throw parameterInvalid('Invalid delete row request: unexpected cells in request.');
    }
    return [];
  }
  if (wire.deleteMarker) {
    throw parameterInvalid('Invalid request of put/update row: unexpected RowDeleteMarker in request.');
  }
  if (kind === 'update' && wire.attributes.length === 0) {
    throw parameterInvalid('Invalid update row request: missing cells in request.');
  }
  const columns = new Set(wire.attributes.map((cell) => cell.name)).size;
  if (columns > ATTRIBUTE_COLUMNS_PER_WRITE) {
    throw parameterInvalid(
      `The number of attribute columns exceeds the limit, limit count:${ATTRIBUTE_COLUMNS_PER_WRITE}, ` +
        `column count: ${columns}.`,
    );
  }
  return wire.attributes.map((cell) => readChange(kind, cell, table, now));
}

function readChange(kind: WriteKind, cell: Cell, table: TableDefinition, now: number): CellChange {
  const { name, operation, timestamp } = cell;
  checkColumnName(name);
  if (table.primaryKey.some((column) => column.name === name)) {
    throw parameterInvalid(`Duplicated attribute column name with primary key column: '${name}'.`);
  }
  if (operation === undefined) {
    if (timestamp !== undefined) checkTimestamp(name, timestamp, table, now);
    return { kind: 'put', name, value: readValue(cell), ...(timestamp === undefined ? {} : { timestamp }) };
  }
  if (kind === 'put') throw parameterInvalid(`OpType cannot be given for column name:'${name}' in PutRow.`);
  if (operation === CELL_OPERATION.increment) return readIncrement(cell);
  if (cell.value) {
    throw parameterInvalid(
      'Column value cannot be given when type is DELETE_ONE_VERSION,DELETE_ALL_VERSION.',
    );
  }
  if (operation === CELL_OPERATION.deleteOne) {
    if (timestamp === undefined) {
      throw parameterInvalid('Timestamp must be given when type is DELETE_ONE_VERSION.');
    }
    return { kind: 'delete-one', name, timestamp };
  }
  if (operation !== CELL_OPERATION.deleteAll)
    throw parameterInvalid(`Invalid op type of cell: ${operation}.`);
  if (timestamp !== undefined) {
    throw parameterInvalid('Timestamp cannot be given when type is DELETE_ALL_VERSION.');
  }
  return { kind: 'delete-all', name };
}

function readIncrement(cell: Cell): CellChange {
  if (cell.value?.type !== 'INTEGER') {
    throw parameterInvalid(`Invalid cell: '${cell.name}'. Reason: INCREMENT takes an INTEGER.`);
  }
  if (cell.timestamp !== undefined) {
    throw parameterInvalid(`Invalid cell: '${cell.name}'. Reason: INCREMENT takes no timestamp.`);
  }
  return { kind: 'increment', name: cell.name, by: cell.value.value };
}

function readValue(cell: Cell): Value {
  const value = cell.value;
  if (!value) throw parameterInvalid(`Cell data broken, attr has no value, name:'${cell.name}'.`);
  if (isMarker(value)) {
    throw parameterInvalid(`${value.type} is an invalid type for the attribute column.`);
  }
  if (value.type === 'DOUBLE' && Number.isNaN(value.value)) {
    throw parameterInvalid("NaN can't be set to double value.");
  }
  if (value.type === 'DOUBLE' && !Number.isFinite(value.value)) {
    throw parameterInvalid("Infinity can't be set to double value.");
  }
  const size = sizeOf(value);
  if (size > ATTRIBUTE_VALUE_BYTES) {
    throw parameterInvalid(
      `The length of attribute column: '${cell.name}' exceeded the MaxLength:${ATTRIBUTE_VALUE_BYTES} ` +
        `with Current Length:${size}.`,
    );
  }
  return value;
}

/** A version must lie in [max(now - deviation, now - time to live), now + deviation). */
function checkTimestamp(name: string, timestamp: number, table: TableDefinition, now: number): void {
  const { timeToLiveSeconds, deviationSeconds } = table.options;
  const ages = timeToLiveSeconds === -1 ? [deviationSeconds] : [deviationSeconds, timeToLiveSeconds];
  const oldest = Math.max(0, now - Math.min(...ages) * 1000);
  if (timestamp < oldest || timestamp >= now + deviationSeconds * 1000) {
    throw parameterInvalid(`Invalid timestamp. Cell:'${name}'.`);
  }
}

/** Bytes of a write that count for the request limit: names and values. */
export function changeSize(wire: WireRow): number {
  let size = 0;
  for (const cell of [...wire.primaryKey, ...wire.attributes]) {
    size += Buffer.byteLength(cell.name);
    if (cell.value && !isMarker(cell.value)) size += sizeOf(cell.value);
  }
  return size;
}

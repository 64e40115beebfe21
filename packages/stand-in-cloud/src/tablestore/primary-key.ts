import { limits } from 'ros-template-check';
import { invalidPrimaryKey, parameterInvalid } from './errors';
import type { Cell } from './plain-buffer/format';
import type { KeyColumn } from './table-definition';
import { isMarker, type KeyValue, sizeOf } from './values';

const { PRIMARY_KEY_VALUE_BYTES } = limits.tablestore;

/** Which markers a key may hold: none for a row, the ends of a range in GetRange, auto-increment in PutRow. */
type KeyUse = 'row' | 'range' | 'write';

/** @throws OtsError `OTSInvalidPK` when the cells do not match the table's key, `OTSParameterInvalid` on limits */
export function readPrimaryKey(cells: Cell[], schema: readonly KeyColumn[], use: KeyUse): KeyValue[] {
  if (cells.length !== schema.length) {
    throw invalidPrimaryKey(`Validate PK size fail. Input: ${cells.length}, Meta: ${schema.length}.`);
  }
  return cells.map((cell, index) => {
    const column = schema[index] as KeyColumn;
    if (cell.name !== column.name) {
      throw invalidPrimaryKey(`Validate PK name fail. Input: ${cell.name}, Meta: ${column.name}.`);
    }
    if (!cell.value) throw parameterInvalid(`No value is given for primary key name:'${cell.name}'.`);
    if (cell.timestamp !== undefined) {
      throw parameterInvalid(`Timestamp cannot be given for primary key name:'${cell.name}'.`);
    }
    if (cell.operation !== undefined) {
      throw parameterInvalid(`OpType cannot be given for primary key name :'${cell.name}'.`);
    }
    checkValue(cell.value, column, use);
    return cell.value;
  });
}

function checkValue(value: KeyValue, column: KeyColumn, use: KeyUse): void {
  if (value.type === 'AUTO_INCREMENT' && use !== 'write') {
    throw parameterInvalid("PKAutoIncr can't be used for read operations.");
  }
  const fits = isMarker(value)
    ? value.type === 'AUTO_INCREMENT'
      ? column.autoIncrement === true
      : use === 'range'
    : value.type === column.type;
  if (!fits) {
    throw invalidPrimaryKey(`Validate PK type fail. Input: ${value.type}, Meta: ${column.type}.`);
  }
  if (isMarker(value)) return;
  const size = sizeOf(value);
  if (size > PRIMARY_KEY_VALUE_BYTES) {
    throw parameterInvalid(
      `The length of primary key column: '${column.name}' exceeds the MaxLength: ${PRIMARY_KEY_VALUE_BYTES} ` +
        `with CurrentLength: ${size}.`,
    );
  }
}

/**
 * The key as one string. The order of these strings is the order of the table. Each byte is one character, so that V8
 * stores the string with one byte per character and compares it fast.
 */
export function sortKey(values: readonly KeyValue[]): string {
  return values.map(sortable).join('');
}

const MIN = '\x00';
const PRESENT = '\x01';
const MAX = '\x02';

function sortable(value: KeyValue): string {
  switch (value.type) {
    case 'INF_MIN':
      return MIN;
    case 'INF_MAX':
      return MAX;
    case 'INTEGER': {
      const bytes = Buffer.alloc(8);
      // Adding 2^63 puts the negative numbers before the positive ones.
      bytes.writeBigUInt64BE(BigInt.asUintN(64, value.value + (1n << 63n)));
      return PRESENT + bytes.toString('latin1');
    }
    case 'STRING':
      return PRESENT + terminated(Buffer.from(value.value));
    case 'BINARY':
      return PRESENT + terminated(value.value);
    default:
      throw new Error(`sortKey: a primary key cannot hold ${value.type}`);
  }
}

/**
 * Ends with a zero byte, so that a shorter text comes before longer ones that begin with it; zero bytes inside are
 * escaped.
 */
function terminated(bytes: Buffer): string {
  return `${bytes.toString('latin1').replaceAll('\x00', '\x00\xff')}\x00\x00`;
}

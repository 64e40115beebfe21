import type { Cells, CellValue } from '../../../contract/cell';
import { crc8, crc8Of } from './crc8';

/**
 * PlainBuffer is Tablestore's binary form of a row. Cells have tags and checksums; the row has a checksum
 * over those of its cells.
 */
const HEADER = 0x75;

const TAG = {
  primaryKey: 0x01,
  attributes: 0x02,
  cell: 0x03,
  name: 0x04,
  value: 0x05,
  cellType: 0x06,
  timestamp: 0x07,
  deleteMarker: 0x08,
  rowChecksum: 0x09,
  cellChecksum: 0x0a,
} as const;

const VARIANT = {
  integer: 0x00,
  double: 0x01,
  boolean: 0x02,
  string: 0x03,
  binary: 0x07,
  least: 0x09,
  greatest: 0x0a,
} as const;

/** In the key at an end of a range: less or greater than every value. */
export const LEAST = Symbol('least');
export const GREATEST = Symbol('greatest');

/** A primary key, or an end of a range of them. */
export type KeyCells = Record<string, CellValue | typeof LEAST | typeof GREATEST>;

/** Bytes of a value with the byte for its type. */
function variantBytes(value: KeyCells[string]): number {
  if (typeof value === 'symbol') return 1;
  if (typeof value === 'boolean') return 2;
  return typeof value === 'bigint' || typeof value === 'number' ? 9 : 5 + Buffer.byteLength(value);
}

/** Writes a value after a byte for its type. @returns where it ends */
function writeVariant(target: Buffer, at: number, value: KeyCells[string]): number {
  if (typeof value === 'symbol') {
    return target.writeUInt8(value === LEAST ? VARIANT.least : VARIANT.greatest, at);
  }
  if (typeof value === 'boolean')
    return target.writeUInt8(value ? 1 : 0, target.writeUInt8(VARIANT.boolean, at));
  if (typeof value === 'bigint') {
    return target.writeBigInt64LE(value, target.writeUInt8(VARIANT.integer, at));
  }
  if (typeof value === 'number') return target.writeDoubleLE(value, target.writeUInt8(VARIANT.double, at));
  const isText = typeof value === 'string';
  target.writeUInt8(isText ? VARIANT.string : VARIANT.binary, at);
  const length = isText ? target.write(value, at + 5) : value.copy(target, at + 5);
  return target.writeUInt32LE(length, at + 1) + length;
}

/** A value after a byte for its type. Cells and conditions use the same form. */
export function encodeVariant(value: KeyCells[string]): Buffer {
  const bytes = Buffer.allocUnsafe(variantBytes(value));
  writeVariant(bytes, 0, value);
  return bytes;
}

/** Tags, lengths and checksum of a cell, beside its name and value. */
const CELL_BYTES = 13;

/** Header, and the tags of key, attributes, deletion and checksum with the latter. */
const ROW_BYTES = 9;

function bytesOf(cells: KeyCells): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(cells)) {
    bytes += CELL_BYTES + Buffer.byteLength(name) + variantBytes(value);
  }
  return bytes;
}

/** Writes a cell. @returns where it ends; the byte before that is its checksum */
function writeCell(target: Buffer, start: number, name: string, value: KeyCells[string]): number {
  let at = target.writeUInt16BE((TAG.cell << 8) | TAG.name, start);
  const nameStart = at + 4;
  const nameEnd = nameStart + target.write(name, nameStart);
  target.writeUInt32LE(nameEnd - nameStart, at);
  at = target.writeUInt8(TAG.value, nameEnd);
  const valueStart = at + 4;
  const valueEnd = writeVariant(target, valueStart, value);
  target.writeUInt32LE(valueEnd - valueStart, at);
  const checksum = crc8(crc8(0, target, nameStart, nameEnd), target, valueStart, valueEnd);
  return target.writeUInt16BE((TAG.cellChecksum << 8) | checksum, valueEnd);
}

/**
 * Writes all into one buffer: a row has a hundred cells, and a buffer for each of their parts takes four times as long.
 *
 * @param attributes undefined for a row that is deleted, or for a key that is only read
 */
export function encodeRow(primaryKey: KeyCells, attributes: Cells = {}, deleted = false): Buffer {
  const bytes = Buffer.allocUnsafe(ROW_BYTES + bytesOf(primaryKey) + bytesOf(attributes));
  let rowChecksum = 0;
  let at = bytes.writeUInt32LE(HEADER, 0);
  const write = (cells: KeyCells): void => {
    for (const [name, value] of Object.entries(cells)) {
      at = writeCell(bytes, at, name, value);
      rowChecksum = crc8Of(rowChecksum, bytes[at - 1]!);
    }
  };
  at = bytes.writeUInt8(TAG.primaryKey, at);
  write(primaryKey);
  if (Object.keys(attributes).length > 0) {
    at = bytes.writeUInt8(TAG.attributes, at);
    write(attributes);
  }
  if (deleted) at = bytes.writeUInt8(TAG.deleteMarker, at);
  rowChecksum = crc8Of(rowChecksum, deleted ? 1 : 0);
  at = bytes.writeUInt16BE((TAG.rowChecksum << 8) | rowChecksum, at);
  return bytes.subarray(0, at);
}

class Reader {
  private position = 0;

  constructor(private readonly bytes: Buffer) {}

  get ended(): boolean {
    return this.position >= this.bytes.length;
  }

  peek(): number | undefined {
    return this.bytes[this.position];
  }

  take(length: number): Buffer {
    const end = this.position + length;
    if (end > this.bytes.length) throw new RangeError('PlainBuffer: the row ends too early.');
    const taken = this.bytes.subarray(this.position, end);
    this.position = end;
    return taken;
  }

  /** If the tag comes next, moves behind it and returns true. */
  passes(tag: number): boolean {
    if (this.peek() !== tag) return false;
    this.position += 1;
    return true;
  }

  uint32(): number {
    return this.take(4).readUInt32LE();
  }
}

function decodeVariant(variant: Buffer): CellValue {
  const [type] = variant;
  if (type === VARIANT.integer) return variant.readBigInt64LE(1);
  if (type === VARIANT.double) return variant.readDoubleLE(1);
  if (type === VARIANT.boolean) return variant[1] !== 0;
  if (type === VARIANT.string) return variant.subarray(5).toString();
  if (type === VARIANT.binary) return Buffer.from(variant.subarray(5));
  throw new RangeError(`PlainBuffer: a known type of value is expected, ${type} given.`);
}

function decodeCells(reader: Reader): { cells: Cells; checksums: number[] } {
  const cells: Cells = {};
  const checksums: number[] = [];
  while (reader.passes(TAG.cell)) {
    if (!reader.passes(TAG.name)) throw new RangeError('PlainBuffer: a cell needs a name.');
    const name = reader.take(reader.uint32());
    let checksum = crc8(0, name);
    if (reader.passes(TAG.value)) {
      const variant = reader.take(reader.uint32());
      checksum = crc8(checksum, variant);
      cells[name.toString()] = decodeVariant(variant);
    }
    const type = reader.passes(TAG.cellType) ? reader.take(1) : Buffer.alloc(0);
    const timestamp = reader.passes(TAG.timestamp) ? reader.take(8) : Buffer.alloc(0);
    // The checksum takes the parts in another order than the bytes on the wire.
    checksum = crc8(crc8(checksum, timestamp), type);
    if (!reader.passes(TAG.cellChecksum) || reader.take(1)[0] !== checksum) {
      throw new RangeError(`PlainBuffer: the checksum of cell '${name}' does not match.`);
    }
    checksums.push(checksum);
  }
  return { cells, checksums };
}

export interface DecodedRow {
  primaryKey: Cells;
  attributes: Cells;
}

/**
 * Decodes a row that the service sent.
 *
 * @throws RangeError when the bytes are damaged or not a row
 */
export function decodeRow(bytes: Buffer): DecodedRow {
  const reader = new Reader(bytes);
  if (reader.uint32() !== HEADER) throw new RangeError('PlainBuffer: a row is expected.');
  return takeRow(reader);
}

/** Decodes the rows of a range, which may be none. @throws as `decodeRow` */
export function decodeRows(bytes: Buffer): DecodedRow[] {
  if (bytes.length === 0) return [];
  const reader = new Reader(bytes);
  if (reader.uint32() !== HEADER) throw new RangeError('PlainBuffer: rows are expected.');
  const rows: DecodedRow[] = [];
  while (!reader.ended) rows.push(takeRow(reader));
  return rows;
}

function takeRow(reader: Reader): DecodedRow {
  const key = reader.passes(TAG.primaryKey) ? decodeCells(reader) : { cells: {}, checksums: [] };
  const rest = reader.passes(TAG.attributes) ? decodeCells(reader) : { cells: {}, checksums: [] };
  const deleted = reader.passes(TAG.deleteMarker) ? 1 : 0;
  const checksum = [...key.checksums, ...rest.checksums, deleted].reduce(crc8Of, 0);
  if (!reader.passes(TAG.rowChecksum) || reader.take(1)[0] !== checksum) {
    throw new RangeError('PlainBuffer: the checksum of the row does not match.');
  }
  return { primaryKey: key.cells, attributes: rest.cells };
}

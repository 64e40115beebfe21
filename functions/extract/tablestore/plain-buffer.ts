import type { Cells, CellValue } from '../../../contract/cell';
import { crc8 } from './crc8';

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

function uint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A value after a byte for its type. Cells and conditions use the same form. */
export function encodeVariant(value: KeyCells[string]): Buffer {
  if (typeof value === 'symbol') return Buffer.of(value === LEAST ? VARIANT.least : VARIANT.greatest);
  if (typeof value === 'boolean') return Buffer.of(VARIANT.boolean, value ? 1 : 0);
  if (typeof value === 'bigint' || typeof value === 'number') {
    const bytes = Buffer.allocUnsafe(9);
    bytes[0] = typeof value === 'bigint' ? VARIANT.integer : VARIANT.double;
    if (typeof value === 'bigint') bytes.writeBigInt64LE(value, 1);
    else bytes.writeDoubleLE(value, 1);
    return bytes;
  }
  const content = Buffer.from(value as Buffer);
  const type = typeof value === 'string' ? VARIANT.string : VARIANT.binary;
  return Buffer.concat([Buffer.of(type), uint32(content.length), content]);
}

/** @param attributes undefined for a row that is deleted, or for a key that is only read */
export function encodeRow(primaryKey: KeyCells, attributes: Cells | undefined, deleted = false): Buffer {
  const parts: Buffer[] = [uint32(HEADER)];
  let rowChecksum = 0;
  const addCells = (cells: KeyCells) => {
    for (const [name, value] of Object.entries(cells)) {
      const nameBytes = Buffer.from(name);
      const variant = encodeVariant(value);
      const checksum = crc8(crc8(0, nameBytes), variant);
      rowChecksum = crc8(rowChecksum, [checksum]);
      parts.push(Buffer.of(TAG.cell, TAG.name), uint32(nameBytes.length), nameBytes);
      parts.push(
        Buffer.of(TAG.value),
        uint32(variant.length),
        variant,
        Buffer.of(TAG.cellChecksum, checksum),
      );
    }
  };
  parts.push(Buffer.of(TAG.primaryKey));
  addCells(primaryKey);
  if (attributes && Object.keys(attributes).length > 0) {
    parts.push(Buffer.of(TAG.attributes));
    addCells(attributes);
  }
  if (deleted) parts.push(Buffer.of(TAG.deleteMarker));
  rowChecksum = crc8(rowChecksum, [deleted ? 1 : 0]);
  parts.push(Buffer.of(TAG.rowChecksum, rowChecksum));
  return Buffer.concat(parts);
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
  const checksum = crc8(crc8(crc8(0, key.checksums), rest.checksums), [deleted]);
  if (!reader.passes(TAG.rowChecksum) || reader.take(1)[0] !== checksum) {
    throw new RangeError('PlainBuffer: the checksum of the row does not match.');
  }
  return { primaryKey: key.cells, attributes: rest.cells };
}

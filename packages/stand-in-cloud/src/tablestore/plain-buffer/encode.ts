import { crc8, crc8Byte } from '../crc8';
import { type Cell, HEADER, TAG, type WireRow } from './format';
import { encodeVariant } from './variant';

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const int64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
};

/** An empty list gives an empty buffer, which means "no row" in responses. */
export function encodeRows(rows: Iterable<WireRow>): Buffer {
  const out: Buffer[] = [];
  for (const row of rows) {
    if (out.length === 0) out.push(uint32(HEADER));
    encodeRow(row, out);
  }
  return Buffer.concat(out);
}

function encodeRow(row: WireRow, out: Buffer[]): void {
  out.push(Buffer.of(TAG.primaryKey));
  let checksum = encodeCells(row.primaryKey, 0, out);
  if (row.attributes.length > 0) {
    out.push(Buffer.of(TAG.attributes));
    checksum = encodeCells(row.attributes, checksum, out);
  }
  if (row.deleteMarker) out.push(Buffer.of(TAG.deleteMarker));
  out.push(Buffer.of(TAG.rowChecksum, crc8Byte(checksum, row.deleteMarker ? 1 : 0)));
}

function encodeCells(cells: Cell[], rowChecksum: number, out: Buffer[]): number {
  let total = rowChecksum;
  for (const cell of cells) {
    const checksum = encodeCell(cell, out);
    out.push(Buffer.of(TAG.cellChecksum, checksum));
    total = crc8Byte(total, checksum);
  }
  return total;
}

function encodeCell(cell: Cell, out: Buffer[]): number {
  const name = Buffer.from(cell.name);
  let checksum = crc8(0, name);
  out.push(Buffer.of(TAG.cell, TAG.cellName), uint32(name.length), name);
  if (cell.value) {
    const value = encodeVariant(cell.value);
    checksum = crc8(checksum, value);
    out.push(Buffer.of(TAG.cellValue), uint32(value.length), value);
  }
  if (cell.operation !== undefined) out.push(Buffer.of(TAG.cellOperation, cell.operation));
  if (cell.timestamp !== undefined) {
    const timestamp = int64(cell.timestamp);
    checksum = crc8(checksum, timestamp);
    out.push(Buffer.of(TAG.cellTimestamp), timestamp);
  }
  // In the message the operation is before the timestamp, in the checksum after it.
  return cell.operation === undefined ? checksum : crc8Byte(checksum, cell.operation);
}

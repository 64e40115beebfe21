import { crc8, crc8Byte } from '../crc8';
import { parameterInvalid } from '../errors';
import { type Cell, HEADER, TAG, type WireRow } from './format';
import { decodeVariant } from './variant';

/** @throws OtsError `OTSParameterInvalid` when the bytes are not rows, or a checksum is wrong */
export function decodeRows(bytes: Buffer): WireRow[] {
  return new Decoder(bytes).rows();
}

/** @throws OtsError also when there is not exactly one row */
export function decodeRow(bytes: Buffer): WireRow {
  const rows = decodeRows(bytes);
  if (rows.length !== 1) throw parameterInvalid('data format is invalid.');
  return rows[0] as WireRow;
}

/** More different names than any table here has; beyond them names are not shared. */
const MAX_SHARED_NAMES = 4096;
const sharedNames = new Map<string, string>();

/** The same text for the same name: rows are kept in memory, and most have the same columns. */
function sharedName(bytes: Buffer): string {
  const name = bytes.toString();
  const known = sharedNames.get(name);
  if (known !== undefined) return known;
  if (sharedNames.size < MAX_SHARED_NAMES) sharedNames.set(name, name);
  return name;
}

class Decoder {
  private position = 0;
  constructor(private readonly bytes: Buffer) {}

  rows(): WireRow[] {
    const header = this.uint32();
    if (header !== HEADER) {
      throw parameterInvalid(`Cell data broken, mismatch header, actual: ${header} , expect: ${HEADER}.`);
    }
    const rows: WireRow[] = [];
    // The Node SDK reserves more bytes for a range end than it writes, so its keys end with zeros.
    while (this.bytes[this.position]) rows.push(this.row());
    return rows;
  }

  private row(): WireRow {
    const row: WireRow = { primaryKey: [], attributes: [] };
    let checksum = 0;
    this.expect(TAG.primaryKey);
    checksum = this.cells(row.primaryKey, checksum);
    if (row.primaryKey.length === 0) throw parameterInvalid('Cell data broken, no PK follow PKTag.');
    if (this.accept(TAG.attributes)) checksum = this.cells(row.attributes, checksum);
    row.deleteMarker = this.accept(TAG.deleteMarker);
    checksum = crc8Byte(checksum, row.deleteMarker ? 1 : 0);
    if (!this.accept(TAG.rowChecksum)) {
      throw parameterInvalid('Cell data broken, row is not end with checksum tag.');
    }
    this.verify(this.byte(), checksum);
    return row;
  }

  private cells(into: Cell[], rowChecksum: number): number {
    let total = rowChecksum;
    while (this.accept(TAG.cell)) {
      const [cell, checksum] = this.cell();
      into.push(cell);
      total = crc8Byte(total, checksum);
    }
    return total;
  }

  private cell(): [Cell, number] {
    this.expect(TAG.cellName);
    const name = this.take(this.uint32());
    const cell: Cell = { name: sharedName(name) };
    let checksum = crc8(0, name);
    if (this.accept(TAG.cellValue)) {
      const value = this.take(this.uint32());
      cell.value = decodeVariant(value);
      checksum = crc8(checksum, value);
    }
    if (this.accept(TAG.cellOperation)) cell.operation = this.byte();
    if (this.accept(TAG.cellTimestamp)) {
      const timestamp = this.take(8);
      cell.timestamp = Number(timestamp.readBigInt64LE());
      checksum = crc8(checksum, timestamp);
    }
    if (cell.operation !== undefined) checksum = crc8Byte(checksum, cell.operation);
    if (!this.accept(TAG.cellChecksum)) {
      throw parameterInvalid('Cell data broken, cell is not end with checksum[0x0A] tag.');
    }
    this.verify(this.byte(), checksum);
    return [cell, checksum];
  }

  private verify(given: number, computed: number): void {
    if (given !== computed) {
      throw parameterInvalid(`Cell data broken, checksum is mismatch, ${given} :${computed} :`);
    }
  }

  private accept(tag: number): boolean {
    if (this.bytes[this.position] !== tag) return false;
    this.position++;
    return true;
  }

  private expect(tag: number): void {
    const actual = this.byte();
    if (actual !== tag) {
      throw parameterInvalid(`Cell data broken, mismatch tag, actual tag(${actual}), expect(${tag}).`);
    }
  }

  private byte(): number {
    return this.take(1)[0] as number;
  }

  private uint32(): number {
    return this.take(4).readUInt32LE();
  }

  private take(length: number): Buffer {
    const end = this.position + length;
    if (end > this.bytes.length) throw parameterInvalid('data format is invalid.');
    const slice = this.bytes.subarray(this.position, end);
    this.position = end;
    return slice;
  }
}

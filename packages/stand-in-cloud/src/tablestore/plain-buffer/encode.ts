import { crc8, crc8Byte } from '../crc8';
import type { KeyValue } from '../values';
import { type Cell, HEADER, TAG, type WireRow } from './format';
import { variantBytesAtMost, writeVariant } from './variant';

/** An empty list gives an empty buffer, which means "no row" in responses. */
export function encodeRows(rows: Iterable<WireRow>): Buffer {
  // All of them first: what makes a row may encode others.
  const all = [...rows];
  if (all.length === 0) return Buffer.alloc(0);
  const encoder = new Encoder();
  for (const row of all) encoder.row(row);
  return encoder.end();
}

/** Kept from one call to the next: a page of a scan has 70,000 cells, and a buffer for each part would take most time. */
let scratch = Buffer.allocUnsafe(65_536);

/** Tags, lengths, operation, timestamp and checksums around the name and the value of a cell, and those of a row. */
const OTHER_BYTES = 64;

class Encoder {
  private position: number;

  constructor() {
    this.position = scratch.writeUInt32LE(HEADER);
  }

  row({ primaryKey, attributes, deleteMarker }: WireRow): void {
    this.reserve(OTHER_BYTES);
    this.byte(TAG.primaryKey);
    let checksum = this.cells(primaryKey, 0);
    if (attributes.length > 0) {
      this.byte(TAG.attributes);
      checksum = this.cells(attributes, checksum);
    }
    if (deleteMarker) this.byte(TAG.deleteMarker);
    this.byte(TAG.rowChecksum);
    this.byte(crc8Byte(checksum, deleteMarker ? 1 : 0));
  }

  /** A copy, because the next call writes over it. */
  end(): Buffer {
    return Buffer.from(scratch.subarray(0, this.position));
  }

  private cells(cells: readonly Cell[], rowChecksum: number): number {
    let total = rowChecksum;
    for (const cell of cells) {
      const checksum = this.cell(cell);
      this.byte(TAG.cellChecksum);
      this.byte(checksum);
      total = crc8Byte(total, checksum);
    }
    return total;
  }

  private cell({ name, value, operation, timestamp }: Cell): number {
    const start = encodedName(name);
    this.reserve(start.bytes.length + OTHER_BYTES + (value ? variantBytesAtMost(value) : 0));
    scratch.set(start.bytes, this.position);
    this.position += start.bytes.length;
    let { checksum } = start;
    if (value) checksum = this.value(value, checksum);
    if (operation !== undefined) {
      this.byte(TAG.cellOperation);
      this.byte(operation);
    }
    if (timestamp !== undefined) {
      this.byte(TAG.cellTimestamp);
      const from = this.position;
      this.position = writeInt64(timestamp, from);
      checksum = crc8(checksum, scratch, from, this.position);
    }
    // In the message the operation is before the timestamp, in the checksum after it.
    return operation === undefined ? checksum : crc8Byte(checksum, operation);
  }

  private value(value: KeyValue, checksum: number): number {
    this.byte(TAG.cellValue);
    const from = this.position + 4;
    this.position = writeVariant(scratch, value, from);
    scratch.writeUInt32LE(this.position - from, from - 4);
    return crc8(checksum, scratch, from, this.position);
  }

  private byte(value: number): void {
    scratch[this.position++] = value;
  }

  private reserve(count: number): void {
    if (this.position + count <= scratch.length) return;
    const grown = Buffer.allocUnsafe(2 * scratch.length + count);
    scratch.copy(grown, 0, 0, this.position);
    scratch = grown;
  }
}

/** A whole number of 53 bits and a sign, without a bigint for each. @returns the position behind it */
function writeInt64(value: number, position: number): number {
  scratch.writeUInt32LE(value >>> 0, position);
  return scratch.writeInt32LE(Math.floor(value / 2 ** 32), position + 4);
}

/** A cell up to its value, and the checksum of its name. */
interface CellStart {
  bytes: Buffer;
  checksum: number;
}

/** More different names than any table here has; beyond them a name is encoded each time. */
const MAX_KEPT_NAMES = 4096;
const names = new Map<string, CellStart>();

function encodedName(name: string): CellStart {
  const known = names.get(name);
  if (known) return known;
  const text = Buffer.from(name);
  const head = Buffer.from([TAG.cell, TAG.cellName, 0, 0, 0, 0]);
  head.writeUInt32LE(text.length, 2);
  const made = { bytes: Buffer.concat([head, text]), checksum: crc8(0, text) };
  if (names.size < MAX_KEPT_NAMES) names.set(name, made);
  return made;
}

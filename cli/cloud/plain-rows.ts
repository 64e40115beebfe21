import type * as TableStore from 'tablestore';

/** PlainBuffer, Tablestore's binary form of rows, as answers hold it: one row, little endian. */
const HEADER = 0x75;
const TAG = {
  key: 0x01,
  attributes: 0x02,
  cell: 0x03,
  name: 0x04,
  value: 0x05,
  type: 0x06,
  timestamp: 0x07,
  deleted: 0x08,
  rowChecksum: 0x09,
  cellChecksum: 0x0a,
} as const;
const VARIANT = { integer: 0, double: 1, boolean: 2, string: 3, binary: 7 } as const;

/** Of the checksum, a CRC-8: x⁸ + x² + x + 1. */
const POLYNOMIAL = 0x07;
/** The checksum of each byte. */
const CHECKSUMS = Uint8Array.from({ length: 256 }, (_, byte) => {
  let checksum = byte;
  for (let bit = 0; bit < 8; bit += 1)
    checksum = checksum & 0x80 ? (checksum << 1) ^ POLYNOMIAL : checksum << 1;
  return checksum;
});

/** More different names than a table has. */
const MAX_KEPT_NAMES = 4096;
/** The same text for the same name, so that rows share it. */
const names = new Map<string, string>();

type Value = string | number | boolean | Buffer;

/**
 * Reads a row as the SDK does, checksums included, in a tenth of the time: the SDK makes several buffers for each number
 * and each checksum. 64-bit integers become numbers; all that this project writes are exact.
 * @throws RangeError when the bytes are damaged or not a row
 */
export function readPlainRow(bytes: Buffer): TableStore.SearchRow {
  return new Reader(bytes).row();
}

class Reader {
  private position = 0;
  /** Of the bytes that were checked last: 0x80 and more where they are not ASCII. */
  private bits = 0;
  private readonly text: string;

  constructor(private readonly bytes: Buffer) {
    this.text = bytes.toString('latin1');
  }

  row(): TableStore.SearchRow {
    if (this.uint32() !== HEADER) throw new RangeError('PlainBuffer: a row is expected.');
    const primaryKey: TableStore.PrimaryKeyResult = [];
    const attributes: NonNullable<TableStore.SearchRow['attributes']> = [];
    let checksum = 0;
    if (this.passes(TAG.key)) {
      checksum = this.cells(checksum, (name, value) => primaryKey.push({ name, value }));
    }
    if (this.passes(TAG.attributes)) {
      checksum = this.cells(checksum, (columnName, columnValue) =>
        attributes.push({ columnName, columnValue }),
      );
    }
    checksum = CHECKSUMS[checksum ^ (this.passes(TAG.deleted) ? 1 : 0)]!;
    this.verify(TAG.rowChecksum, checksum);
    return { primaryKey, attributes };
  }

  private cells(rowChecksum: number, take: (name: string, value: Value) => void): number {
    let total = rowChecksum;
    while (this.passes(TAG.cell)) {
      if (!this.passes(TAG.name)) throw new RangeError('PlainBuffer: a cell needs a name.');
      const nameEnd = this.uint32() + this.position;
      let checksum = this.checked(0, nameEnd);
      const name = sharedName(this.string(this.position, nameEnd));
      this.position = nameEnd;
      if (this.passes(TAG.value)) {
        const end = this.uint32() + this.position;
        checksum = this.checked(checksum, end);
        take(name, this.value(end));
        this.position = end;
      }
      const type = this.passes(TAG.type) ? this.bytes[this.position++] : undefined;
      if (this.passes(TAG.timestamp)) {
        checksum = this.checked(checksum, this.position + 8);
        this.position += 8;
      }
      // The checksum takes these parts in another order than the bytes on the wire.
      if (type !== undefined) checksum = CHECKSUMS[checksum ^ type]!;
      this.verify(TAG.cellChecksum, checksum);
      total = CHECKSUMS[total ^ checksum]!;
    }
    return total;
  }

  private value(end: number): Value {
    const { bytes, position } = this;
    const start = position + 1;
    switch (bytes[position]) {
      case VARIANT.integer:
        return bytes.readUInt32LE(start) + bytes.readInt32LE(start + 4) * 2 ** 32;
      case VARIANT.double:
        return bytes.readDoubleLE(start);
      case VARIANT.boolean:
        return bytes[start] !== 0;
      case VARIANT.string:
        return this.string(start + 4, end);
      case VARIANT.binary:
        // A copy, because a part would keep the whole answer in memory.
        return Buffer.from(bytes.subarray(start + 4, end));
      default:
        throw new RangeError(`PlainBuffer: a known type of value is expected, ${bytes[position]} given.`);
    }
  }

  /** Of bytes that were checked last. */
  private string(from: number, to: number): string {
    return this.bits < 0x80 ? this.text.slice(from, to) : this.bytes.toString('utf8', from, to);
  }

  private checked(checksum: number, end: number): number {
    const { bytes } = this;
    if (end > bytes.length) throw new RangeError('PlainBuffer: the row ends too early.');
    let [sum, bits] = [checksum, 0];
    for (let i = this.position; i < end; i++) {
      const byte = bytes[i]!;
      bits |= byte;
      sum = CHECKSUMS[sum ^ byte]!;
    }
    this.bits = bits;
    return sum;
  }

  private verify(tag: number, checksum: number): void {
    if (this.passes(tag) && this.bytes[this.position++] === checksum) return;
    throw new RangeError('PlainBuffer: a checksum does not match.');
  }

  private passes(tag: number): boolean {
    if (this.bytes[this.position] !== tag) return false;
    this.position += 1;
    return true;
  }

  private uint32(): number {
    if (this.position + 4 > this.bytes.length) throw new RangeError('PlainBuffer: the row ends too early.');
    const value = this.bytes.readUInt32LE(this.position);
    this.position += 4;
    return value;
  }
}

function sharedName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  // A part of a text keeps the whole of it in memory.
  const own = Buffer.from(name).toString();
  if (names.size < MAX_KEPT_NAMES) names.set(own, own);
  return own;
}

import fc from 'fast-check';
import * as TableStore from 'tablestore';
import { readPlainRow } from '../../cli/cloud/plain-rows';
import { encodeRow } from '../../functions/extract/tablestore/plain-buffer';

interface SdkRow {
  primaryKey: { name: string; value: unknown }[];
  attributes: { columnName: string; columnValue: unknown }[];
}

const sdk = TableStore as unknown as {
  PlainBufferInputStream: new (bytes: object) => object;
  PlainBufferCodedInputStream: new (stream: object) => { readRow(): SdkRow };
};

/** The row as the SDK reads it, its 64-bit integers as numbers. */
function bySdk(bytes: Buffer): SdkRow {
  const stream = new sdk.PlainBufferInputStream({ buffer: bytes, offset: 0, limit: bytes.length });
  const { primaryKey, attributes } = new sdk.PlainBufferCodedInputStream(stream).readRow();
  const plain = (value: unknown): unknown =>
    typeof value === 'object' && !Buffer.isBuffer(value)
      ? (value as { toNumber(): number }).toNumber()
      : value;
  return {
    primaryKey: primaryKey.map(({ name, value }) => ({ name, value: plain(value) })),
    attributes: attributes.map(({ columnName, columnValue }) => ({
      columnName,
      columnValue: plain(columnValue),
    })),
  };
}

const text = fc.string({ unit: fc.constantFrom('a', '/', ' ', 'é', '北', '🎬'), maxLength: 30 });
const value = fc.oneof(
  text,
  fc.maxSafeInteger().map(BigInt),
  fc.double(),
  fc.boolean(),
  fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
);
const cells = (values: fc.Arbitrary<unknown>) =>
  fc.dictionary(fc.stringMatching(/^[A-Z][a-z]{0,9}$/), values, { minKeys: 1, maxKeys: 5 });

const rowBytes = fc
  .tuple(cells(text), cells(value))
  .map(([key, attributes]) => encodeRow(key as never, attributes as never));

it('reads rows as the SDK does', () => {
  fc.assert(fc.property(rowBytes, (bytes) => expect(readPlainRow(bytes)).toEqual(bySdk(bytes))));
});

it('refuses a row with any byte changed, or cut', () => {
  fc.assert(
    fc.property(rowBytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, place, change) => {
      const at = place % bytes.length;
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= change;
      expect(() => readPlainRow(damaged)).toThrow(RangeError);
      expect(() => readPlainRow(bytes.subarray(0, at))).toThrow(RangeError);
    }),
  );
});

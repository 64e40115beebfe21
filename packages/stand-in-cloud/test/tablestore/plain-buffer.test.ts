import fc from 'fast-check';
import { crc8 } from '../../src/tablestore/crc8';
import { OtsError } from '../../src/tablestore/errors';
import { decodeRow, decodeRows } from '../../src/tablestore/plain-buffer/decode';
import { encodeRows } from '../../src/tablestore/plain-buffer/encode';
import type { Cell, WireRow } from '../../src/tablestore/plain-buffer/format';
import { sortKey } from '../../src/tablestore/primary-key';
import { compareValues, type Value } from '../../src/tablestore/values';
import { anyText } from '../any-text';

const text = anyText({ maxLength: 20 });
const bytes = fc.uint8Array({ maxLength: 20 }).map((value) => Buffer.from(value));
const integer = fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n });

const keyValue: fc.Arbitrary<Value> = fc.oneof(
  integer.map((value): Value => ({ type: 'INTEGER', value })),
  text.map((value): Value => ({ type: 'STRING', value })),
  bytes.map((value): Value => ({ type: 'BINARY', value })),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  keyValue,
  fc.double().map((number): Value => ({ type: 'DOUBLE', value: number })),
  fc.boolean().map((flag): Value => ({ type: 'BOOLEAN', value: flag })),
);
const cell: fc.Arbitrary<Cell> = fc.record(
  {
    name: text,
    value,
    operation: fc.constantFrom(1, 3, 4),
    timestamp: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  },
  { requiredKeys: ['name'] },
);
const row: fc.Arbitrary<WireRow> = fc.record({
  primaryKey: fc.array(fc.record({ name: text, value: keyValue }), { minLength: 1, maxLength: 4 }),
  attributes: fc.array(cell, { maxLength: 5 }),
  deleteMarker: fc.boolean(),
});

it('computes the checksum that the definition gives', () => {
  // Check value of CRC-8 with polynomial 07, start 00.
  expect(crc8(0, Buffer.from('123456789'))).toBe(0xf4);
});

it('decodes what it encodes', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 3 }), (rows) => {
      expect(decodeRows(encodeRows(rows))).toEqual(rows);
    }),
  );
});

it('refuses a row in which any one byte has changed, or reads it as a different valid row never silently equal', () => {
  fc.assert(
    fc.property(row, fc.nat(), fc.integer({ min: 1, max: 255 }), (original, where, flip) => {
      const encoded = encodeRows([original]);
      const position = 4 + (where % (encoded.length - 4));
      encoded[position] = (encoded[position] as number) ^ flip;
      let decoded: WireRow | undefined;
      try {
        decoded = decodeRow(encoded);
      } catch (error) {
        expect(error).toBeInstanceOf(OtsError);
      }
      if (decoded) expect(decoded).not.toEqual(original);
    }),
  );
});

it('refuses every cut-off row with a refusal, not a crash', () => {
  fc.assert(
    fc.property(row, fc.nat(), (original, where) => {
      const encoded = encodeRows([original]);
      expect(() => decodeRow(encoded.subarray(0, where % encoded.length))).toThrow(OtsError);
    }),
  );
});

it('sorts keys by value', () => {
  const pair = fc.oneof(
    fc
      .tuple(integer, integer)
      .map((both) => both.map((number): Value => ({ type: 'INTEGER', value: number }))),
    fc.tuple(text, text).map((both) => both.map((string): Value => ({ type: 'STRING', value: string }))),
    fc.tuple(bytes, bytes).map((both) => both.map((blob): Value => ({ type: 'BINARY', value: blob }))),
  );
  fc.assert(
    fc.property(pair, ([left, right]) => {
      const [a, b] = [sortKey([left as Value]), sortKey([right as Value])];
      expect(a < b ? -1 : a > b ? 1 : 0).toBe(compareValues(left as Value, right as Value));
    }),
  );
});

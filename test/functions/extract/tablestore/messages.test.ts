import fc from 'fast-check';
import * as TableStore from 'tablestore';
import type { Cells } from '../../../../contract/cell';
import {
  deleteRowRequest,
  getRangeRequest,
  getRowRequest,
  putRowRequest,
  type RowCondition,
  readErrorResponse,
  readGetRowResponse,
  updateRowRequest,
} from '../../../../functions/extract/tablestore/messages';
import {
  decodeRow,
  decodeRows,
  encodeRow,
  GREATEST,
  type KeyCells,
  LEAST,
} from '../../../../functions/extract/tablestore/plain-buffer';
import { field, message, readFields } from '../../../../functions/extract/tablestore/protobuf';
import { IS_LONG_RUN } from '../../../setup/long-run';

const RUNS = IS_LONG_RUN ? 500 : 60;

interface Encoder {
  encode(operation: string, params: unknown): object;
}

/** The bytes that the official SDK would send. */
function sdkRequest(operation: string, params: unknown): Buffer {
  const { encoder } = TableStore as unknown as { encoder: Encoder };
  const request = encoder.encode(operation, params);
  return Buffer.from(Object.getPrototypeOf(request).constructor.encode(request).finish());
}

const sdkCells = (row: Cells) =>
  Object.entries(row).map(([name, value]) => ({
    [name]: typeof value === 'bigint' ? TableStore.Long.fromString(value.toString()) : value,
  }));

function sdkCondition(condition: RowCondition) {
  const { ComparatorType, Condition, RowExistenceExpectation, SingleColumnCondition } = TableStore;
  if (condition.row === 'absent') return new Condition(RowExistenceExpectation.EXPECT_NOT_EXIST, null);
  const { column, equals } = condition;
  const passIfMissing = equals === undefined;
  return new Condition(
    RowExistenceExpectation.EXPECT_EXIST,
    new SingleColumnCondition(column, equals ?? '', ComparatorType.EQUAL, passIfMissing),
  );
}

const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const name = fc
  .stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/)
  .filter((candidate) => candidate !== '__proto__');
const value = fc.oneof(
  text,
  fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
const rows: fc.Arbitrary<Cells> = fc.dictionary(name, value, { maxKeys: 12, noNullPrototype: true });
const keys: fc.Arbitrary<Cells> = fc.record({ ObjectKey: text, BucketName: text });
const conditions: fc.Arbitrary<RowCondition> = fc.oneof(
  fc.constant({ row: 'absent' as const }),
  fc.record({
    row: fc.constant('present' as const),
    column: name,
    equals: fc.option(
      text.filter((candidate) => candidate !== ''),
      { nil: undefined },
    ),
  }),
);

const ends: fc.Arbitrary<KeyCells> = fc.record({
  ObjectKey: fc.oneof(text, fc.constantFrom(LEAST, GREATEST)),
  BucketName: fc.oneof(text, fc.constantFrom(LEAST, GREATEST)),
});

const sdkEnd = (end: KeyCells) =>
  Object.entries(end).map(([part, cell]) => ({
    [part]: cell === LEAST ? TableStore.INF_MIN : cell === GREATEST ? TableStore.INF_MAX : cell,
  }));

describe('requests to Tablestore', () => {
  it('are byte for byte those of the official SDK', () => {
    fc.assert(
      fc.property(keys, rows, conditions, (key, row, condition) => {
        const primaryKey = sdkCells(key);
        const shared = { tableName: 'Media', primaryKey };
        expect(getRowRequest('Media', key, ['Status', 'ObjectKey'])).toEqual(
          sdkRequest('getRow', { ...shared, columnsToGet: ['Status', 'ObjectKey'], maxVersions: 1 }),
        );
        expect(putRowRequest('Media', key, row, condition)).toEqual(
          sdkRequest('putRow', {
            ...shared,
            attributeColumns: sdkCells(row),
            condition: sdkCondition(condition),
          }),
        );
        if (Object.keys(row).length > 0) {
          expect(updateRowRequest('Media', key, row, condition)).toEqual(
            sdkRequest('updateRow', {
              ...shared,
              updateOfAttributeColumns: [{ PUT: sdkCells(row) }],
              condition: sdkCondition(condition),
            }),
          );
        }
        expect(deleteRowRequest('Media', key, condition)).toEqual(
          sdkRequest('deleteRow', { ...shared, condition: sdkCondition(condition) }),
        );
      }),
      { numRuns: RUNS, seed: 1 },
    );
  });
});

describe('a range of Tablestore', () => {
  it('is asked for byte for byte as by the official SDK, between infinite keys too', () => {
    fc.assert(
      fc.property(ends, ends, (start, end) => {
        const own = getRangeRequest('Media', start, end, ['Status', 'Key']);
        const sdk = sdkRequest('getRange', {
          tableName: 'Media',
          direction: TableStore.Direction.FORWARD,
          inclusiveStartPrimaryKey: sdkEnd(start),
          exclusiveEndPrimaryKey: sdkEnd(end),
          columnsToGet: ['Status', 'Key'],
          maxVersions: 1,
        });
        if (![start, end].some((one) => Object.values(one).some((cell) => typeof cell === 'symbol'))) {
          expect(own).toEqual(sdk);
        }
        const [ownFields, sdkFields] = [readFields(own), readFields(sdk)];
        expect([...ownFields.keys()]).toEqual([...sdkFields.keys()]);
        for (const [id, bytes] of ownFields) {
          // For an infinite key the SDK sends the rest of its buffer too, which is empty.
          const sent = sdkFields.get(id)!;
          expect(sent.subarray(0, bytes.length)).toEqual(bytes);
          expect(sent.subarray(bytes.length).every((byte) => byte === 0)).toBe(true);
        }
      }),
      { numRuns: RUNS, seed: 3 },
    );
  });

  it('has its rows one after the other behind one header', () => {
    const HEADER_BYTES = 4;
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, rows), { maxLength: 5 }), (all) => {
        const encoded = all.map(([key, row]) => encodeRow(key, row));
        const joined = Buffer.concat(
          encoded.map((bytes, at) => (at === 0 ? bytes : bytes.subarray(HEADER_BYTES))),
        );
        expect(decodeRows(joined)).toEqual(
          all.map(([primaryKey, attributes]) => ({ primaryKey, attributes })),
        );
        if (joined.length > 0) expect(() => decodeRows(joined.subarray(0, -1))).toThrow(RangeError);
      }),
      { numRuns: 100, seed: 4 },
    );
  });
});

describe('a row of Tablestore', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(keys, rows, (key, row) => {
        expect(decodeRow(encodeRow(key, row))).toEqual({ primaryKey: key, attributes: row });
      }),
      { numRuns: RUNS, seed: 2 },
    );
  });

  it('is refused with any single byte changed', () => {
    const bytes = encodeRow(
      { ObjectKey: 'k', BucketName: 'media' },
      { Size: 7n, Status: 'EMPTY', Loud: -23.5 },
    );
    for (let index = 0; index < bytes.length; index += 1) {
      const damaged = Buffer.from(bytes);
      damaged[index]! ^= 0x41;
      expect(() => decodeRow(damaged)).toThrow(RangeError);
    }
  });

  it('is refused when it ends early', () => {
    const bytes = encodeRow({ ObjectKey: 'k', BucketName: 'media' }, { Status: 'EMPTY' });
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodeRow(bytes.subarray(0, length))).toThrow(RangeError);
    }
  });

  it('is absent when the answer holds none', () => {
    expect(readGetRowResponse(message(field(1, message()), field(2, '')))).toBeUndefined();
  });
});

describe('an error of Tablestore', () => {
  it('tells code and sentence', () => {
    const sentence = 'x'.repeat(200);
    const body = message(field(1, 'OTSConditionCheckFail'), field(2, sentence));
    expect(readErrorResponse(body)).toEqual({ code: 'OTSConditionCheckFail', message: sentence });
  });

  it.each([['<html>502</html>'], [''], ['\n\xff'], ['{"error":1}']])('is not seen in %j', (body) => {
    expect(readErrorResponse(Buffer.from(body, 'latin1'))).toBeUndefined();
  });
});

import fc from 'fast-check';
import { compactColumns } from '../../src/tablestore/compact-columns';
import type { Version } from '../../src/tablestore/row';

const value = fc.oneof(
  fc.string().map((text) => ({ type: 'STRING' as const, value: text })),
  fc.bigInt().map((number) => ({ type: 'INTEGER' as const, value: number })),
  fc.boolean().map((flag) => ({ type: 'BOOLEAN' as const, value: flag })),
  fc.double().map((number) => ({ type: 'DOUBLE' as const, value: number })),
  fc.uint8Array().map((bytes) => ({ type: 'BINARY' as const, value: Buffer.from(bytes) })),
);
const versions = fc.array(fc.record({ timestamp: fc.constantFrom(1, 2), value }), {
  minLength: 1,
  maxLength: 2,
});
const columns = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', '__proto__', 'ü'), versions))
  .map((entries) => new Map<string, readonly Version[]>(entries));

describe('columns in less memory', () => {
  it('are the same columns', () => {
    fc.assert(
      fc.property(columns, (given) => {
        const compact = compactColumns(given);
        expect([...compact]).toEqual([...given]);
        expect([...compact.keys()]).toEqual([...given.keys()]);
        expect([...compact.values()]).toEqual([...given.values()]);
        expect(compact.size).toBe(given.size);
        for (const name of ['a', 'b', 'c', '__proto__', 'ü', 'd']) {
          expect(compact.get(name)).toEqual(given.get(name));
          expect(compact.has(name)).toBe(given.has(name));
        }
        expect(new Map(compact)).toEqual(given);
      }),
    );
  });

  it('share what they have in common', () => {
    const rows = ['x', 'y'].map((text) =>
      compactColumns(new Map([['Format', [{ timestamp: 1, value: { type: 'STRING', value: text } }]]])),
    );
    const [first, second] = rows.map((row) => Reflect.get(row, 'layout') as unknown);
    expect(first).toBeDefined();
    expect(second).toBe(first);
  });
});

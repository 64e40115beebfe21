import fc from 'fast-check';
import type { CellChange } from '../../src/tablestore/changes';
import { OtsError } from '../../src/tablestore/errors';
import { Table } from '../../src/tablestore/table';
import { DEFAULT_OPTIONS } from '../../src/tablestore/table-definition';
import type { KeyValue } from '../../src/tablestore/values';

const KEYS = ['a', 'b', 'ba', 'c'];
const COLUMNS = ['X', 'Y'];

const change: fc.Arbitrary<CellChange> = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    name: fc.constantFrom(...COLUMNS),
    value: fc.bigInt({ min: 0n, max: 9n }).map((value) => ({ type: 'INTEGER' as const, value })),
  }),
  fc.record({ kind: fc.constant('delete-all' as const), name: fc.constantFrom(...COLUMNS) }),
  fc.record({
    kind: fc.constant('increment' as const),
    name: fc.constantFrom(...COLUMNS),
    by: fc.bigInt({ min: -3n, max: 3n }),
  }),
);

interface Step {
  kind: 'put' | 'update' | 'delete';
  key: string;
  changes: CellChange[];
  existence: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('put' as const, 'update' as const, 'delete' as const),
  key: fc.constantFrom(...KEYS),
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  existence: fc.constantFrom(0, 1, 2),
});

type Model = Map<string, Map<string, bigint>>;

/** A write as documented, on a plain map; false when the condition fails. */
function applyToModel(model: Model, { kind, key, changes, existence }: Step): boolean {
  const before = model.get(key);
  if ((existence === 1 && !before) || (existence === 2 && before)) return false;
  if (kind === 'delete') {
    model.delete(key);
    return true;
  }
  if (kind === 'update' && !before && changes.every((one) => one.kind === 'delete-all')) return true;
  const row = new Map(kind === 'put' ? [] : before);
  for (const one of changes) {
    if (one.kind === 'put') row.set(one.name, one.value.value as bigint);
    if (one.kind === 'delete-all') row.delete(one.name);
    if (one.kind === 'increment') row.set(one.name, (row.get(one.name) ?? 0n) + one.by);
  }
  model.set(key, row);
  return true;
}

const keyOf = (name: string): KeyValue[] => [{ type: 'STRING', value: name }];

it('does what a plain map would do, for any sequence of writes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let time = 1_000;
      const table = new Table(
        {
          name: 'T',
          primaryKey: [{ name: 'Id', type: 'STRING' }],
          definedColumns: [],
          options: DEFAULT_OPTIONS,
          reservedThroughput: { read: 0, write: 0 },
          createdAt: 0,
        },
        { now: () => time },
      );
      const model: Model = new Map();
      for (const one of steps) {
        time++;
        const write = (): unknown =>
          table.write({
            kind: one.kind,
            primaryKey: keyOf(one.key),
            changes: one.kind === 'delete' ? [] : one.changes,
            condition: { existence: one.existence },
          });
        if (applyToModel(model, one)) write();
        else expect(write).toThrow(OtsError);
      }
      const rows = [...table.range([{ type: 'INF_MIN' }], [{ type: 'INF_MAX' }], true)];
      const actual = rows.map((row) => [
        (row.primaryKey[0] as { value: string }).value,
        Object.fromEntries([...row.columns].map(([name, versions]) => [name, versions[0]?.value.value])),
      ]);
      const expected = [...model].sort().map(([key, row]) => [key, Object.fromEntries(row)]);
      expect(actual).toEqual(expected);
    }),
  );
});

import { FieldColumn, MODE } from '../../../src/tablestore/search/field-column';
import type { Scalar } from '../../../src/tablestore/search/scalars';

/** A column over rows that a test changes. */
function columnOf(rows: Scalar[][]): FieldColumn {
  return new FieldColumn((slot) => rows[slot]!);
}

const ranks = (column: FieldColumn, slots: number): number[] => {
  column.update(slots);
  const order = column.order(MODE.min);
  return Array.from({ length: slots }, (_, slot) => order.ranks[column.bySlot[slot]!]!);
};

it('ranks rows by value, equal ones alike, and those without a value not at all', () => {
  const column = columnOf([['b'], ['a'], [], ['b']]);

  expect(ranks(column, 4)).toEqual([2, 1, Number.NaN, 2]);
});

it('puts what comes later into its place', () => {
  const rows: Scalar[][] = [[10], [30]];
  const column = columnOf(rows);
  expect(ranks(column, 2)).toEqual([1, 2]);
  rows.push([20]);
  rows[0] = [40];
  column.changed(0);

  expect(ranks(column, 3).map((rank) => rank - 1)).toEqual([3, 2, 1]);
});

it('tells single values from the least value of a list that came later', () => {
  const rows: Scalar[][] = [[2], [3]];
  const column = columnOf(rows);
  ranks(column, 2);
  rows.push([9, 1], [2, 7]);

  expect(ranks(column, 4)).toEqual([2, 4, 1, 2]);
});

it('forgets the values of one row that changes for ever', () => {
  const rows: Scalar[][] = [[0]];
  const column = columnOf(rows);
  let most = 0;
  for (let i = 1; i <= 5_000; i++) {
    rows[0] = [`value ${i}`];
    column.changed(0);
    column.update(1);
    expect(column.values(column.bySlot[0]!)).toEqual([`value ${i}`]);
    most = Math.max(most, column.size);
  }

  expect(most).toBeLessThan(1_100);
});

it('gives a value that no row has a rank between its neighbours', () => {
  const column = columnOf([[1], [5], [1n << 60n]]);
  column.update(3);
  const order = column.order(MODE.min);

  expect([0, 1, 3, 5, 9].map((value) => order.rankOf(value))).toEqual([0.5, 1, 1.5, 2, 2.5]);
  expect(order.rankOf(1n << 60n)).toBe(3);
  expect(order.rankOf(1n << 61n)).toBeGreaterThan(3);
});

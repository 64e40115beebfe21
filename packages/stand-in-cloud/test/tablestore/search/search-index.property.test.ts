import fc from 'fast-check';
import { decodeMessage, encodeMessage } from '../../../src/tablestore/messages';
import { encodeVariant } from '../../../src/tablestore/plain-buffer/variant';
import { aggregate } from '../../../src/tablestore/search/aggregations';
import { groupBy } from '../../../src/tablestore/search/group-by';
import { scoreOfHit } from '../../../src/tablestore/search/hits';
import { decodeToken, encodeToken } from '../../../src/tablestore/search/page-token';
import type { SorterMessage } from '../../../src/tablestore/search/search-types';
import { Order } from '../../../src/tablestore/search/sorting';
import { Model } from './model';
import * as arbitrary from './plain-arbitraries';
import { compare, messageOf, type Plain, type PlainRow, plainScore, valuesOf } from './plain-index';

type Found = ReturnType<Model['matching']>;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ key: arbitrary.key, row: arbitrary.row }) },
  { weight: 1, arbitrary: fc.record({ key: arbitrary.key, row: fc.constant(undefined) }) },
);
/** Writes, and a check after each of these groups: columns that were read before must follow. */
const history = fc.array(fc.array(step, { maxLength: 15 }), { minLength: 1, maxLength: 4 });

function play(steps: { key: string; row?: PlainRow }[][], check: (model: Model) => void): void {
  const model = new Model();
  for (const group of steps) {
    for (const { key, row } of group) model.write(key, row);
    check(model);
  }
}

it('finds what the queries mean, after any writes', () => {
  const property = fc.property(
    history,
    fc.array(arbitrary.query, { minLength: 1, maxLength: 4 }),
    (steps, queries) =>
      play(steps, (model) => {
        for (const query of queries) {
          const hits = model.index.hits(messageOf(query));
          const found = hits.slots.map((slot) => ({
            key: model.keyOf(slot),
            score: scoreOfHit(hits.query, slot, model.index.rows),
          }));
          expect(found).toEqual(model.matching(query).map(({ key, score }) => ({ key, score })));
        }
      }),
  );
  fc.assert(property, { numRuns: 100 });
});

/** The value that a row is sorted by. */
function sortValue({ fieldSort, pkSort, scoreSort }: SorterMessage, hit: Found[number]): Plain | undefined {
  if (pkSort) return hit.key;
  if (scoreSort) return hit.score;
  const mode = fieldSort!.mode ?? fieldSort!.order;
  const values = valuesOf(hit.row, fieldSort!.fieldName).sort(compare);
  return mode === 1 ? values.at(-1) : values[0];
}

function inOrder(found: Found, sorters: SorterMessage[]): string[] {
  const before = (left: Found[number], right: Found[number]): number => {
    for (const sorter of sorters) {
      const { order = 0 } = sorter.fieldSort ?? sorter.pkSort ?? sorter.scoreSort ?? {};
      const [a, b] = [sortValue(sorter, left), sortValue(sorter, right)];
      const missing = Number(a === undefined) - Number(b === undefined);
      if (missing !== 0) return missing;
      const compared = a === undefined ? 0 : compare(a, b!);
      if (compared !== 0) return order === 1 ? -compared : compared;
    }
    return compare(left.key, right.key);
  };
  return [...found].sort(before).map(({ key }) => key);
}

it('turns pages of any length through all that is found, in any order', () => {
  const property = fc.property(
    history,
    arbitrary.query,
    arbitrary.sort,
    fc.integer({ min: 1, max: 12 }),
    (steps, query, sorters, length) =>
      play(steps, (model) => {
        const keys: string[] = [];
        let token: Buffer | undefined;
        do {
          const order = new Order(sorters, model.index.hits(messageOf(query)), model.index);
          const page = order.first(length, token && decodeToken(token).after);
          keys.push(...page.map((slot) => model.keyOf(slot)));
          token = page.length === length ? encodeToken({ after: order.position(page.at(-1)!) }) : undefined;
        } while (token);
        expect(keys).toEqual(inOrder(model.matching(query), sorters));
      }),
  );
  fc.assert(property, { numRuns: 100 });
});

const sumOf = (found: Found, field: string): number =>
  found.flatMap(({ row }) => valuesOf(row, field)).reduce<number>((sum, value) => sum + Number(value), 0);

it('counts, sums and groups what is found', () => {
  const fields = fc.constantFrom('Name', 'Size', 'Flag', 'Tags', 'Sizes', 'Tracks.Codec');
  const property = fc.property(
    history,
    arbitrary.query,
    arbitrary.query,
    fields,
    (steps, query, filter, field) =>
      play(steps, (model) => {
        const found = model.matching(query);
        const { slots } = model.index.hits(messageOf(query));
        const sums = [
          { name: 's', type: 4, body: encodeMessage('search', 'SumAggregation', { fieldName: 'Sizes' }) },
        ];
        const { aggResults } = aggregate(sums, slots, model.index.rows) as {
          aggResults: { aggResult: Buffer }[];
        };
        const { value } = decodeMessage<{ value: number }>(
          'search',
          'SumAggregationResult',
          aggResults[0]!.aggResult,
        );
        expect(value).toBe(sumOf(found, 'Sizes'));

        const subAggs = { aggs: sums };
        const { groupByResults } = groupBy(
          [
            {
              name: 'f',
              type: 1,
              body: encodeMessage('search', 'GroupByField', { fieldName: field, size: 100, subAggs }),
            },
            {
              name: 'q',
              type: 3,
              body: encodeMessage('search', 'GroupByFilter', { filters: [messageOf(filter)] }),
            },
            {
              name: 'h',
              type: 5,
              body: encodeMessage('search', 'GroupByHistogram', {
                fieldName: 'Size',
                interval: encodeVariant({ type: 'INTEGER', value: 3n }),
              }),
            },
          ],
          slots,
          model.index.rows,
        ) as { groupByResults: { groupByResult: Buffer }[] };
        const groups = decodeMessage<{ groupByFieldResultItems: { key: string; rowCount: number }[] }>(
          'search',
          'GroupByFieldResult',
          groupByResults[0]!.groupByResult,
        ).groupByFieldResultItems.map(({ key, rowCount }) => ({ key, rowCount: Number(rowCount) }));
        const keys = [...new Set(found.flatMap(({ row }) => valuesOf(row, field)))];
        const expected = keys
          .map((key) => ({
            key,
            rowCount: found.filter(({ row }) => valuesOf(row, field).includes(key)).length,
          }))
          .sort((left, right) => right.rowCount - left.rowCount || compare(left.key, right.key))
          .map(({ key, rowCount }) => ({ key: String(key), rowCount }));
        expect(groups).toEqual(expected);

        const filtered = decodeMessage<{ groupByFilterResultItems: { rowCount: number }[] }>(
          'search',
          'GroupByFilterResult',
          groupByResults[1]!.groupByResult,
        ).groupByFilterResultItems.map(({ rowCount }) => Number(rowCount ?? 0));
        expect(filtered).toEqual([found.filter(({ row }) => plainScore(filter, row) !== undefined).length]);

        const bars = decodeMessage<{ groupByHistogramItems: { value: number }[] }>(
          'search',
          'GroupByHistogramResult',
          groupByResults[2]!.groupByResult,
        ).groupByHistogramItems.map((item) => Number(item.value));
        const starts = found.flatMap(({ row }) =>
          valuesOf(row, 'Size').map((size) => Math.floor(Number(size) / 3)),
        );
        const different = [...new Set(starts)].sort((left, right) => left - right);
        expect(bars).toEqual(different.map((start) => starts.filter((one) => one === start).length));
      }),
  );
  fc.assert(property, { numRuns: 100 });
});

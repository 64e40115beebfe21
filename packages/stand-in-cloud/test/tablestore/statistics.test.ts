import {
  foundKeys,
  INDEX,
  MATCH_ALL,
  putSample,
  query,
  runSearch,
  SEARCH,
  startSampleIndex,
} from './sample-index';
import { type Answer, TableStore } from './sdk';
import { plain, refusal, type Stage, TABLE } from './support';

const { AggregationType, GroupByType, ColumnReturnType, SortOrder } = SEARCH;
const long = (value: number): unknown => TableStore.Long.fromNumber(value);
let stage: Stage;

beforeAll(async () => {
  stage = await startSampleIndex();
});

afterAll(() => stage.server.close());

const agg = (name: string, fieldName: string, type: string, more = {}): Record<string, unknown> => ({
  type: AggregationType[type],
  name,
  body: { fieldName, ...more },
});

/** The SDK wants the list wrapped once more. */
const asAggs = (...aggs: Record<string, unknown>[]): Record<string, unknown> => ({ aggs });

const grouped = (name: string, type: string, body: Record<string, unknown>): Record<string, unknown> => ({
  type: GroupByType[type],
  name,
  body,
});

const number = (value: unknown): number => Number(plain(value));

async function groups(
  one: Record<string, unknown>,
  searched: Record<string, unknown> = MATCH_ALL,
): Promise<Answer[]> {
  const answer = await runSearch(stage, { limit: 0, query: searched, groupBys: { groupBys: [one] } });
  return answer.groupBys.groupByResults[0].groupByResult.items;
}

it('computes aggregations over all matches, not over the page', async () => {
  const answer = await runSearch(stage, {
    limit: 1,
    aggs: asAggs(
      agg('least', 'Height', 'AGG_MIN'),
      agg('most', 'Height', 'AGG_MAX'),
      agg('sum', 'Height', 'AGG_SUM'),
      agg('mean', 'Height', 'AGG_AVG'),
      agg('mean-with-missing', 'Height', 'AGG_AVG', { missing: long(0) }),
      agg('count', 'Height', 'AGG_COUNT'),
      agg('formats', 'Format', 'AGG_DISTINCT_COUNT'),
    ),
  });

  const values = answer.aggs.aggResults.map((one: Answer) => [one.name, number(one.aggResult.value)]);
  expect(Object.fromEntries(values)).toEqual({
    least: 720,
    most: 2160,
    sum: 3960,
    mean: 1320,
    'mean-with-missing': 990,
    count: 3,
    formats: 3,
  });
});

it('groups by a field, the largest groups first', async () => {
  const items = await groups(grouped('g', 'GROUP_BY_FIELD', { fieldName: 'Format', size: 2 }));

  expect(items.map((item) => [item.key, number(item.rowCount)])).toEqual([
    ['MPEG-4', 2],
    ['Matroska', 1],
  ]);
});

it('groups by each element of an array, with sub-aggregations and sub-groups', async () => {
  const items = await groups(
    grouped('g', 'GROUP_BY_FIELD', {
      fieldName: 'Languages',
      sort: { sorters: [{ groupKeySort: { order: SortOrder['SORT_ORDER_ASC'] } }] },
      subAggs: asAggs(agg('height', 'Height', 'AGG_MAX')),
      subGroupBys: { groupBys: [grouped('formats', 'GROUP_BY_FIELD', { fieldName: 'Format' })] },
    }),
  );

  expect(
    items.map((item) => [
      item.key,
      number(item.subAggsResult.aggResults[0].aggResult.value),
      item.subGroupBysResult.groupByResults[0].groupByResult.items.map((sub: Answer) => [
        sub.key,
        number(sub.rowCount),
      ]),
    ]),
  ).toEqual([
    ['de', 1080, [['MPEG-4', 1]]],
    ['en', 2160, [['MPEG-4', 2]]],
    ['fr', Number.NEGATIVE_INFINITY, [['Wave', 1]]],
  ]);
});

it('sorts groups by what is inside them', async () => {
  const items = await groups(
    grouped('g', 'GROUP_BY_FIELD', {
      fieldName: 'Format',
      subAggs: asAggs(agg('height', 'Height', 'AGG_SUM')),
      sort: { sorters: [{ subAggSort: { subAggName: 'height', order: SortOrder['SORT_ORDER_DESC'] } }] },
    }),
  );

  expect(items.map((item) => item.key)).toEqual(['MPEG-4', 'Matroska', 'Wave']);
});

it('groups by ranges, upper end excluded, and by filters', async () => {
  const ranges = await groups(
    grouped('g', 'GROUP_BY_RANGE', {
      fieldName: 'Height',
      ranges: [
        { from: 0, to: 1080 },
        { from: 1080, to: 5000 },
      ],
    }),
  );
  const filters = await groups(
    grouped('g', 'GROUP_BY_FILTER', {
      filters: [
        query('EXISTS_QUERY', { fieldName: 'Languages' }),
        query('TERM_QUERY', { fieldName: 'Format', term: 'x' }),
      ],
    }),
  );

  expect(ranges.map((item) => number(item.rowCount))).toEqual([1, 2]);
  expect(filters.map((item) => number(item.rowCount))).toEqual([3, 0]);
});

it('groups by steps of a number', async () => {
  const items = await groups(
    grouped('g', 'GROUP_BY_HISTOGRAM', {
      fieldName: 'Height',
      interval: long(1000),
      fieldRange: { min: long(0), max: long(10_000) },
    }),
  );

  expect(items.map((item) => [number(item.key), number(item.value)])).toEqual([
    [0, 1],
    [1000, 1],
    [2000, 1],
  ]);
});

it('refuses sums of text', async () => {
  const call = runSearch(stage, { aggs: asAggs(agg('a', 'Format', 'AGG_SUM')) });

  expect((await refusal(call)).message).toMatch(/'Format' is KEYWORD/);
});

it('exports every row exactly once through parallel scans', async () => {
  const extra = Array.from({ length: 60 }, (_, index) => `scan-${index}`);
  for (const name of extra) await putSample(stage, name, [{ Format: 'Scan' }]);
  stage.clock.advance(1000);
  const splits = await stage.client.computeSplits({
    tableName: TABLE,
    searchIndexSplitsOptions: { indexName: INDEX },
  });
  const seen: string[] = [];
  for (let worker = 0; worker < splits.splitsSize; worker++) {
    let token: unknown = null;
    do {
      const answer: Answer = await stage.client.parallelScan({
        tableName: TABLE,
        indexName: INDEX,
        sessionId: splits.sessionId,
        columnToGet: { returnType: ColumnReturnType['RETURN_ALL_FROM_INDEX'] },
        scanQuery: {
          query: query('TERM_QUERY', { fieldName: 'Format', term: 'Scan' }),
          limit: 7,
          aliveTime: 60,
          token,
          currentParallelId: worker,
          maxParallel: splits.splitsSize,
        },
      });
      seen.push(...foundKeys(answer));
      token = answer.nextToken?.length ? answer.nextToken : null;
    } while (token);
  }

  expect(seen.sort()).toEqual(extra.sort());
});

it('refuses a scan whose session has ended', async () => {
  const call = stage.client.parallelScan({
    tableName: TABLE,
    indexName: INDEX,
    sessionId: Buffer.from('long gone'),
    columnToGet: { returnType: ColumnReturnType['RETURN_NONE'] },
    scanQuery: { query: MATCH_ALL, limit: 10, aliveTime: 60, currentParallelId: 0, maxParallel: 1 },
  });

  expect(await refusal(call)).toMatchObject({ status: 400, code: 'OTSSessionExpired' });
});

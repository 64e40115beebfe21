import { INDEX, query, runSearch, SEARCH, startSampleIndex } from './sample-index';
import { type Answer, TableStore } from './sdk';
import { plain, refusal, type Stage, TABLE } from './support';

const { AggregationType, GroupByType } = SEARCH;
let stage: Stage;
beforeAll(async () => {
  stage = await startSampleIndex();
});
afterAll(() => stage.server.close());

const agg = (name: string, type: string, fieldName: string, more: object = {}) => ({
  name,
  type: AggregationType[type],
  body: { fieldName, ...more },
});

const group = (name: string, type: string, body: object) => ({ name, type: GroupByType[type], body });

const ask = (statistics: { aggs?: object[]; groupBys?: object[] }): Promise<Answer> =>
  runSearch(stage, {
    limit: 0,
    ...(statistics.aggs ? { aggs: { aggs: statistics.aggs } } : {}),
    ...(statistics.groupBys ? { groupBys: { groupBys: statistics.groupBys } } : {}),
  });

const items = async (one: object): Promise<Answer[]> =>
  (await ask({ groupBys: [one] })).groupBys.groupByResults[0].groupByResult.items;

it.each([
  ['is left out', {}],
  ['has no sorter', { sort: { sorters: [] } }],
])('gives the largest groups where the sort of GroupByField %s', async (_what, sort) => {
  const [first] = await items(group('g', 'GROUP_BY_FIELD', { fieldName: 'Format', size: 1, ...sort }));
  expect([first.key, Number(plain(first.rowCount))]).toEqual(['MPEG-4', 2]);
});

it('gives ranges in ascending order', async () => {
  const ranges = [
    { from: 2000, to: 3000 },
    { from: 0, to: 1000 },
    { from: 0, to: 500 },
  ];
  const given = await items(group('g', 'GROUP_BY_RANGE', { fieldName: 'Height', ranges }));
  expect(given.map(({ from, to, rowCount }) => [from, to, Number(plain(rowCount))])).toEqual([
    [0, 500, 0],
    [0, 1000, 1],
    [2000, 3000, 1],
  ]);
});

it('gives percentiles in ascending order', async () => {
  const aggs = [agg('p', 'AGG_PERCENTILES', 'Height', { percentiles: [100, 1, 50] })];
  const [{ aggResult }] = (await ask({ aggs })).aggs.aggResults;
  expect(aggResult.items.map((item: Answer) => item.item.key)).toEqual([1, 50, 100]);
});

it.each([
  ['a sum of text', { aggs: [agg('a', 'AGG_SUM', 'Format')] }],
  ['an average of text', { aggs: [agg('a', 'AGG_AVG', 'Format')] }],
  ['percentiles of text', { aggs: [agg('a', 'AGG_PERCENTILES', 'Format', { percentiles: [50] })] }],
  [
    'ranges of text',
    { groupBys: [group('g', 'GROUP_BY_RANGE', { fieldName: 'Format', ranges: [{ from: 1, to: 2 }] })] },
  ],
  [
    'a histogram of text',
    {
      groupBys: [
        group('g', 'GROUP_BY_HISTOGRAM', { fieldName: 'Format', interval: TableStore.Long.fromNumber(5) }),
      ],
    },
  ],
  ['an aggregation without a name', { aggs: [agg('', 'AGG_SUM', 'Height')] }],
  ['two aggregations of one name', { aggs: [agg('a', 'AGG_SUM', 'Height'), agg('a', 'AGG_MAX', 'Height')] }],
  [
    'two groupings of one name',
    {
      groupBys: [
        group('g', 'GROUP_BY_FIELD', { fieldName: 'Format' }),
        group('g', 'GROUP_BY_FIELD', { fieldName: 'Height' }),
      ],
    },
  ],
  [
    'two sub-aggregations of one name',
    {
      groupBys: [
        group('g', 'GROUP_BY_FIELD', {
          fieldName: 'Format',
          subAggs: { aggs: [agg('a', 'AGG_SUM', 'Height'), agg('a', 'AGG_MAX', 'Height')] },
        }),
      ],
    },
  ],
])('refuses %s', async (_what, statistics) => {
  expect(await refusal(ask(statistics))).toMatchObject({ status: 400, code: 'OTSParameterInvalid' });
});

it.each([
  ['a table', { tableName: 'missing' }, 'OTSParameterInvalid', 'table [missing] does not exist'],
  [
    'an index',
    { searchIndexSplitsOptions: { indexName: 'no' } },
    'OTSMetaNotMatch',
    'index [no] does not exist',
  ],
  [
    'no index',
    { searchIndexSplitsOptions: undefined },
    'OTSParameterInvalid',
    '[search index splits options] must not be null',
  ],
])('refuses splits of %s that is not there', async (_what, more, code, message) => {
  const call = stage.client.computeSplits({
    tableName: TABLE,
    searchIndexSplitsOptions: { indexName: INDEX },
    ...more,
  });
  expect(await refusal(call)).toEqual({ status: 400, code, message });
});

it('may count what it cannot add up', async () => {
  const { aggs, totalCounts } = await runSearch(stage, {
    limit: 0,
    query: query('TERM_QUERY', { fieldName: 'Format', term: 'MPEG-4' }),
    aggs: { aggs: [agg('a', 'AGG_COUNT', 'Format'), agg('b', 'AGG_DISTINCT_COUNT', 'Format')] },
  });
  expect([
    Number(totalCounts),
    ...aggs.aggResults.map((one: Answer) => Number(plain(one.aggResult.value))),
  ]).toEqual([2, 2, 1]);
});

import { TableStore } from './sdk';
import {
  attributes,
  INSTANCE,
  ignore,
  key,
  OBJECTS_TABLE,
  refusal,
  type Stage,
  startStage,
  TABLE,
} from './support';

const DAY = 86_400;
let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});

afterEach(() => stage.server.close());

const put = (value: string, timestamp?: number): Promise<unknown> =>
  stage.client.updateRow({
    tableName: TABLE,
    condition: ignore(),
    primaryKey: key('a'),
    updateOfAttributeColumns: [{ PUT: [{ Title: value, ...(timestamp ? { timestamp } : {}) }] }],
  });

async function titles(more: Record<string, unknown>): Promise<unknown[]> {
  const { row } = await stage.client.getRow({ tableName: TABLE, primaryKey: key('a'), ...more });
  return (row.attributes ?? []).map((cell: { columnValue: unknown }) => cell.columnValue);
}

it('keeps the newest versions up to the limit and reads as many as asked for', async () => {
  stage.server.createTable(INSTANCE, TABLE, { ...OBJECTS_TABLE, maxVersions: 2 });
  for (const value of ['one', 'two', 'three']) {
    await put(value);
    stage.clock.advance(1);
  }

  expect(await titles({ maxVersions: 5 })).toEqual(['three', 'two']);
  expect(await titles({ maxVersions: 1 })).toEqual(['three']);
});

it('reads versions of a time range, end excluded', async () => {
  stage.server.createTable(INSTANCE, TABLE, { ...OBJECTS_TABLE, maxVersions: 3 });
  const start = stage.clock.now();
  for (const value of ['one', 'two', 'three']) {
    await put(value);
    stage.clock.advance(10);
  }
  const timeRange = { startTime: start, endTime: start + 20 };

  expect(await titles({ maxVersions: 5, timeRange })).toEqual(['two', 'one']);
});

it('gives a row of which a time range leaves nothing with its key in a range and a batch, and not alone', async () => {
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  await put('one');
  const options = { tableName: TABLE, maxVersions: 1, timeRange: { startTime: 1, endTime: 2 } };
  const ends = ([TableStore.INF_MIN, TableStore.INF_MAX] as const).map((end) => key(end, end));

  const { rows } = await stage.client.getRange({
    ...options,
    direction: TableStore.Direction.FORWARD,
    inclusiveStartPrimaryKey: ends[0],
    exclusiveEndPrimaryKey: ends[1],
  });
  const batch = await stage.client.batchGetRow({ tables: [{ ...options, primaryKey: [key('a')] }] });
  const alone = await stage.client.getRow({ ...options, primaryKey: key('a') });

  const empty = { primaryKey: [{ value: 'a' }, { value: 'source' }], attributes: [] };
  expect(rows).toMatchObject([empty]);
  expect(batch.tables[0]).toMatchObject([empty]);
  expect(alone.row).toEqual({});
});

it('lets cells vanish when their time to live is over', async () => {
  stage.server.createTable(INSTANCE, TABLE, { ...OBJECTS_TABLE, timeToLive: DAY });
  await put('old');
  stage.clock.advance(DAY * 1000 - 1);
  expect(await titles({})).toEqual(['old']);

  stage.clock.advance(1);

  const { row } = await stage.client.getRow({ tableName: TABLE, primaryKey: key('a') });
  expect(row).toEqual({});
});

it('sees an expired row as absent when it checks a condition', async () => {
  stage.server.createTable(INSTANCE, TABLE, { ...OBJECTS_TABLE, timeToLive: DAY });
  await put('old');
  stage.clock.advance(DAY * 1000);

  await stage.client.putRow({
    tableName: TABLE,
    condition: new TableStore.Condition(TableStore.RowExistenceExpectation.EXPECT_NOT_EXIST),
    primaryKey: key('a'),
    attributeColumns: [{ Title: 'new' }],
  });

  expect(await titles({})).toEqual(['new']);
});

it('deletes one version by its timestamp', async () => {
  stage.server.createTable(INSTANCE, TABLE, { ...OBJECTS_TABLE, maxVersions: 2 });
  await put('one');
  const first = stage.clock.now();
  stage.clock.advance(1);
  await put('two');

  await stage.client.updateRow({
    tableName: TABLE,
    condition: ignore(),
    primaryKey: key('a'),
    updateOfAttributeColumns: [{ DELETE: [{ Title: TableStore.Long.fromNumber(first) }] }],
  });

  expect(await titles({ maxVersions: 2 })).toEqual(['two']);
});

it('refuses a version too far from now', async () => {
  stage.server.createTable(INSTANCE, TABLE, { ...OBJECTS_TABLE, deviationCellVersionInSec: 60 });
  const call = stage.client.putRow({
    tableName: TABLE,
    condition: ignore(),
    primaryKey: key('a'),
    attributeColumns: [{ Title: 'x', timestamp: stage.clock.now() - 61_000 }],
  });

  expect(await refusal(call)).toEqual({
    status: 400,
    code: 'OTSParameterInvalid',
    message: "Invalid timestamp. Cell:'Title'.",
  });
});

it('keeps a row alive without attributes', async () => {
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  await put('x');
  await stage.client.updateRow({
    tableName: TABLE,
    condition: ignore(),
    primaryKey: key('a'),
    updateOfAttributeColumns: [{ DELETE_ALL: ['Title'] }],
  });

  const { row } = await stage.client.getRow({ tableName: TABLE, primaryKey: key('a') });
  expect(row.primaryKey).toHaveLength(2);
  expect(attributes(row)).toEqual({});
});

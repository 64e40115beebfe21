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

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
});

afterEach(() => stage.server.close());

const put = (name: string, columns: Record<string, unknown>[], condition = ignore()): Promise<unknown> =>
  stage.client.putRow({ tableName: TABLE, condition, primaryKey: key(name), attributeColumns: columns });

const get = async (name: string, more: Record<string, unknown> = {}): Promise<Record<string, unknown>> =>
  attributes(
    (await stage.client.getRow({ tableName: TABLE, primaryKey: key(name), maxVersions: 1, ...more })).row,
  );

it('gives back every type of value that was put', async () => {
  await put('a.mp4', [
    { Format: 'MPEG-4' },
    { DurationMs: TableStore.Long.fromNumber(-5) },
    { FrameRate: 23.976 },
    { Interlaced: false },
    { Report: Buffer.from([0, 255]) },
  ]);

  expect(await get('a.mp4')).toEqual({
    Format: 'MPEG-4',
    DurationMs: -5,
    FrameRate: 23.976,
    Interlaced: false,
    Report: Buffer.from([0, 255]),
  });
});

it('replaces the whole row on put', async () => {
  await put('a.mp4', [{ Format: 'AVI' }, { Title: 'old' }]);
  await put('a.mp4', [{ Format: 'MPEG-4' }]);

  expect(await get('a.mp4')).toEqual({ Format: 'MPEG-4' });
});

it('answers an empty row for a key that is not there', async () => {
  expect((await stage.client.getRow({ tableName: TABLE, primaryKey: key('none') })).row).toEqual({});
});

it('updates, deletes and increments single columns', async () => {
  await put('a.mp4', [{ Format: 'AVI' }, { Title: 'x' }, { Views: TableStore.Long.fromNumber(41) }]);

  const answer = await stage.client.updateRow({
    tableName: TABLE,
    condition: ignore(),
    primaryKey: key('a.mp4'),
    updateOfAttributeColumns: [
      { PUT: [{ Format: 'MPEG-4' }] },
      { DELETE_ALL: ['Title'] },
      { INCREMENT: [{ Views: TableStore.Long.fromNumber(1) }] },
    ],
    returnContent: { returnType: TableStore.ReturnType.AfterModify, returnColumns: ['Views'] },
  });

  expect(attributes(answer.row)).toEqual({ Views: 42 });
  expect(await get('a.mp4')).toEqual({ Format: 'MPEG-4', Views: 42 });
});

it('makes no row of an update that only deletes', async () => {
  await stage.client.updateRow({
    tableName: TABLE,
    condition: ignore(),
    primaryKey: key('a.mp4'),
    updateOfAttributeColumns: [{ DELETE_ALL: ['Title'] }],
  });

  expect((await stage.client.getRow({ tableName: TABLE, primaryKey: key('a.mp4') })).row).toEqual({});
});

it('deletes a row', async () => {
  await put('a.mp4', [{ Format: 'AVI' }]);
  await stage.client.deleteRow({ tableName: TABLE, condition: ignore(), primaryKey: key('a.mp4') });

  expect(await get('a.mp4')).toEqual({});
});

it('returns the primary key when asked to', async () => {
  const answer = await stage.client.putRow({
    tableName: TABLE,
    condition: ignore(),
    primaryKey: key('a.mp4'),
    attributeColumns: [{ Format: 'AVI' }],
    returnContent: { returnType: TableStore.ReturnType.Primarykey },
  });

  expect(answer.row.primaryKey).toEqual([
    { name: 'ObjectKey', value: 'a.mp4' },
    { name: 'BucketName', value: 'source' },
  ]);
});

it('reads the columns that were asked for, and no row when it has none of them', async () => {
  await put('a.mp4', [{ Format: 'AVI' }, { Title: 'x' }]);

  expect(await get('a.mp4', { columnsToGet: ['Title', 'ObjectKey'] })).toEqual({ Title: 'x' });
  const missing = await stage.client.getRow({
    tableName: TABLE,
    primaryKey: key('a.mp4'),
    columnsToGet: ['Nothing'],
  });
  expect(missing.row).toEqual({});
});

it('reads a page of columns, and columns of a span of names', async () => {
  await put('a.mp4', [{ A: '1' }, { B: '2' }, { C: '3' }, { D: '4' }]);

  expect(await get('a.mp4', { columnFilter: new TableStore.ColumnPaginationFilter(2, 1) })).toEqual({
    B: '2',
    C: '3',
  });
  expect(await get('a.mp4', { startColumn: 'B', endColumn: 'D' })).toEqual({ B: '2', C: '3' });
});

it('shows a filter only the columns that were asked for', async () => {
  await put('a.mp4', [{ Format: 'AVI' }, { Title: 'x' }]);
  const isAvi = new TableStore.SingleColumnCondition('Format', 'AVI', TableStore.ComparatorType.EQUAL, false);

  expect(await get('a.mp4', { columnFilter: isAvi })).toEqual({ Format: 'AVI', Title: 'x' });
  expect(await get('a.mp4', { columnFilter: isAvi, columnsToGet: ['Title'] })).toEqual({});
});

it.each([
  [
    'another name',
    [{ Key: 'a' }, { BucketName: 'b' }],
    'Validate PK name fail. Input: Key, Meta: ObjectKey.',
  ],
  ['too few columns', [{ ObjectKey: 'a' }], 'Validate PK size fail. Input: 1, Meta: 2.'],
  [
    'another type',
    [{ ObjectKey: TableStore.Long.fromNumber(1) }, { BucketName: 'b' }],
    'Validate PK type fail. Input: INTEGER, Meta: STRING.',
  ],
])('refuses a primary key with %s', async (_, primaryKey, message) => {
  const call = stage.client.getRow({ tableName: TABLE, primaryKey });

  expect(await refusal(call)).toEqual({ status: 400, code: 'OTSInvalidPK', message });
});

it('refuses a table that does not exist', async () => {
  const call = stage.client.getRow({ tableName: 'Nothing', primaryKey: key('a') });

  expect(await refusal(call)).toEqual({
    status: 404,
    code: 'OTSObjectNotExist',
    message: 'Requested table does not exist.',
  });
});

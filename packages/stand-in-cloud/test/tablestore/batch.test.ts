import { type Answer, TableStore } from './sdk';
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

const { EXPECT_EXIST } = TableStore.RowExistenceExpectation;
let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
});

afterEach(() => stage.server.close());

const putRow = (name: string, condition = ignore()): Record<string, unknown> => ({
  type: 'PUT',
  condition,
  primaryKey: key(name),
  attributeColumns: [{ Format: name }],
});

const write = (rows: Record<string, unknown>[], tableName = TABLE): Promise<Answer> =>
  stage.client.batchWriteRow({ tables: [{ tableName, rows }] });

const read = (names: string[], more: Record<string, unknown> = {}): Promise<Answer> =>
  stage.client.batchGetRow({
    tables: [{ tableName: TABLE, primaryKey: names.map((name) => key(name)), maxVersions: 1, ...more }],
  });

it('writes and reads many rows', async () => {
  await write(['a', 'b', 'c'].map((name) => putRow(name)));

  const answer = await read(['c', 'nobody', 'a']);

  expect(answer.tables[0].map((row: Answer) => attributes({ attributes: row.attributes ?? [] }))).toEqual([
    { Format: 'c' },
    {},
    { Format: 'a' },
  ]);
});

it('gives every row its own outcome', async () => {
  const answer = await write([
    putRow('a'),
    putRow('b', new TableStore.Condition(EXPECT_EXIST)),
    { type: 'PUT', condition: ignore(), primaryKey: [{ Wrong: 'x' }], attributeColumns: [{ Format: 'x' }] },
    { type: 'DELETE', condition: ignore(), primaryKey: key('nobody') },
  ]);

  expect(answer.tables.map((row: Answer) => [row.isOk, row.errorCode])).toEqual([
    [true, null],
    [false, 'OTSConditionCheckFail'],
    [false, 'OTSInvalidPK'],
    [true, null],
  ]);
});

it('reports a missing table on its rows, not on the whole batch', async () => {
  const answer = await write([putRow('a')], 'Nothing');

  expect(answer.tables[0]).toMatchObject({ isOk: false, errorCode: 'OTSObjectNotExist' });
});

it('refuses more than 200 rows', async () => {
  const rows = Array.from({ length: 201 }, (_, index) => putRow(`row-${index}`));

  expect(await refusal(write(rows))).toEqual({
    status: 400,
    code: 'OTSParameterInvalid',
    message: 'Rows count exceeds the upper limit:200.',
  });
});

it('refuses to read more than 100 rows', async () => {
  const names = Array.from({ length: 101 }, (_, index) => `row-${index}`);

  expect((await refusal(read(names))).message).toBe('Rows count exceeds the upper limit:100.');
});

it('refuses conditions on a row that is written twice', async () => {
  const call = write([putRow('a'), putRow('a', new TableStore.Condition(EXPECT_EXIST))]);

  expect((await refusal(call)).message).toBe(
    'Repeated rows do not support row exist expectation check in BatchModify.',
  );
});

it('refuses more than 4 MB in all and writes none of it', async () => {
  const mebibyte = Buffer.alloc(1024 * 1024);
  const rows = ['a', 'b', 'c', 'd'].map((name) => ({
    ...putRow(name),
    attributeColumns: [{ Report: mebibyte }],
  }));

  expect((await refusal(write(rows))).message).toMatch(
    /^The total data size of BatchWriteRow request exceeds/,
  );
  expect((await read(['a'])).tables[0][0].primaryKey).toBeNull();
});

it('refuses options that no row can be read with, also when none of the rows exists', async () => {
  const call = stage.client.batchGetRow({
    tables: [{ tableName: TABLE, primaryKey: [key('missing')], maxVersions: -1 }],
  });

  expect(await refusal(call)).toMatchObject({
    status: 400,
    code: 'OTSParameterInvalid',
    message: expect.stringMatching(/^Invalid max versions: -1/),
  });
});

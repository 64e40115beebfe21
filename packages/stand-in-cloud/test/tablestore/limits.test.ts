import { TableStore } from './sdk';
import { INSTANCE, ignore, key, OBJECTS_TABLE, refusal, type Stage, startStage, TABLE } from './support';

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
});

afterAll(() => stage.server.close());

const put = (primaryKey: unknown, attributeColumns: unknown): Promise<unknown> =>
  stage.client.putRow({ tableName: TABLE, condition: ignore(), primaryKey, attributeColumns });

const MEBIBYTE = 1024 * 1024;

it('takes values at the limits', async () => {
  await put(key('k'.repeat(1024)), [{ Report: Buffer.alloc(2 * MEBIBYTE) }]);
  const columns = Array.from({ length: 1024 }, (_, index) => ({ [`C${index}`]: 'x' }));
  await put(key('wide'), columns);
});

it.each([
  [
    'a key value above 1 KB',
    key('k'.repeat(1025)),
    [{ A: 'x' }],
    "The length of primary key column: 'ObjectKey' exceeds the MaxLength: 1024 with CurrentLength: 1025.",
  ],
  [
    'a key value above 1 KB in bytes, not characters',
    key('é'.repeat(513)),
    [{ A: 'x' }],
    "The length of primary key column: 'ObjectKey' exceeds the MaxLength: 1024 with CurrentLength: 1026.",
  ],
  [
    'a cell above 2 MB',
    key('a'),
    [{ Report: Buffer.alloc(2 * MEBIBYTE + 1) }],
    "The length of attribute column: 'Report' exceeded the MaxLength:2097152 with Current Length:2097153.",
  ],
  [
    'more than 1,024 columns',
    key('a'),
    Array.from({ length: 1025 }, (_, index) => ({ [`C${index}`]: 'x' })),
    'The number of attribute columns exceeds the limit, limit count:1024, column count: 1025.',
  ],
  ['a column with a bad name', key('a'), [{ 'a-b': 'x' }], "Invalid column name: 'a-b'."],
  [
    'a column named like a key column',
    key('a'),
    [{ ObjectKey: 'x' }],
    "Duplicated attribute column name with primary key column: 'ObjectKey'.",
  ],
  ['not a number', key('a'), [{ Rate: Number.NaN }], "NaN can't be set to double value."],
])('refuses %s', async (_, primaryKey, columns, message) => {
  expect(await refusal(put(primaryKey, columns))).toEqual({
    status: 400,
    code: 'OTSParameterInvalid',
    message,
  });
});

it('refuses a row above 4 MB in one write', async () => {
  const columns = ['A', 'B', 'C'].map((name) => ({ [name]: Buffer.alloc(1.5 * MEBIBYTE) }));

  expect((await refusal(put(key('a'), columns))).message).toMatch(
    /^The total data size of PutRow request exceeds the limit, limit size: 4194304 , data size: \d+\.$/,
  );
});

it('refuses a body that no valid request can have', async () => {
  const columns = [{ A: Buffer.alloc(9 * MEBIBYTE) }];

  expect(await refusal(put(key('a'), columns))).toMatchObject({
    status: 413,
    code: 'OTSRequestBodyTooLarge',
  });
});

it('refuses an increment of something that is not an integer', async () => {
  await put(key('a'), [{ Title: 'x' }]);
  const call = stage.client.updateRow({
    tableName: TABLE,
    condition: ignore(),
    primaryKey: key('a'),
    updateOfAttributeColumns: [{ INCREMENT: [{ Title: TableStore.Long.fromNumber(1) }] }],
  });

  expect(await refusal(call)).toMatchObject({ status: 400, code: 'OTSParameterInvalid' });
});

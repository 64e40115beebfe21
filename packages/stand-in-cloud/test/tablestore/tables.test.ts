import { TableStore } from './sdk';
import { INSTANCE, ignore, key, OBJECTS_TABLE, refusal, type Stage, startStage, TABLE } from './support';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});

afterEach(() => stage.server.close());

const create = (
  tableName: string,
  primaryKey: unknown = [{ name: 'Id', type: 'STRING' }],
  tableOptions: unknown = { timeToLive: -1, maxVersions: 1 },
): Promise<unknown> =>
  stage.client.createTable({
    tableMeta: { tableName, primaryKey },
    reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
    tableOptions,
  });

it('creates, lists, describes and deletes tables', async () => {
  await create('Zulu');
  await create('Alpha', [
    { name: 'Id', type: 'INTEGER' },
    { name: 'Part', type: 'BINARY' },
  ]);

  expect((await stage.client.listTable({})).tableNames).toEqual(['Alpha', 'Zulu']);
  const answer = await stage.client.describeTable({ tableName: 'Alpha' });
  expect(
    answer.tableMeta.primaryKey.map(({ name, type }: { name: string; type: number }) => [name, type]),
  ).toEqual([
    ['Id', 1],
    ['Part', 3],
  ]);
  expect(answer.tableOptions).toMatchObject({ timeToLive: -1, maxVersions: 1 });
  expect(Number(answer.tableOptions.deviationCellVersionInSec)).toBe(86_400);

  await stage.client.deleteTable({ tableName: 'Alpha' });
  expect((await stage.client.listTable({})).tableNames).toEqual(['Zulu']);
});

it('changes the options of a table', async () => {
  await create('Alpha');
  const answer = await stage.client.updateTable({
    tableName: 'Alpha',
    tableOptions: { timeToLive: 172_800, maxVersions: 3 },
  });

  expect(answer.tableOptions).toMatchObject({ timeToLive: 172_800, maxVersions: 3 });
});

it.each([
  ['a bad table name', 'a-b', undefined, undefined, "Invalid table name: 'a-b'."],
  ['no key', 'Ok', [], undefined, 'The number of primary key columns must be in range: [1, 4].'],
  [
    'five key columns',
    'Ok',
    ['A', 'B', 'C', 'D', 'E'].map((name) => ({ name, type: 'STRING' })),
    undefined,
    'The number of primary key columns must be in range: [1, 4].',
  ],
  [
    'the same key column twice',
    'Ok',
    [
      { name: 'A', type: 'STRING' },
      { name: 'A', type: 'STRING' },
    ],
    undefined,
    "Duplicated primary key name: 'A'.",
  ],
  [
    'a time to live of 0',
    'Ok',
    undefined,
    { timeToLive: 0, maxVersions: 1 },
    'TimeToLive cannot be 0 or less than -1.',
  ],
  [
    'no versions',
    'Ok',
    undefined,
    { timeToLive: -1, maxVersions: 0 },
    'The maximum versions cannot be less than or equal to 0.',
  ],
])('refuses a table with %s', async (_, name, primaryKey, options, message) => {
  expect(await refusal(create(name, primaryKey, options))).toEqual({
    status: 400,
    code: 'OTSParameterInvalid',
    message,
  });
});

it('refuses a table that is there already, and the 65th', async () => {
  await create('T0');
  expect(await refusal(create('T0'))).toEqual({
    status: 409,
    code: 'OTSObjectAlreadyExist',
    message: 'Requested table already exists.',
  });

  for (let index = 1; index < 64; index++) stage.server.createTable(INSTANCE, `T${index}`, OBJECTS_TABLE);
  expect(await refusal(create('T64'))).toMatchObject({ status: 403, code: 'OTSQuotaExhausted' });
});

it('keeps the primary key through an update of the template', () => {
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  stage.server.updateTable(INSTANCE, TABLE, { ...OBJECTS_TABLE, maxVersions: 2 });

  expect(() =>
    stage.server.updateTable(INSTANCE, TABLE, { primaryKey: [{ name: 'Other', type: 'STRING' }] }),
  ).toThrow(`The primary key of table '${TABLE}' cannot be changed.`);
});

it('numbers an auto-increment key column', async () => {
  await create('Log', [
    { name: 'Id', type: 'STRING' },
    { name: 'Seq', type: 'INTEGER', option: 'AUTO_INCREMENT' },
  ]);
  const put = async (): Promise<bigint> => {
    const answer = await stage.client.putRow({
      tableName: 'Log',
      condition: ignore(),
      primaryKey: [{ Id: 'a' }, { Seq: TableStore.PK_AUTO_INCR }],
      attributeColumns: [{ A: 'x' }],
      returnContent: { returnType: TableStore.ReturnType.Primarykey },
    });
    return BigInt(answer.row.primaryKey[1].value.toString());
  };

  const first = await put();
  expect((await put()) - first).toBeGreaterThan(0n);
});

it('refuses local transactions, which a new table does not have', async () => {
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  const call = stage.client.startLocalTransaction({ tableName: TABLE, primaryKey: [{ ObjectKey: 'a' }] });

  expect((await refusal(call)).message).toMatch(/explicit-transaction-disabled table\.$/);
});

it('answers that a new table is not ready for as long as it is told to', async () => {
  await stage.server.close();
  stage = await startStage({ tableReadyAfterMs: 60_000 });
  const { clock, server, client } = stage;
  const movable = await startStage({ tableReadyAfterMs: 60_000, clock });
  movable.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  const get = (): Promise<unknown> => movable.client.getRow({ tableName: TABLE, primaryKey: key('a') });

  expect(await refusal(get())).toEqual({
    status: 404,
    code: 'OTSTableNotReady',
    message: 'The table is not ready.',
  });
  clock.advance(60_000);
  await get();
  await movable.server.close();
  expect((await client.listTable({})).tableNames).toEqual([]);
  expect(server.requestCounts.get('ListTable')).toBe(1);
});

describe('instances', () => {
  it.each(['ab', 'a'.repeat(17), '1abc', 'abc-', 'display', 'robots', 'my_rows', 'MyAdmin', 'taobao-x'])(
    'refuses the name %s',
    (name) => {
      expect(() => stage.server.createInstance(name, { clusterType: 'SSD' })).toThrow(
        `Invalid instance name: '${name}'.`,
      );
    },
  );

  it.each(['abc', 'a'.repeat(16), 'Media-1'])('accepts the name %s', (name) => {
    stage.server.createInstance(name, { clusterType: 'SSD' });

    expect(() => stage.server.createInstance(name.toUpperCase(), { clusterType: 'SSD' })).toThrow(
      'already exists',
    );
  });

  it('are deleted only when they hold no tables', () => {
    stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
    expect(() => stage.server.deleteInstance(INSTANCE)).toThrow(`still has tables: ${TABLE}`);

    stage.server.deleteTable(INSTANCE, TABLE);
    stage.server.deleteInstance(INSTANCE);

    expect(() => stage.server.deleteInstance(INSTANCE)).toThrow('The instance is not found.');
  });
});

/** Every operation that the stand-in has, each asked for by the official client for Node.js. */
import { OPERATIONS } from '../../src/tablestore/operations';
import { INDEX, MATCH_ALL, SEARCH } from './sample-index';
import { type Answer, type SdkClient, TableStore } from './sdk';
import { ignore, key, OBJECTS_TABLE, refusal, type Stage, startStage, TABLE } from './support';

const { INF_MIN, INF_MAX, Direction } = TableStore;
const { FieldType, UpdateType } = TableStore as unknown as Record<string, Record<string, unknown>>;
const index = { tableName: TABLE, indexName: INDEX };
const row = { tableName: TABLE, condition: ignore(), primaryKey: key('a') };
const columnToGet = { returnType: SEARCH.ColumnReturnType['RETURN_NONE'] };
const keysOf = (rows: Answer[]): string[] => rows.map(({ primaryKey }) => primaryKey[0].value);

type Ask = (client: SdkClient) => Promise<unknown>;

/** In the order in which they can follow each other: what is asked for, and what of the answer shows that it was done. */
const CALLS: [operation: string, ask: Ask, answer: unknown][] = [
  [
    'CreateTable',
    async (client) => {
      await client.createTable({
        tableMeta: {
          tableName: TABLE,
          primaryKey: OBJECTS_TABLE.primaryKey.map(({ name }) => ({ name, type: 'STRING' })),
        },
        reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
        tableOptions: { timeToLive: -1, maxVersions: 2 },
      });
      return 'done';
    },
    'done',
  ],
  [
    'UpdateTable',
    async (client) =>
      (await client.updateTable({ tableName: TABLE, tableOptions: { maxVersions: 1 } })).tableOptions
        .maxVersions,
    1,
  ],
  [
    'DescribeTable',
    async (client) => (await client.describeTable({ tableName: TABLE })).tableOptions.maxVersions,
    1,
  ],
  ['ListTable', async (client) => (await client.listTable({})).tableNames, [TABLE]],
  ['PutRow', (client) => client.putRow({ ...row, attributeColumns: [{ A: 'one' }] }), {}],
  [
    'UpdateRow',
    (client) => client.updateRow({ ...row, updateOfAttributeColumns: [{ PUT: [{ A: 'two' }] }] }),
    {},
  ],
  [
    'GetRow',
    async (client) => (await client.getRow({ tableName: TABLE, primaryKey: key('a') })).row.attributes,
    [{ columnName: 'A', columnValue: 'two' }],
  ],
  [
    'BatchWriteRow',
    async (client) => {
      const write = (name: string): object => ({
        ...{ type: UpdateType?.['PUT'] ?? 'PUT', condition: ignore(), primaryKey: key(name) },
        attributeColumns: [{ A: 'batch' }],
      });
      return (await client.batchWriteRow({ tables: [{ tableName: TABLE, rows: ['b', 'c'].map(write) }] }))
        .tables;
    },
    [{ isOk: true }, { isOk: true }],
  ],
  [
    'BatchGetRow',
    async (client) => {
      const tables = [{ tableName: TABLE, primaryKey: [key('a'), key('b')] }];
      return keysOf((await client.batchGetRow({ tables })).tables[0]);
    },
    ['a', 'b'],
  ],
  ['DeleteRow', (client) => client.deleteRow({ ...row, primaryKey: key('b') }), {}],
  [
    'GetRange',
    async (client) => {
      const { rows } = await client.getRange({
        tableName: TABLE,
        direction: Direction.FORWARD,
        inclusiveStartPrimaryKey: key(INF_MIN, INF_MIN),
        exclusiveEndPrimaryKey: key(INF_MAX, INF_MAX),
      });
      return keysOf(rows);
    },
    ['a', 'c'],
  ],
  [
    'CreateSearchIndex',
    (client) => {
      const fieldSchemas = [{ fieldName: 'A', fieldType: FieldType?.['KEYWORD'], index: true }];
      return client.createSearchIndex({ ...index, schema: { fieldSchemas } });
    },
    {},
  ],
  [
    'DescribeSearchIndex',
    async (client) => (await client.describeSearchIndex(index)).schema.fieldSchemas,
    [{ fieldName: 'A' }],
  ],
  [
    'ListSearchIndex',
    async (client) => (await client.listSearchIndex({ tableName: TABLE })).indices,
    [index],
  ],
  [
    'Search',
    async (client) => {
      const searchQuery = { offset: 0, limit: 10, query: MATCH_ALL, getTotalCount: true };
      return keysOf((await client.search({ ...index, searchQuery, columnToGet })).rows);
    },
    ['a', 'c'],
  ],
  [
    'ComputeSplits',
    async (client) => {
      const searchIndexSplitsOptions = { indexName: INDEX };
      return (await client.computeSplits({ tableName: TABLE, searchIndexSplitsOptions })).splitsSize;
    },
    4,
  ],
  [
    'ParallelScan',
    async (client) => {
      const scanQuery = { query: MATCH_ALL, limit: 10, aliveTime: 60, currentParallelId: 0, maxParallel: 1 };
      return keysOf((await client.parallelScan({ ...index, scanQuery, columnToGet })).rows);
    },
    ['a', 'c'],
  ],
  // A new table refuses transactions, as in the service until its support allows them.
  ...['StartLocalTransaction', 'CommitTransaction', 'AbortTransaction'].map(
    (operation): (typeof CALLS)[number] => [
      operation,
      (client) => {
        const method = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;
        const params = { tableName: TABLE, primaryKey: [{ ObjectKey: 'a' }], transactionId: 'none' };
        return refusal((client as unknown as Record<string, SdkClient['getRow']>)[method]!(params));
      },
      { code: 'OTSParameterInvalid' },
    ],
  ),
  ['DeleteSearchIndex', (client) => client.deleteSearchIndex(index), {}],
  ['DeleteTable', (client) => client.deleteTable({ tableName: TABLE }), {}],
];

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ indexLagMs: 0 });
});
afterAll(() => stage.server.close());

it('is in the table', () => {
  expect(CALLS.map(([operation]) => operation).sort()).toEqual([...OPERATIONS.keys()].sort());
});

it.each(CALLS)('%s', async (operation, ask, answer) => {
  const before = stage.authority.asked.length;
  const given = await ask(stage.client);
  if (typeof answer === 'object') expect(given).toMatchObject(answer as object);
  else expect(given).toBe(answer);
  expect(stage.authority.asked.slice(before).map(([action]) => action)).toContain(`ots:${operation}`);
});

/** What the Node SDK cannot ask for, and clients in other languages do: sent as raw requests. */
import { decodeMessage, encodeMessage } from '../../src/tablestore/messages';
import { encodeRows } from '../../src/tablestore/plain-buffer/encode';
import { errorOf, type RawAnswer, requestHeaders, send, sign } from './raw-request';
import { attributes, INSTANCE, ignore, key, OBJECTS_TABLE, type Stage, startStage, TABLE } from './support';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.server.close());

function ask(operation: string, message: object, pkg: 'main' | 'search' = 'main'): Promise<RawAnswer> {
  const body = encodeMessage(pkg, `${operation}Request`, message);
  return send(stage.server, `/${operation}`, sign(`/${operation}`, requestHeaders(body)), body);
}

const createTable = (tableOptions: object): Promise<RawAnswer> =>
  ask('CreateTable', {
    tableMeta: {
      tableName: TABLE,
      primaryKey: OBJECTS_TABLE.primaryKey.map(({ name }) => ({ name, type: 2 })),
    },
    reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
    tableOptions: { maxVersions: 1, ...tableOptions },
  });

async function described(): Promise<object> {
  const { body } = await ask('DescribeTable', { tableName: TABLE });
  return decodeMessage<{ tableOptions: object }>('main', 'DescribeTableResponse', body).tableOptions;
}

const row = { tableName: TABLE, condition: ignore(), primaryKey: key('a') };

it.each([
  ['all of a row', { updateFullRow: true }, { Title: 'new' }],
  ['some columns', {}, { Title: 'new', Format: 'Wave' }],
])('replaces %s in an update, as the table says', async (_what, options, expected) => {
  await createTable({ timeToLive: -1, ...options });
  expect(await described()).toMatchObject({ updateFullRow: false, ...options });
  const { client } = stage;
  await client.putRow({ ...row, attributeColumns: [{ Title: 'old' }, { Format: 'Wave' }] });
  await client.updateRow({ ...row, updateOfAttributeColumns: [{ PUT: [{ Title: 'new' }] }] });
  expect(attributes((await client.getRow({ tableName: TABLE, primaryKey: key('a') })).row)).toEqual(expected);
});

it('lets cells end in a table with a search index whose updates are of full rows', async () => {
  await createTable({ timeToLive: 86_400 });
  const schema = { fieldSchemas: [{ fieldName: 'Title', fieldType: 4 }] };
  const index = () => ask('CreateSearchIndex', { tableName: TABLE, indexName: 'I', schema }, 'search');
  expect(errorOf(await index()).code).toBe('OTSParameterInvalid');
  expect((await ask('UpdateTable', { tableName: TABLE, tableOptions: { updateFullRow: true } })).status).toBe(
    200,
  );
  expect((await index()).status).toBe(200);
});

it.each([
  [true, 400],
  [false, 200],
])('answers a batch with is_atomic %s with %d', async (isAtomic, status) => {
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  const primaryKey = ['a', 'source'].map((value, index) => ({
    name: OBJECTS_TABLE.primaryKey[index]?.name ?? '',
    value: { type: 'STRING' as const, value },
  }));
  const rowChange = encodeRows([{ primaryKey, attributes: [], deleteMarker: true }]);
  const rows = [{ type: 3, rowChange, condition: { rowExistence: 0 } }];
  const answer = await ask('BatchWriteRow', { isAtomic, tables: [{ tableName: TABLE, rows }] });
  expect(answer.status).toBe(status);
  if (isAtomic) {
    const message = 'BatchWriteRow with is_atomic is not offered by this stand-in.';
    expect(errorOf(answer)).toEqual({ code: 'OTSUnsupportOperation', message });
  }
});

it.each([
  ['a field that is not known', Buffer.of(0x98, 0x06, 1), 'Field 99 of PutRowRequest'],
  ['one in a message inside', Buffer.of(0x1a, 4, 0x08, 0, 0x50, 1), 'Field 10 of Condition'],
])('refuses %s, which would otherwise be ignored', async (_what, more, name) => {
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  const request = { tableName: TABLE, row: Buffer.alloc(0), condition: { rowExistence: 0 } };
  const body = Buffer.concat([encodeMessage('main', 'PutRowRequest', request), more]);
  const answer = await send(stage.server, '/PutRow', sign('/PutRow', requestHeaders(body)), body);
  expect(errorOf(answer)).toEqual({
    code: 'OTSUnsupportOperation',
    message: `${name} is not offered by this stand-in.`,
  });
});

it.each([
  [
    'local transactions',
    'CreateTable',
    'main',
    { enableLocalTxn: true },
    'A local transaction is not supported',
  ],
  ['a source of an index', 'CreateSearchIndex', 'search', { sourceIndexName: 'I' }, 'from another index'],
  ['a token in a range', 'GetRange', 'main', { token: Buffer.of(1), maxVersions: 1 }, 'A token in a read'],
] as const)('refuses %s', async (_what, operation, pkg, more, message) => {
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  const cells = (value: string) =>
    encodeRows([
      {
        primaryKey: OBJECTS_TABLE.primaryKey.map(({ name }) => ({ name, value: { type: 'STRING', value } })),
        attributes: [],
      },
    ]);
  const needed: Record<string, object> = {
    CreateTable: {
      tableMeta: { tableName: 'Other', primaryKey: [{ name: 'Id', type: 2 }] },
      reservedThroughput: { capacityUnit: {} },
    },
    CreateSearchIndex: { tableName: TABLE, indexName: 'J' },
    GetRange: {
      ...{ tableName: TABLE, direction: 0 },
      inclusiveStartPrimaryKey: cells('a'),
      exclusiveEndPrimaryKey: cells('b'),
    },
  };
  const answer = await ask(operation, { ...needed[operation], ...more }, pkg);
  expect(errorOf(answer).message).toContain(message);
});

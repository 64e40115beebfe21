import { foundKeys, MATCH_ALL, query, SEARCH } from './sample-index';
import { type Answer, TableStore } from './sdk';
import { INSTANCE, ignore, key, OBJECTS_TABLE, refusal, type Stage, startStage, TABLE } from './support';

const INDEX = 'SchemaIndex';
const { FieldType } = TableStore as unknown as { FieldType: Record<string, number> };

let stage: Stage;
beforeEach(async () => {
  stage = await startStage({ indexLagMs: 0 });
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
});
afterEach(() => stage.server.close());

interface Field {
  fieldName: string;
  fieldType: number | undefined;
  [more: string]: unknown;
}

const field = (fieldName: string, type: string, more: object = {}): Field => ({
  fieldName,
  fieldType: FieldType[type],
  index: true,
  ...more,
});

const create = (fieldSchemas: Field[], more: object = {}): Promise<Answer> =>
  stage.client.createSearchIndex({
    tableName: TABLE,
    indexName: INDEX,
    schema: { fieldSchemas, ...more },
  });

const schemaOf = async (): Promise<Answer> =>
  (await stage.client.describeSearchIndex({ tableName: TABLE, indexName: INDEX })).schema;

async function put(rows: Record<string, unknown>): Promise<void> {
  for (const [name, value] of Object.entries(rows)) {
    await stage.client.putRow({
      tableName: TABLE,
      condition: ignore(),
      primaryKey: key(name),
      attributeColumns: [{ Value: value }],
    });
  }
}

const search = (searchQuery: Record<string, unknown> = {}): Promise<Answer> =>
  stage.client.search({
    tableName: TABLE,
    indexName: INDEX,
    searchQuery: { offset: 0, limit: 10, query: MATCH_ALL, getTotalCount: true, ...searchQuery },
    columnToGet: { returnType: SEARCH.ColumnReturnType['RETURN_NONE'] },
  });

const found = async (kind: string, body: object): Promise<string[]> =>
  foundKeys(await search({ query: query(kind, { fieldName: 'Value', ...body }) })).sort();

describe('the description of an index', () => {
  it('has formats of dates and highlighting, and false where sorting is left out', async () => {
    await create([
      field('Value', 'DATE', { dateFormats: ['yyyy-MM-dd', 'epoch_second'] }),
      field('Title', 'TEXT', { enableHighlighting: true }),
    ]);
    const [date, title] = (await schemaOf()).fieldSchemas;
    expect(date).toMatchObject({ dateFormats: ['yyyy-MM-dd', 'epoch_second'], docValues: false });
    expect(title).toMatchObject({ enableHighlighting: true, docValues: false });
  });

  it('has the sorters as they were given', async () => {
    const sorters = [
      { fieldSort: { fieldName: 'Value', order: SEARCH.SortOrder['SORT_ORDER_DESC'], mode: 1 } },
      { primaryKeySort: { order: SEARCH.SortOrder['SORT_ORDER_ASC'] } },
    ];
    await create([field('Value', 'LONG', { enableSortAndAgg: true })], { indexSort: { sorters } });
    expect((await schemaOf()).indexSort.sorter).toMatchObject([
      { fieldSort: { fieldName: 'Value', order: 1, mode: 1 } },
      { pkSort: { order: 0 } },
    ]);
  });

  it('has the primary key as the sorter where none was given, and none with nested fields', async () => {
    await create([field('Value', 'LONG')]);
    expect((await schemaOf()).indexSort.sorter).toMatchObject([{ pkSort: { order: 0 } }]);
    await stage.client.deleteSearchIndex({ tableName: TABLE, indexName: INDEX });
    await create([field('Tracks', 'NESTED', { fieldSchemas: [field('Codec', 'KEYWORD')] })]);
    expect((await schemaOf()).indexSort).toBeNull();
  });
});

it.each([
  ['formats of what is no date', field('Value', 'LONG', { dateFormats: ['epoch_second'] }), {}],
  ['a format that is not known', field('Value', 'DATE', { dateFormats: ['QQ'] }), {}],
  ['highlighting of what is no text', field('Value', 'LONG', { enableHighlighting: true }), {}],
  ['a sorter by score', field('Value', 'LONG'), { indexSort: { sorters: [{ scoreSort: { order: 0 } }] } }],
  [
    'a sorter of an index with nested fields',
    field('Value', 'NESTED', { fieldSchemas: [field('Codec', 'KEYWORD')] }),
    { indexSort: { sorters: [{ primaryKeySort: { order: 0 } }] } },
  ],
])('refuses %s', async (_what, one, more) => {
  expect(await refusal(create([one], more))).toMatchObject({ status: 400, code: 'OTSParameterInvalid' });
});

describe('the token of the next page', () => {
  const rows = { a: TableStore.Long.fromNumber(1), b: TableStore.Long.fromNumber(2) };

  it('is given where the request or the index is sorted', async () => {
    await create([field('Value', 'LONG')]);
    await put(rows);
    const { nextToken } = await search({ limit: 1 });
    expect(foundKeys(await search({ limit: 1, token: nextToken }))).toEqual(['b']);
  });

  it('is not given where nothing is sorted', async () => {
    await create([
      field('Value', 'LONG'),
      field('Tracks', 'NESTED', { fieldSchemas: [field('Codec', 'KEYWORD')] }),
    ]);
    await put(rows);
    expect((await search({ limit: 1 })).nextToken).toHaveLength(0);
    const sorters = [{ primaryKeySort: { order: SEARCH.SortOrder['SORT_ORDER_ASC'] } }];
    expect((await search({ limit: 1, sort: { sorters } })).nextToken.length).toBeGreaterThan(0);
  });
});

describe('the constant of a query', () => {
  it.each([
    ['LONG', TableStore.Long.fromNumber(7), '7', 'seven'],
    ['DOUBLE', 7.5, '7.5', '7,5'],
  ])('may be text on %s, if it is a number', async (type, value, text, other) => {
    await create([field('Value', type)]);
    await put({ a: value });
    expect(await found('TERM_QUERY', { term: text })).toEqual(['a']);
    expect(await found('TERMS_QUERY', { terms: ['1', text] })).toEqual(['a']);
    expect(await found('RANGE_QUERY', { rangeFrom: text, includeLower: true })).toEqual(['a']);
    const refused = await refusal(found('TERM_QUERY', { term: other }));
    expect(refused.message).toBe(`Field 'Value' is ${type}, a query on it cannot take STRING '${other}'.`);
  });
});

describe('dates', () => {
  it('are those that have one of the formats', async () => {
    await create([field('Value', 'DATE', { dateFormats: ['yyyy-MM-dd', "dd.MM.yyyy 'at' HH:mm"] })]);
    await put({
      day: '2024-02-29',
      minute: '29.02.2024 at 13:05',
      'no day': '2023-02-29',
      'other form': '2024-2-9',
      'other word': '29.02.2024 on 13:05',
      words: 'May 3',
    });
    expect(await found('EXISTS_QUERY', {})).toEqual(['day', 'minute']);
    expect(await found('RANGE_QUERY', { rangeFrom: '2024-02-29 13:04:59' })).toEqual(['minute']);
    expect((await refusal(found('TERM_QUERY', { term: 'May 3' }))).code).toBe('OTSParameterInvalid');
  });

  it.each([
    ['epoch_second', 1_218_197_720, '2008-08-08T12:15:20Z'],
    ['epoch_millis', 1_218_197_720_123, '2008-08-08T12:15:20.123Z'],
    ['epoch_micros', 1_218_197_720_123_456, '2008-08-08T12:15:20.123456Z'],
  ])('are counted by %s', async (format, value, text) => {
    await create([field('Value', 'DATE', { dateFormats: [format] })]);
    await put({ a: TableStore.Long.fromNumber(value) });
    expect(await found('TERM_QUERY', { term: TableStore.Long.fromNumber(value) })).toEqual(['a']);
    expect(await found('TERM_QUERY', { term: text })).toEqual(['a']);
  });

  it.each([
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2008-08-08T20:15:20.123+08:00'],
    ['yyyyMMdd HHmmss', '20080808 121520'],
    ['yy/M/d K:mm a', '08/8/8 0:15 PM'],
  ])('are read by %s', async (format, text) => {
    await create([field('Value', 'DATE', { dateFormats: [format] })]);
    await put({ a: text });
    const day = { rangeFrom: '2008-08-08 12:15:00', rangeTo: '2008-08-08 12:15:21', includeLower: true };
    expect(await found('RANGE_QUERY', day)).toEqual(['a']);
  });
});

/** The rows, queries and counts of `tests/search_index_test.py` of the official Python SDK. */
describe('Chinese words of max_word', () => {
  beforeEach(async () => {
    await create([field('Value', 'TEXT', { analyzer: 'max_word' })]);
    await put({
      shops: '求推荐几款菊花茶店铺',
      autumn: '秋天最适合饮用的几种花茶',
      wild: '苕溪边上有一大片野生菊花',
      classic: '菊花茶是一款大部分人都适合的经典花茶',
    });
  });

  it.each([
    ['菊花茶', {}, ['autumn', 'classic', 'shops', 'wild']],
    ['梨花茶', {}, ['autumn', 'classic', 'shops']],
    ['花茶', {}, ['autumn', 'classic', 'shops']],
    ['菊花', {}, ['classic', 'shops', 'wild']],
    ['饮用花茶', { operator: 'AND' }, ['autumn']],
    ['饮用花茶', { operator: 'OR' }, ['autumn', 'classic', 'shops']],
    ['饮用花茶', { operator: 'OR', minimumShouldMatch: 2 }, ['autumn']],
  ])('match %s %j', async (text, { operator, ...more }: { operator?: string }, keys) => {
    const body = operator ? { operator: SEARCH.QueryOperator[operator], ...more } : {};
    expect(await found('MATCH_QUERY', { text, ...body })).toEqual(keys);
  });

  it('match next to each other', async () => {
    expect(await found('MATCH_PHRASE_QUERY', { text: '野生菊花' })).toEqual(['wild']);
    expect(await found('MATCH_PHRASE_QUERY', { text: '秋天菊花' })).toEqual([]);
  });
});

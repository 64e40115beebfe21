import { encodeMessage } from '../../src/tablestore/messages';
import type { Call } from '../../src/tablestore/operations/call';
import { createSearchIndex } from '../../src/tablestore/operations/search-indexes';
import {
  FIELDS,
  foundKeys,
  INDEX,
  LAG,
  MATCH_ALL,
  putSample,
  query,
  runSearch,
  SEARCH,
  startSampleIndex,
} from './sample-index';
import type { Answer } from './sdk';
import { attributes, INSTANCE, ignore, key, refusal, type Stage, TABLE } from './support';

const { ColumnReturnType } = SEARCH;
let stage: Stage;

beforeAll(async () => {
  stage = await startSampleIndex();
});

afterAll(() => stage.server.close());

const find = async (searched: Record<string, unknown>): Promise<string[]> =>
  foundKeys(await runSearch(stage, { query: searched }));

describe('the lag', () => {
  it('hides a write until it is over, and a delete as well', async () => {
    const found = (): Promise<string[]> =>
      find(query('PREFIX_QUERY', { fieldName: 'ObjectKey', prefix: 'new' }));
    await putSample(stage, 'new.mp4', [{ Format: 'AVI' }, { Extra: 'not indexed' }]);
    stage.clock.advance(LAG - 1);
    expect(await found()).toEqual([]);
    stage.clock.advance(1);
    expect(await found()).toEqual(['new.mp4']);

    await stage.client.deleteRow({ tableName: TABLE, condition: ignore(), primaryKey: key('new.mp4') });
    expect(await found()).toEqual(['new.mp4']);
    stage.clock.advance(LAG);
    expect(await found()).toEqual([]);
  });

  it('leaves out rows whose key is longer than the index takes', async () => {
    await putSample(stage, 'k'.repeat(1000), [{ Format: 'AVI' }]);
    stage.clock.advance(LAG);

    expect(await find(query('TERM_QUERY', { fieldName: 'Format', term: 'AVI' }))).toEqual([]);
    await stage.client.deleteRow({
      tableName: TABLE,
      condition: ignore(),
      primaryKey: key('k'.repeat(1000)),
    });
  });
});

describe('the index itself', () => {
  it('is listed and described, and keeps its table from being deleted', async () => {
    const { indices } = await stage.client.listSearchIndex({ tableName: TABLE });
    const described = await stage.client.describeSearchIndex({ tableName: TABLE, indexName: INDEX });

    expect(indices).toMatchObject([{ tableName: TABLE, indexName: INDEX }]);
    expect(described.schema.fieldSchemas.map((field: Answer) => field.fieldName)).toEqual(
      FIELDS.fields.map((field) => field.name),
    );
    expect(await refusal(stage.client.deleteTable({ tableName: TABLE }))).toEqual({
      status: 400,
      code: 'OTSParameterInvalid',
      message: `Table[${TABLE}] who has at least one search index cannot be deleted.`,
    });
  });

  it('can be made and removed through the SDK, over rows that are there already', async () => {
    const name = { tableName: TABLE, indexName: 'Second' };
    await stage.client.createSearchIndex({
      ...name,
      schema: { fieldSchemas: [{ fieldName: 'Format', fieldType: 4, index: true, enableSortAndAgg: true }] },
    });
    stage.clock.advance(LAG);
    const answer = await stage.client.search({
      ...name,
      searchQuery: { offset: 0, limit: 10, query: MATCH_ALL, getTotalCount: true },
      columnToGet: { returnType: ColumnReturnType['RETURN_ALL_FROM_INDEX'] },
    });

    expect(answer.rows.map(attributes)).toEqual([
      { Format: 'MPEG-4' },
      { Format: 'MPEG-4' },
      { Format: 'Matroska' },
      { Format: 'Wave' },
    ]);
    await stage.client.deleteSearchIndex(name);
    expect(await refusal(stage.client.describeSearchIndex(name))).toMatchObject({
      code: 'OTSObjectNotExist',
    });
  });

  it('holds its table to one version, and to no time to live while updates are allowed', async () => {
    const update = (tableOptions: Record<string, unknown>): Promise<Answer> =>
      stage.client.updateTable({ tableName: TABLE, tableOptions });

    expect((await refusal(update({ maxVersions: 2 }))).message).toMatch(/must be 1, 2 given/);
    expect((await refusal(update({ timeToLive: 86_400 }))).message).toMatch(/must be -1 unless updates/);
    await update({ timeToLive: -1, maxVersions: 1 });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a virtual field', { isVirtualField: true, sourceFieldNames: ['Title'] }, /Virtual field 'Format'/],
    ['an analyzer parameter', { analyzerParameter: Buffer.from([8, 1]) }, /analyzer parameter.*'Format'/],
  ])('is refused for %s rather than made without it', (_, more, message) => {
    const schema = { fieldSchemas: [{ fieldName: 'Format', fieldType: 4, ...more }] };
    const body = encodeMessage('search', 'CreateSearchIndexRequest', {
      tableName: TABLE,
      indexName: 'Bad',
      schema,
    });
    const call = { body, now: 0, authorize: () => undefined } as unknown as Call;

    expect(() => createSearchIndex(call)).toThrow(message);
  });

  it('is refused when its declaration contradicts itself', () => {
    const declare = (fields: (typeof FIELDS)['fields']): void =>
      stage.server.createSearchIndex(INSTANCE, TABLE, 'Bad', { fields });

    expect(() => declare([])).toThrow(/cannot be empty/);
    expect(() => declare([{ name: 'A', type: 'TEXT', sortAndAggregate: true }])).toThrow(
      /TEXT does not support/,
    );
    expect(() => declare([{ name: 'A', type: 'LONG', analyzer: 'split' }])).toThrow(
      /only TEXT can have an analyzer/,
    );
    expect(() => declare([{ name: 'A', type: 'NESTED' }])).toThrow(/NESTED needs sub-fields/);
    expect(() => stage.server.createSearchIndex(INSTANCE, TABLE, INDEX, FIELDS)).toThrow(/already exists/);
  });
});

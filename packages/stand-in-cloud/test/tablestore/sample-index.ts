import type { IndexOptions } from '../../src/tablestore/service';
import { type Answer, TableStore } from './sdk';
import { INSTANCE, ignore, key, OBJECTS_TABLE, type Stage, startStage, TABLE } from './support';

export const INDEX = 'ObjectsIndex';
export const LAG = 200;

const counted = { sortAndAggregate: true } as const;

export const FIELDS: IndexOptions = {
  fields: [
    { name: 'ObjectKey', type: 'KEYWORD', ...counted },
    { name: 'Format', type: 'KEYWORD', ...counted },
    { name: 'Title', type: 'TEXT' },
    { name: 'Path', type: 'TEXT', analyzer: 'fuzzy' },
    { name: 'Height', type: 'LONG', ...counted },
    { name: 'FrameRate', type: 'DOUBLE', ...counted },
    { name: 'Interlaced', type: 'BOOLEAN' },
    { name: 'Languages', type: 'KEYWORD', isArray: true, ...counted },
    { name: 'Note', type: 'KEYWORD', index: false },
    {
      name: 'Tracks',
      type: 'NESTED',
      fields: [
        { name: 'Codec', type: 'KEYWORD', ...counted },
        { name: 'Channels', type: 'LONG', ...counted },
      ],
    },
  ],
};

const long = (value: number): unknown => TableStore.Long.fromNumber(value);

export const SAMPLES: Record<string, Record<string, unknown>[]> = {
  'a.mp4': [
    { Format: 'MPEG-4' },
    { Title: 'The quick brown fox' },
    { Path: 'clips/2026/a.mp4' },
    { Height: long(1080) },
    { FrameRate: 25 },
    { Interlaced: false },
    { Languages: '["en","de"]' },
    { Tracks: '[{"Codec":"AAC","Channels":2},{"Codec":"AC-3","Channels":6}]' },
  ],
  'b.mp4': [
    { Format: 'MPEG-4' },
    { Title: 'Quick look' },
    { Height: long(2160) },
    { FrameRate: 50 },
    { Interlaced: true },
    { Languages: '["en"]' },
    { Tracks: '[{"Codec":"AAC","Channels":6}]' },
  ],
  'c.mkv': [{ Format: 'Matroska' }, { Title: '红色 fox fox' }, { Height: long(720) }, { FrameRate: 23.976 }],
  'd.wav': [{ Format: 'Wave' }, { Languages: '["fr"]' }],
};

export async function startSampleIndex(): Promise<Stage> {
  const stage = await startStage({ indexLagMs: LAG });
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  stage.server.createSearchIndex(INSTANCE, TABLE, INDEX, FIELDS);
  for (const [name, columns] of Object.entries(SAMPLES)) await putSample(stage, name, columns);
  stage.clock.advance(LAG);
  return stage;
}

export const putSample = (stage: Stage, name: string, attributeColumns: unknown): Promise<Answer> =>
  stage.client.putRow({ tableName: TABLE, condition: ignore(), primaryKey: key(name), attributeColumns });

export const MATCH_ALL = { queryType: 11 };

export const SEARCH = TableStore as unknown as {
  QueryType: Record<string, number>;
  SortOrder: Record<string, number>;
  ColumnReturnType: Record<string, number>;
  AggregationType: Record<string, number>;
  GroupByType: Record<string, number>;
  QueryOperator: Record<string, number>;
};

/** A query of the SDK's two-level form. */
export const query = (type: string, body: Record<string, unknown>): Record<string, unknown> => ({
  queryType: SEARCH.QueryType[type],
  query: body,
});

export function runSearch(
  stage: Stage,
  searchQuery: Record<string, unknown>,
  columnToGet: Record<string, unknown> = { returnType: SEARCH.ColumnReturnType['RETURN_NONE'] },
): Promise<Answer> {
  return stage.client.search({
    tableName: TABLE,
    indexName: INDEX,
    searchQuery: { offset: 0, limit: 10, query: MATCH_ALL, getTotalCount: true, ...searchQuery },
    columnToGet,
  });
}

export const foundKeys = (answer: Answer): string[] =>
  answer.rows.map((row: Answer) => row.primaryKey[0].value);

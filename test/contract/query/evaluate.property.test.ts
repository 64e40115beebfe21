import fc from 'fast-check';
import * as TableStore from 'tablestore';
import { tablestoreClient } from '../../../cli/cloud/tablestore-client';
import { LocalPipeline } from '../../../cli/local-cloud/local-pipeline';
import { MediaIndex } from '../../../cli/search/media-index';
import { toSearchQuery } from '../../../cli/search/to-search-query';
import type { Expression, Operator, Value } from '../../../contract/query/ast';
import { columnNamed, isText, trackColumnNamed } from '../../../contract/query/columns';
import { problemOfComparison } from '../../../contract/query/comparisons';
import { isTrueFor, type StoredCell } from '../../../contract/query/evaluate';
import { parseQuery } from '../../../contract/query/parse';
import { printQuery } from '../../../contract/query/print';
import { SEARCH_INDEX } from '../../../contract/search-index';
import { IS_LONG_RUN } from '../../setup/long-run';

/** Texts that differ in what a comparison could miss: capitals, signs of patterns, order of bytes, nothing to index. */
const TEXTS = [
  'AVC',
  'avc',
  'AVC High',
  'a*c',
  'a?c',
  'é',
  'e',
  '北京 新闻',
  '北京',
  '\uFFFD',
  '🎬',
  'Evening news, part 2',
  'news evening',
  '…',
];
const NUMBERS = [-1, 0, 1, 25, 29.97, 1_920, 2_160, 9_007_199_254_740_991];
const TIMES = [
  '2026-01-01T00:00:00.000Z',
  '2026-01-31T23:59:59.999Z',
  '2026-02-01T00:00:00.000Z',
  '2025-12-31T12:00:00.000Z',
];
const text = fc.constantFrom(...TEXTS);

type Cells = Record<string, StoredCell>;

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const list = fc.array(text, { maxLength: 3 }).map((items) => JSON.stringify(items));
const track = fc.record(
  {
    Kind: fc.constantFrom('Video', 'Audio', 'Text'),
    Format: text,
    Language: text,
    Channels: fc.constantFrom(1, 2, 6),
    Default: fc.boolean(),
  },
  { requiredKeys: ['Kind'] },
);
const rows: fc.Arbitrary<Cells> = fc.record({
  VideoFormat: maybe(text),
  Reason: maybe(text),
  VideoHeight: maybe(fc.constantFrom(...NUMBERS.filter(Number.isInteger)).map(BigInt)),
  VideoFrameRate: maybe(fc.constantFrom(...NUMBERS)),
  IsStreamable: maybe(fc.boolean()),
  LastModified: maybe(fc.constantFrom(...TIMES)),
  // Not JSON, and a list of nothing, are no values.
  TextLanguages: maybe(fc.oneof(list, fc.constantFrom('[]', 'en', '[1]', '["en",null]'))),
  GpsPosition: maybe(fc.constantFrom('1.5,2.5', '48.1,11.5', '-33.9,151.2', '91,0', 'here')),
  // Longer than the index takes.
  Title: maybe(fc.oneof(text, fc.constant('x'.repeat(4_097)))),
  Tracks: maybe(fc.array(track, { maxLength: 3 }).map((tracks) => JSON.stringify(tracks))),
});

const ASKED = [
  'VideoFormat',
  'Reason',
  'VideoHeight',
  'VideoFrameRate',
  'IsStreamable',
  'LastModified',
  'TextLanguages',
  'Title',
  'GpsPosition',
];
const ASKED_OF_TRACKS = ['Format', 'Language', 'Channels', 'Default'];
const OPERATORS: Operator[] = ['=', '!=', '<', '<=', '>', '>=', '~', '!~', 'like', 'not like'];

const valueFor = (type: string): fc.Arbitrary<Value> => {
  if (type === 'integer' || type === 'double') {
    const numbers = type === 'integer' ? NUMBERS.filter(Number.isInteger) : NUMBERS;
    return fc.constantFrom(...numbers).map((number) => ({ type: 'number', number }));
  }
  if (type === 'boolean') return fc.boolean().map((boolean) => ({ type: 'boolean', boolean }));
  if (type === 'time') {
    return fc
      .constantFrom('2026-01', '2026-01-01', '2026', '2026-01-31T23:59:59.999Z')
      .map((given) => (parseQuery(`LastModified="${given}"`, 0) as Expression & { kind: 'compare' }).value);
  }
  return fc
    .oneof(text, fc.constantFrom('AVC*', '*c', 'a?c', '*n*s*', 'A', 'new', 'evening news'))
    .map((one) => ({ type: 'text', text: one }));
};

const conditions = (names: string[], inTrack: boolean): fc.Arbitrary<Expression> =>
  fc.constantFrom(...names).chain((name): fc.Arbitrary<Expression> => {
    const column = (inTrack ? trackColumnNamed(name) : columnNamed(name))!;
    const has = fc.boolean().map((present): Expression => ({ kind: 'has', column: column.name, present }));
    if (column.type === 'position') return has;
    const compare = fc
      .tuple(fc.constantFrom(...OPERATORS), valueFor(column.type))
      .filter(([operator, value]) => problemOfComparison(column, operator, value) === undefined)
      .map(([operator, value]): Expression => ({ kind: 'compare', column: column.name, operator, value }));
    if (isText(column)) return fc.oneof(has, compare);
    const isIn = fc
      .tuple(fc.array(valueFor(column.type), { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([values, negated]): Expression => ({ kind: 'in', column: column.name, values, negated }));
    return fc.oneof(
      { weight: 1, arbitrary: has },
      { weight: 4, arbitrary: compare },
      { weight: 1, arbitrary: isIn },
    );
  });

const combined = (leaf: fc.Arbitrary<Expression>, depth: number): fc.Arbitrary<Expression> => {
  if (depth === 0) return leaf;
  const inner = combined(leaf, depth - 1);
  const chain = (kind: 'and' | 'or') =>
    fc.array(inner, { minLength: 2, maxLength: 3 }).map((operands): Expression => ({ kind, operands }));
  return fc.oneof(
    leaf,
    chain('and'),
    chain('or'),
    inner.map((operand): Expression => ({ kind: 'not', operand })),
  );
};

const near = fc
  .tuple(
    fc.constantFrom(0, 48, -33.9),
    fc.constantFrom(0, 11, 151),
    fc.constantFrom(1, 50_000, 400_000, 20_000_000),
  )
  .map(
    ([latitude, longitude, metres]): Expression => ({
      kind: 'near',
      column: 'GpsPosition',
      latitude,
      longitude,
      metres,
    }),
  );
const inTrack = fc
  .tuple(fc.constantFrom('video', 'audio', 'text'), combined(conditions(ASKED_OF_TRACKS, true), 1))
  .map(([word, operand]): Expression => ({ kind: 'track', track: word as 'video', operand }));
const anyTrack: Expression = { kind: 'track', track: 'audio', operand: { kind: 'all' } };
const expressions = combined(
  fc.oneof({ weight: 3, arbitrary: conditions(ASKED, false) }, inTrack, near, fc.constant(anyTrack)),
  2,
);

jest.setTimeout(60_000);
let pipeline: LocalPipeline;
let index: MediaIndex;
const stored = new Map<string, Cells>();

beforeAll(async () => {
  pipeline = await LocalPipeline.deploy();
  const { connection } = pipeline;
  const client = tablestoreClient(connection);
  index = new MediaIndex(async () => client, { tableName: connection.table, indexName: SEARCH_INDEX });
  const put = (key: string, cells: Cells) =>
    client.putRow({
      tableName: connection.table,
      condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
      primaryKey: [{ ObjectKey: key }, { BucketName: connection.bucket }],
      attributeColumns: Object.entries(cells).flatMap(([name, value]) =>
        value === undefined
          ? []
          : [
              {
                [name]:
                  typeof value === 'bigint' ? TableStore.Long.fromString(String(value)) : (value as string),
              },
            ],
      ),
    });
  await Promise.all(
    fc.sample(rows, { numRuns: 150, seed: 7 }).map((cells, i) => {
      const key = `row-${i}`;
      stored.set(key, { ...cells, ObjectKey: key, BucketName: connection.bucket });
      return put(key, cells);
    }),
  );
  while ((await index.count(toSearchQuery({ kind: 'all' }))) < stored.size)
    await new Promise((done) => setTimeout(done, 50));
}, 60_000);

afterAll(() => pipeline?.close());

async function found(expression: Expression): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of index.find({
    query: toSearchQuery(expression),
    sort: [],
    columns: ['ObjectKey'],
  })) {
    keys.push(...page.map((row) => String(row['ObjectKey'])));
  }
  return keys.sort();
}

const evaluated = (expression: Expression): string[] =>
  [...stored]
    .filter(([, cells]) => isTrueFor(expression, (column) => cells[column]))
    .map(([key]) => key)
    .sort();

it('finds in memory exactly the rows that the search finds', async () => {
  let [some, all] = [0, 0];
  await fc.assert(
    fc.asyncProperty(expressions, async (expression) => {
      const keys = await found(expression);
      if (keys.length > 0 && keys.length < stored.size) some += 1;
      all += 1;
      expect({ query: printQuery(expression), keys: evaluated(expression) }).toEqual({
        query: printQuery(expression),
        keys,
      });
    }),
    { numRuns: IS_LONG_RUN ? 500 : 60 },
  );
  // A property over queries that find nothing or everything would show nothing.
  expect(some).toBeGreaterThan(all / 2);
});

it('compares by the bytes of UTF-8, not by the units of UTF-16', async () => {
  const query = parseQuery('VideoFormat>"\uFFFD"', 0);
  expect(evaluated(query)).toEqual(await found(query));
  expect(evaluated(query).map((key) => stored.get(key)!['VideoFormat'])).toContain('🎬');
});

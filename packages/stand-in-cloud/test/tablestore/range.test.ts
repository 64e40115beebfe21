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

const { INF_MIN, INF_MAX, Direction, ComparatorType } = TableStore;
/** In the order of their UTF-8 bytes, which is not alphabetical and not the order of UTF-16. */
const KEYS = ['A', 'a', 'a/b', 'aa', 'z', 'é', '中', '～', '😀'];

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
  stage.server.createTable(INSTANCE, TABLE, OBJECTS_TABLE);
  for (const [index, name] of [...KEYS.entries()].reverse()) {
    await stage.client.putRow({
      tableName: TABLE,
      condition: ignore(),
      primaryKey: key(name),
      attributeColumns: [{ Rank: TableStore.Long.fromNumber(index) }],
    });
  }
});

afterAll(() => stage.server.close());

const range = (from: unknown, to: unknown, more: Record<string, unknown> = {}) =>
  stage.client.getRange({
    tableName: TABLE,
    direction: Direction.FORWARD,
    maxVersions: 1,
    limit: 100,
    inclusiveStartPrimaryKey: key(from, INF_MIN),
    exclusiveEndPrimaryKey: key(to, INF_MAX),
    ...more,
  });

// biome-ignore lint/suspicious/noExplicitAny: an untyped library's answer
const names = (answer: any): string[] => answer.rows.map((row: any) => row.primaryKey[0].value);

it('reads all rows in key order', async () => {
  expect(names(await range(INF_MIN, INF_MAX))).toEqual(KEYS);
});

it('reads backwards', async () => {
  const answer = await range(INF_MAX, INF_MIN, { direction: Direction.BACKWARD });

  expect(names(answer)).toEqual([...KEYS].reverse());
});

it('includes the start and excludes the end', async () => {
  const answer = await range('a', 'aa', { exclusiveEndPrimaryKey: key('aa', INF_MIN) });

  expect(names(answer)).toEqual(['a', 'a/b']);
});

it.each([Direction.FORWARD, Direction.BACKWARD])('pages %s without loss or repeat', async (direction) => {
  const ends = direction === Direction.FORWARD ? [INF_MIN, INF_MAX] : [INF_MAX, INF_MIN];
  const seen: string[] = [];
  let start: unknown = key(ends[0], ends[0]);
  while (start) {
    const answer = await range(ends[0], ends[1], {
      direction,
      limit: 2,
      inclusiveStartPrimaryKey: start,
      exclusiveEndPrimaryKey: key(ends[1], ends[1]),
    });
    seen.push(...names(answer));
    const next = answer.nextStartPrimaryKey as { name: string; value: unknown }[] | null;
    start = next?.map(({ name, value }) => ({ [name]: value }));
  }

  expect(seen).toEqual(direction === Direction.FORWARD ? KEYS : [...KEYS].reverse());
});

it('returns what a filter lets through', async () => {
  const filter = new TableStore.SingleColumnCondition(
    'Rank',
    TableStore.Long.fromNumber(7),
    ComparatorType.GREATER_EQUAL,
  );

  expect(names(await range(INF_MIN, INF_MAX, { columnFilter: filter }))).toEqual(['～', '😀']);
});

it('reads only the columns asked for', async () => {
  const answer = await range('A', 'A', { columnsToGet: ['ObjectKey'] });

  expect(answer.rows).toHaveLength(1);
  expect(attributes(answer.rows[0])).toEqual({});
});

it('refuses a range that runs against its direction', async () => {
  expect(await refusal(range('b', 'a', { exclusiveEndPrimaryKey: key('a', INF_MIN) }))).toMatchObject({
    code: 'OTSParameterInvalid',
    message: 'Begin key must less than end key in FORWARD.',
  });
  expect(await refusal(range('a', 'b', { direction: Direction.BACKWARD }))).toMatchObject({
    message: 'Begin key must more than end key in BACKWARD.',
  });
});

it('stops at 5,000 rows and says where to go on', async () => {
  stage.server.createTable(INSTANCE, 'Many', {
    ...OBJECTS_TABLE,
    primaryKey: [{ name: 'Number', type: 'INTEGER' }],
  });
  const numbers = Array.from({ length: 5100 }, (_, index) => index - 50);
  for (let from = 0; from < numbers.length; from += 200) {
    await stage.client.batchWriteRow({
      tables: [
        {
          tableName: 'Many',
          rows: numbers.slice(from, from + 200).map((number) => ({
            type: 'PUT',
            condition: ignore(),
            primaryKey: [{ Number: TableStore.Long.fromNumber(number) }],
            attributeColumns: [{ N: TableStore.Long.fromNumber(number) }],
          })),
        },
      ],
    });
  }

  const answer = await stage.client.getRange({
    tableName: 'Many',
    direction: Direction.FORWARD,
    maxVersions: 1,
    inclusiveStartPrimaryKey: [{ Number: INF_MIN }],
    exclusiveEndPrimaryKey: [{ Number: INF_MAX }],
  });

  expect(answer.rows).toHaveLength(5000);
  expect(Number(answer.rows[0].primaryKey[0].value)).toBe(-50);
  expect(Number(answer.nextStartPrimaryKey[0].value)).toBe(4950);
});

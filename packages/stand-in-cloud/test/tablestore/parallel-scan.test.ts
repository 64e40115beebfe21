import {
  foundKeys,
  INDEX,
  LAG,
  MATCH_ALL,
  putSample,
  SAMPLES,
  SEARCH,
  startSampleIndex,
} from './sample-index';
import type { Answer } from './sdk';
import { ignore, key, refusal, type Stage, TABLE } from './support';

const { RETURN_ALL, RETURN_ALL_FROM_INDEX, RETURN_SPECIFIED } = SEARCH.ColumnReturnType as Record<
  string,
  number
>;
const KEYS = Object.keys(SAMPLES);

let stage: Stage;
beforeEach(async () => {
  stage = await startSampleIndex();
});
afterEach(() => stage.server.close());

const open = async (): Promise<Buffer> => {
  const searchIndexSplitsOptions = { indexName: INDEX };
  return (await stage.client.computeSplits({ tableName: TABLE, searchIndexSplitsOptions })).sessionId;
};

const scan = (
  scanQuery: object,
  sessionId?: Buffer,
  columnToGet: object = { returnType: RETURN_ALL_FROM_INDEX },
) =>
  stage.client.parallelScan({
    tableName: TABLE,
    indexName: INDEX,
    ...(sessionId ? { sessionId } : {}),
    columnToGet,
    scanQuery: {
      query: MATCH_ALL,
      limit: 2,
      aliveTime: 60,
      currentParallelId: 0,
      maxParallel: 1,
      ...scanQuery,
    },
  }) as Promise<Answer>;

async function writeMeanwhile(): Promise<void> {
  await putSample(stage, 'a0.mp4', [{ Format: 'New' }]);
  await putSample(stage, 'd.wav', [{ Format: 'Changed' }]);
  await stage.client.deleteRow({ tableName: TABLE, condition: ignore(), primaryKey: key('c.mkv') });
  stage.clock.advance(LAG);
}

it('gives a session what there was when it began, whatever is written meanwhile', async () => {
  const session = await open();
  const first = await scan({}, session);
  await writeMeanwhile();
  const second = await scan({ token: first.nextToken }, session);

  expect([...foundKeys(first), ...foundKeys(second)]).toEqual(KEYS);
  const [, last] = second.rows;
  expect(last.attributes.find(({ columnName }: Answer) => columnName === 'Format').columnValue).toBe('Wave');
});

it('gives a scan without a session what there is at each page', async () => {
  const first = await scan({});
  await writeMeanwhile();
  const second = await scan({ token: first.nextToken });

  expect([...foundKeys(first), ...foundKeys(second)]).toEqual(['a.mp4', 'b.mp4', 'd.wav']);
});

it('keeps a session alive with each request, for as long as that says', async () => {
  const session = await open();
  const { nextToken: token } = await scan({ aliveTime: 100 }, session);
  stage.clock.advance(99_000);
  expect(foundKeys(await scan({ token, aliveTime: 5 }, session))).toHaveLength(2);
  stage.clock.advance(5_001);

  expect((await refusal(scan({ token }, session))).code).toBe('OTSSessionExpired');
});

it.each([
  ['no rows', { limit: 0 }, /limit/],
  ['more than 2,000 rows', { limit: 2_001 }, /limit/],
  ['a worker that is none', { currentParallelId: 1 }, /Invalid parallel id 1 of 1/],
  ['more workers than there are splits', { maxParallel: 5 }, /at most 4/],
])('refuses a scan for %s', async (_, scanQuery, words) => {
  expect(await refusal(scan(scanQuery))).toMatchObject({
    code: 'OTSParameterInvalid',
    message: expect.stringMatching(words),
  });
});

it.each([
  ['all columns', { returnType: RETURN_ALL }],
  ['a column of the table alone', { returnType: RETURN_SPECIFIED, returnNames: ['Format', 'Elsewhere'] }],
])('refuses a scan for %s', async (_, columnToGet) => {
  const { code, message } = await refusal(scan({}, undefined, columnToGet));
  expect([code, message]).toEqual([
    'OTSParameterInvalid',
    expect.stringMatching(/only columns of the index/),
  ]);
});

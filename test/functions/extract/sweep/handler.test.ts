import { ENVIRONMENT, SWEEP, SWEEP_PREFIX, SWEEP_SUFFIX } from '../../../../contract/environment';
import { LOG_FIELDS, SWEEP_LOG_FIELDS } from '../../../../contract/log-fields';
import { SWEEP_KEY, SWEEP_TABLE } from '../../../../contract/sweep';
import { handler, recordFailure } from '../../../../functions/extract/index';
import { ossEvent, payload } from '../event-factory';
import { BUCKET, Pipeline } from '../support/pipeline';
import { INSTANCE } from '../support/table';

const SECOND = 'second-bucket';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
  pipeline.tablestore.createTable(INSTANCE, SWEEP_TABLE, {
    primaryKey: [{ name: SWEEP_KEY, type: 'STRING' }],
    timeToLive: -1,
    maxVersions: 1,
  });
  process.env[SWEEP] = 'daily';
});
afterEach(() => pipeline.stop());

const EVENT = { triggerTime: '2026-11-26T08:00:00Z', triggerName: 'sweep', payload: 'sweep' };
const fire = (event: object = EVENT) => handler(Buffer.from(JSON.stringify(event)), pipeline.context());
const upload = (...keys: string[]) => payload(...keys.map((key) => ossEvent({ key, bucket: BUCKET })));
const said = (message: string) => pipeline.log.filter((line) => line.message === message);

it('has every difference made right by the function, with a line for each, and one for the sweep', async () => {
  await pipeline.putFixture('kept.mp4', 'moov-first.mp4');
  await pipeline.putFixture('gone.mp4', 'moov-first.mp4');
  await handler(upload('kept.mp4', 'gone.mp4'), pipeline.context());
  await pipeline.oss.remove('gone.mp4');
  await pipeline.putFixture('new.mp4', 'moov-last.mp4');
  pipeline.log.length = 0;

  expect(await fire()).toEqual({ objects: [], rejected: [] });

  expect(await pipeline.row('gone.mp4')).toBeUndefined();
  expect(await pipeline.row('new.mp4')).toMatchObject({ Status: 'DESCRIBED' });
  expect(
    said('object')
      .map(({ eventName, key, action }) => [eventName, key, action])
      .sort(),
  ).toEqual([
    ['sweep:missing', 'new.mp4', 'written'],
    ['sweep:orphaned', 'gone.mp4', 'deleted'],
  ]);
  expect(said('sweep')).toEqual([
    expect.objectContaining({ objects: 2, rows: 2, missing: 1, orphaned: 1, replaced: 0, slices: 1 }),
  ]);
});

it('writes lines of the declared fields and types only', async () => {
  await pipeline.putFixture('new.mp4', 'moov-first.mp4');
  await fire();
  pipeline.oss.account.allow = (action) => action !== 'ots:GetRow';
  await fire();

  const types: Record<string, string> = { ...LOG_FIELDS, ...SWEEP_LOG_FIELDS };
  const lines = pipeline.log.filter(({ message }) => message?.startsWith('sweep'));
  expect(lines.map(({ message }) => message)).toEqual(['sweep', 'sweep failed']);
  for (const line of lines) {
    for (const [name, value] of Object.entries(line)) {
      expect([name, typeof value]).toEqual([name, types[name] === 'long' ? 'number' : 'string']);
    }
  }
  expect(Object.keys(SWEEP_LOG_FIELDS).filter((name) => !(name in lines[0]!))).toEqual([]);
});

it('compares what has the prefix and suffix in its own bucket, and everything in the others', async () => {
  process.env[ENVIRONMENT.buckets] = `${BUCKET},${SECOND}`;
  process.env[SWEEP_PREFIX] = 'in/';
  process.env[SWEEP_SUFFIX] = '.mp4';
  pipeline.oss.server.createBucket(SECOND, {});
  for (const key of ['in/a.mp4', 'in/a.txt', 'out/a.mp4']) await pipeline.oss.put(key, 'no film');
  await pipeline.oss.put('out/a.txt', 'no film', {}, SECOND);

  await fire();

  const statuses = ['in/a.mp4', 'in/a.txt', 'out/a.mp4'].map((key) => pipeline.row(key));
  expect((await Promise.all(statuses)).map((row) => row?.['Status'])).toEqual([
    'UNRECOGNISED',
    undefined,
    undefined,
  ]);
  expect((await pipeline.row('out/a.txt', SECOND))?.['Status']).toBe('NOT_MEDIA');
});

it.each([
  ['oss:ListObjects', /^List of the bucket: .*OSS answered 403 AccessDenied/],
  ['ots:GetRange', /^Tablestore GetRange: OTSNoPermissionAccess/],
  ['ots:GetRow', /^Tablestore GetRow: OTSNoPermissionAccess/],
  ['ots:PutRow', /^Tablestore PutRow: OTSNoPermissionAccess/],
])(
  'never throws, as the platform would only fire again: without %s it says so in one line',
  async (denied, reason) => {
    pipeline.oss.account.allow = (action) => action !== denied;
    await pipeline.oss.put('a.txt', 'no film');

    expect(await fire()).toEqual({ objects: [], rejected: [] });

    expect(said('sweep failed')).toEqual([
      expect.objectContaining({ level: 'error', reason: expect.stringMatching(reason) }),
    ]);
    pipeline.oss.account.allow = () => true;
    await fire();
    expect(await pipeline.row('a.txt')).toMatchObject({ Status: 'NOT_MEDIA' });
  },
);

it.each<[string, object]>([
  ['another message', { ...EVENT, payload: 'something' }],
  ['another trigger', { ...EVENT, triggerName: 'nightly' }],
  ['no time', { ...EVENT, triggerTime: '' }],
  ['a time that is none', { ...EVENT, triggerTime: { toString: 1 } }],
  ['one member less', { triggerName: 'sweep', payload: 'sweep' }],
  ['one member more', { ...EVENT, bucket: 'theirs' }],
  ['a list', [EVENT]],
])('rejects an event with %s, and does nothing', async (_, event) => {
  await pipeline.oss.put('a.txt', 'no film');
  const answer = await fire(event);
  expect(answer.rejected).toEqual([expect.stringContaining("a list 'events' is expected")]);
  expect(pipeline.oss.account.asked.filter(({ action }) => action.startsWith('ots:'))).toEqual([]);
});

it('does not sweep unless the stack says so', async () => {
  delete process.env[SWEEP];
  await pipeline.oss.put('a.txt', 'no film');
  expect((await fire()).rejected).toHaveLength(1);
  expect(await pipeline.row('a.txt')).toBeUndefined();

  process.env[SWEEP] = 'hourly';
  await expect(fire()).rejects.toThrow("SWEEP must be one of daily, weekly, 'hourly' given");
});

it('writes no row when the platform gives up a firing', async () => {
  const failure = {
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 4 },
    requestPayload: JSON.stringify(EVENT),
    responseContext: { functionError: 'UnhandledInvocationError' },
    responsePayload: '{"errorMessage":"Process exited unexpectedly"}',
  };
  const answer = await recordFailure(JSON.stringify(failure), pipeline.context());
  expect(answer.objects).toEqual([]);
  expect(said('event given up')).toEqual([
    expect.objectContaining({
      level: 'error',
      reason: expect.stringContaining('Process exited unexpectedly'),
    }),
  ]);
});

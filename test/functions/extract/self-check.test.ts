import {
  failingEvent,
  SELF_CHECKS,
  type SelfCheckAnswer,
  selfCheckRequest,
} from '../../../contract/self-check';
import { handler } from '../../../functions/extract/index';
import { ROLE } from './support/account';
import { BUCKET, Pipeline } from './support/pipeline';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

const ask = async (payload: string): Promise<SelfCheckAnswer> =>
  (await handler(Buffer.from(payload), pipeline.context())) as SelfCheckAnswer;

const MISSING = 'films/missing a+b %41 北京 🎬.wav';
const failing = failingEvent({ bucket: BUCKET, key: 'a.mp4' }, new Date(0));

it('checks itself, and answers without a secret and without a log line', async () => {
  const answer = await ask(selfCheckRequest(MISSING));
  expect(answer.selfCheck).toBe('done');
  expect(answer.checks.map(({ name }) => name)).toEqual(SELF_CHECKS);
  expect(answer.checks.filter(({ passed }) => passed !== true)).toEqual([
    expect.objectContaining({
      name: 'other Tablestore endpoint',
      reason: 'The function has only one endpoint of Tablestore.',
    }),
  ]);
  expect(answer.checks.find(({ name }) => name === 'mediainfo')).toMatchObject({
    facts: { template: 'forks' },
  });
  const told = JSON.stringify([answer, pipeline.log]);
  for (const secret of Object.values(ROLE)) expect(told).not.toContain(secret);
  expect(told).not.toMatch(/Signature=|x-oss-|x-ots-/i);
  expect(pipeline.log).toEqual([]);
});

it('says what fails, in its own words', async () => {
  await pipeline.putFixture(MISSING, 'still.jpg');
  process.env['TABLESTORE_FALLBACK_ENDPOINT'] = 'http://127.0.0.1:1';
  process.env['TABLE_NAME'] = 'no_such_table';
  const { checks } = await ask(selfCheckRequest(MISSING));
  const reasons = Object.fromEntries(
    checks.flatMap(({ name, passed, reason }) => (passed === false ? [[name, reason]] : [])),
  );
  expect(reasons).toEqual({
    'Tablestore endpoint': expect.stringMatching(/^GetRow at http.*: OTSObjectNotExist: /),
    'other Tablestore endpoint': 'GetRow at http://127.0.0.1:1: Network: ECONNREFUSED.',
    'missing object': 'OSS says that there is an object, where none is expected.',
  });
});

it('tells 403 from 404', async () => {
  pipeline.oss.account.allow = (action) => action !== 'oss:GetObject';
  const { checks } = await ask(selfCheckRequest(MISSING));
  expect(checks.find(({ name }) => name === 'missing object')).toMatchObject({ passed: false });
});

it.each([
  ['a further field', JSON.stringify({ selfCheck: 'run', missingKey: 'a', more: 1 })],
  ['another order', JSON.stringify({ missingKey: 'a', selfCheck: 'run' })],
  ['a space', '{ "selfCheck":"run","missingKey":"a"}'],
  ['no key', JSON.stringify({ selfCheck: 'run' })],
  ['a key that OSS cannot have', selfCheckRequest('/a')],
  ['a key that is too long', selfCheckRequest('a'.repeat(1_024))],
  ['a key that is no text', JSON.stringify({ selfCheck: 'run', missingKey: { toString: 1 } })],
  ['something else to do', JSON.stringify({ selfCheck: 'env', missingKey: 'a' })],
  ['half of it', selfCheckRequest('a').slice(0, -3)],
  ['too much of it', failing.replace('"fail"', `"fail","x":"${'x'.repeat(9_000)}"`)],
])('takes a request with %s for an event', async (_what, payload) => {
  const answer = await ask(payload);
  expect(answer).not.toHaveProperty('selfCheck');
});

it('fails for the event that asks for it, whatever else is in it', async () => {
  await expect(ask(failing)).rejects.toThrow('media doctor asked for this failure.');
  expect(await pipeline.row('a.mp4')).toBe(undefined);
});

it('does nothing of it where the stack says so', async () => {
  process.env['SELF_CHECK'] = 'false';
  await pipeline.putFixture('a.mp4', 'moov-first.mp4');
  expect(await ask(selfCheckRequest(MISSING))).toEqual({
    selfCheck: 'refused',
    checks: [],
    objects: [],
    rejected: [],
  });
  expect((await ask(failing)).objects).toEqual([
    expect.objectContaining({ key: 'a.mp4', action: 'written' }),
  ]);
});

import { TABLESTORE_FALLBACK } from '../../../contract/environment';
import { LOG_FIELDS } from '../../../contract/log-fields';
import { readPolicy } from '../../../contract/policy/read-policy';
import { handler, recordFailure } from '../../../functions/extract/index';
import { ossEvent, payload } from './event-factory';
import { BUCKET, Pipeline } from './support/pipeline';

// In the code package they lie beside the bundle.
jest.mock('../../../functions/extract/policies', () => ({
  ...jest.requireActual('../../../functions/extract/policies'),
  shippedPolicies: () => [{ prefix: 'film', policy: mockPolicy() }],
}));
const mockPolicy = () => readPolicy('must Sound: has AudioFormat', 'sound.policy');

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

const event = (...keys: string[]) => payload(...keys.map((key) => ossEvent({ key, bucket: BUCKET })));

/** Makes the function write log lines of every kind. */
async function everyLine() {
  // Where there are two endpoints, a line says which one answered.
  process.env[TABLESTORE_FALLBACK] = 'http://127.0.0.1:1';
  await pipeline.putFixture('film.mp4', 'moov-first.mp4');
  await pipeline.putFixture('京.mp4', 'moov-first.mp4');
  await pipeline.oss.put('notes.txt', 'shopping list');
  await handler(event('film.mp4', 'notes.txt', '%E4%BA%AC.mp4', 'gone.mp4'), pipeline.context());
  await handler(event('film.mp4'), pipeline.context());
  await handler('{', pipeline.context());
  pipeline.oss.account.allow = (action) => action !== 'ots:PutRow';
  await pipeline.putFixture('film.mp4', 'cut-moov-first.mp4');
  await handler(event('film.mp4'), pipeline.context()).catch(() => undefined);
  pipeline.oss.account.allow = () => true;
  const failure = {
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 4 },
    requestPayload: event('film.mp4').toString(),
    responsePayload: '{"errorMessage":"OSS answered 503."}',
  };
  await recordFailure(JSON.stringify(failure), pipeline.context());
  return pipeline.log as Record<string, unknown>[];
}

describe('the log', () => {
  it('is flat, and of the declared fields and types only', async () => {
    const lines = await everyLine();
    const types = { text: 'string', long: 'number' };
    for (const line of lines) {
      for (const [name, value] of Object.entries(line)) {
        expect([name, typeof value]).toEqual([name, types[LOG_FIELDS[name as keyof typeof LOG_FIELDS]]]);
        if (typeof value === 'number') expect(Number.isInteger(value)).toBe(true);
      }
    }
    const used = new Set(lines.flatMap((line) => Object.keys(line)));
    expect(Object.keys(LOG_FIELDS).filter((name) => !used.has(name))).toEqual([]);
  });

  it('tells the verdict of the policy, also of a row that stays as it is', async () => {
    const lines = (await everyLine()).filter(
      ({ key, message }) => message === 'object' && key === 'film.mp4',
    );
    expect(lines.map(({ action, policy }) => [action, policy])).toEqual(
      expect.arrayContaining([
        ['written', 'PASS'],
        ['unchanged', 'PASS'],
        // What could not be described is not accepted.
        ['written', 'FAIL'],
      ]),
    );
    const other = (await everyLine()).find(({ key, message }) => message === 'object' && key === 'notes.txt');
    expect(other).not.toHaveProperty('policy');
  });

  it('has one line an object, with all that is charted', async () => {
    const lines = (await everyLine()).filter(({ message }) => message === 'object');
    expect(lines.map(({ key, action, status }) => [key, action, status])).toEqual(
      expect.arrayContaining([
        ['film.mp4', 'written', 'DESCRIBED'],
        ['notes.txt', 'written', 'NOT_MEDIA'],
        ['京.mp4', 'written', 'DESCRIBED'],
        ['gone.mp4', 'absent', undefined],
        ['film.mp4', 'unchanged', 'DESCRIBED'],
        ['film.mp4', 'failed', undefined],
        ['film.mp4', 'written', 'FAILED'],
      ]),
    );
    expect(lines).toHaveLength(7);
    for (const line of lines)
      expect(line).toMatchObject({ level: expect.any(String), milliseconds: expect.any(Number) });
    for (const line of lines.filter(({ action }) => action === 'written')) {
      expect(line).toMatchObject({ bytes: expect.any(Number), requests: expect.any(Number) });
    }
  });
});

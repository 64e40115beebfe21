import { handler, recordFailure } from '../../../functions/extract/index';
import { ossEvent, payload } from './event-factory';
import { BUCKET, Pipeline } from './support/pipeline';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

/** What Function Compute sends to a failure destination. */
const failure = (
  requestPayload: unknown,
  responsePayload: unknown = { errorMessage: 'OSS answered 503.', errorType: 'PlatformError' },
) =>
  Buffer.from(
    JSON.stringify({
      timestamp: 1_795_341_600_000,
      requestContext: {
        requestId: '1-0000',
        functionArn: 'acs:fc:cn-hangzhou:1234567890123456:services/media.LATEST/functions/extract',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 4,
      },
      requestPayload,
      responseContext: { statusCode: 200, functionError: 'UnhandledInvocationError' },
      responsePayload:
        typeof responsePayload === 'string' ? responsePayload : JSON.stringify(responsePayload),
    }),
  );

const event = (...keys: string[]) =>
  payload(...keys.map((key) => ossEvent({ key, bucket: BUCKET }))).toString();
const record = (content: Buffer) => recordFailure(content, pipeline.context());

describe('the failure destination', () => {
  it('gives every object of the event a row that says why', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    expect((await record(failure(event('a.mp4', 'gone.mp4')))).objects).toMatchObject([
      { key: 'a.mp4', action: 'written', status: 'FAILED' },
      { key: 'gone.mp4', action: 'absent' },
    ]);
    expect(await pipeline.row('a.mp4')).toMatchObject({
      Status: 'FAILED',
      Reason:
        'Describing the object was given up after 4 attempts (RetriesExhausted). Reported error: OSS answered 503.',
      Size: 93_257,
    });
  });

  it('leaves a row about the present version, and replaces one about an earlier', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await handler(event('a.mp4'), pipeline.context());
    expect((await record(failure(event('a.mp4')))).objects).toMatchObject([
      { action: 'unchanged', status: 'DESCRIBED' },
    ]);

    await pipeline.putFixture('a.mp4', 'moov-last.mp4');
    expect((await record(failure(event('a.mp4')))).objects).toMatchObject([
      { action: 'written', status: 'FAILED' },
    ]);
    expect(await pipeline.row('a.mp4')).not.toHaveProperty('Meta_data');
  });

  it('deletes the row of an object that is gone', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await handler(event('a.mp4'), pipeline.context());
    await pipeline.oss.remove('a.mp4');
    expect((await record(failure(event('a.mp4')))).objects).toMatchObject([{ action: 'deleted' }]);
    expect(await pipeline.row('a.mp4')).toBeUndefined();
  });

  it('is not the last word: the next event is taken up', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await record(failure(event('a.mp4')));
    const { objects } = await handler(event('a.mp4'), pipeline.context());
    expect(objects).toMatchObject([{ action: 'written', status: 'DESCRIBED' }]);
  });

  it('gives a new object a row even while OSS is away, and asks to be called again', async () => {
    await pipeline.putFixture('new.mp4', 'moov-first.mp4');
    await pipeline.putFixture('old.mp4', 'moov-first.mp4');
    await handler(event('old.mp4'), pipeline.context());
    const old = await pipeline.row('old.mp4');

    pipeline.oss.server.conditions.fault = () => ({
      kind: 'refuse',
      status: 503,
      code: 'ServiceUnavailable',
    });
    await expect(record(failure(event('new.mp4', 'old.mp4')))).rejects.toThrow('2 of 2 objects');
    expect(await pipeline.row('new.mp4')).toMatchObject({
      Status: 'FAILED',
      Size: 122_539,
      LastModified: '2026-11-22T10:00:00.000Z',
      Reason: expect.stringContaining('OSS answered 503 ServiceUnavailable'),
    });
    expect(await pipeline.row('old.mp4')).toEqual(old);

    pipeline.oss.server.conditions.fault = undefined;
    await record(failure(event('new.mp4', 'old.mp4')));
    expect(await pipeline.row('new.mp4')).toMatchObject({ Status: 'FAILED', Size: 93_257 });
    expect(await pipeline.row('old.mp4')).toEqual(old);
  });

  it('does not end with a row of what it was told, before it has looked', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    pipeline.oss.server.conditions.fault = () => ({
      kind: 'refuse',
      status: 503,
      code: 'ServiceUnavailable',
    });
    await expect(record(failure(event('a.mp4')))).rejects.toThrow('1 of 1 objects');
    expect(await pipeline.row('a.mp4')).toMatchObject({ Status: 'FAILED', Size: 122_539 });
    await expect(record(failure(event('a.mp4')))).rejects.toThrow('1 of 1 objects');

    pipeline.oss.server.conditions.fault = undefined;
    await pipeline.oss.remove('a.mp4');
    expect((await record(failure(event('a.mp4')))).objects).toMatchObject([{ action: 'deleted' }]);
  });

  it('fails while the table cannot be written to, so that the event is kept', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    pipeline.tablestore.injectFaults(() => ({ refuse: 'OTSServerUnavailable' }));
    await expect(record(failure(event('a.mp4')))).rejects.toThrow('Tablestore GetRow: OTSServerUnavailable');
    pipeline.tablestore.injectFaults(undefined);
    expect((await record(failure(event('a.mp4')))).objects).toMatchObject([{ status: 'FAILED' }]);
  });

  it.each([
    ['an object', JSON.parse(event('a.mp4'))],
    ['Base64', Buffer.from(event('a.mp4')).toString('base64')],
  ])('reads the event also as %s', async (_form, requestPayload) => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    expect((await record(failure(requestPayload))).objects).toMatchObject([{ status: 'FAILED' }]);
  });

  it('takes an error as text, and none at all', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await record(failure(event('a.mp4'), 'Function time out after 60 seconds'));
    expect(await pipeline.row('a.mp4')).toMatchObject({
      Reason: expect.stringMatching(/Function time out after 60 seconds$/),
    });
    await pipeline.putFixture('b.mp4', 'moov-first.mp4');
    await record(failure(event('b.mp4'), ''));
    expect(await pipeline.row('b.mp4')).toMatchObject({
      Reason: expect.stringMatching(/No error was reported\.$/),
    });
  });

  it.each([
    ['thousands of levels', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['an error of thousands of levels', `{"errorMessage":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['a number', '7'],
    ['what misleads the eye', '{"errorMessage":"a\\u202eb\\u0000c"}'],
  ])('with %s for an answer still gives each object its row', async (_, response) => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    const content = failure(event('a.mp4'), 'ANSWER').toString().replace('"ANSWER"', response);
    expect((await record(Buffer.from(content))).objects).toMatchObject([{ status: 'FAILED' }]);
    expect((await pipeline.row('a.mp4'))!['Reason']).toMatch(/^[^\p{Cc}\p{Cf}]{1,300}$/u);
  });

  it('takes an event that cannot be read for what it is, beside one that can', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const given = event('a.mp4').replace(/]}$/, `,{"eventName":${deep}}]}`);
    const content = failure('GIVEN').toString().replace('"GIVEN"', given);
    expect(await record(Buffer.from(content))).toMatchObject({
      objects: [{ key: 'a.mp4', status: 'FAILED' }],
      rejected: [expect.stringContaining('events[1].eventName')],
    });
  });

  it('refuses what is not for it', async () => {
    const answer = await record(Buffer.from(event('a.mp4')));
    expect(answer).toMatchObject({
      objects: [],
      rejected: [expect.stringContaining("one without 'requestPayload'")],
    });
    expect(pipeline.log).toMatchObject([{ level: 'error', message: 'event rejected' }]);
  });
});

import { ENVIRONMENT } from '../../../contract/environment';
import { handler, recordFailure } from '../../../functions/extract/index';
import { ossEvent, payload } from './event-factory';
import { BUCKET, Pipeline } from './support/pipeline';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

/** As the setting `otherBuckets` does. */
const allow = (other: string): void => {
  process.env[ENVIRONMENT.buckets] = `${BUCKET},${other}`;
};

describe('a table', () => {
  it('keeps the rows of several buckets in one table, one beside the other', async () => {
    const other = 'media-test-2';
    allow(other);
    pipeline.oss.server.createBucket(other, {});
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await pipeline.oss.put('a.mp4', 'shopping list', {}, other);
    const both = () =>
      handler(
        payload(...[BUCKET, other].map((bucket) => ossEvent({ key: 'a.mp4', bucket }))),
        pipeline.context(),
      );
    expect((await both()).objects).toMatchObject([
      { bucket: BUCKET, action: 'written', status: 'DESCRIBED' },
      { bucket: other, action: 'written', status: 'UNRECOGNISED' },
    ]);
    expect(await pipeline.row('a.mp4', other)).toMatchObject({ Status: 'UNRECOGNISED', Size: 13 });

    await pipeline.oss.remove('a.mp4', other);
    expect((await both()).objects).toMatchObject([{ action: 'unchanged' }, { action: 'deleted' }]);
    expect(await pipeline.row('a.mp4')).toMatchObject({ Status: 'DESCRIBED' });
    expect(await pipeline.row('a.mp4', other)).toBeUndefined();
  });

  it('says so of an object in a bucket that its role may not read', async () => {
    pipeline.oss.account.allow = (action, resource) =>
      !action.startsWith('oss:') || resource.includes(`:${BUCKET}/`);
    allow('foreign');
    pipeline.oss.server.createBucket('foreign', {});
    const event = payload(ossEvent({ key: 'a.mp4', bucket: 'foreign' }));
    expect((await handler(event, pipeline.context())).objects).toMatchObject([
      {
        bucket: 'foreign',
        action: 'written',
        status: 'FAILED',
        reason: expect.stringContaining('may not read'),
      },
    ]);
  });
});

describe("an event of a bucket that is not the function's", () => {
  const mixed = [
    ossEvent({ key: 'a.mp4', bucket: 'foreign' }),
    ossEvent({ key: 'a.mp4', bucket: BUCKET }),
    ossEvent({ key: 'b\u202e.mp4', bucket: 'foreign' }),
  ];
  const reasons = ['a.mp4', 'b\uFFFD.mp4'].map(
    (key) =>
      `Event: an object in ${BUCKET} is expected, "oss://foreign/${key}" given. The setting otherBuckets allows more buckets.`,
  );

  it.each([
    ['the function', () => handler(payload(...mixed), pipeline.context())],
    [
      'the failure function',
      () => {
        const failed = { requestPayload: JSON.parse(payload(...mixed).toString()) };
        return recordFailure(JSON.stringify(failed), pipeline.context());
      },
    ],
  ])('is rejected with a reason by %s, gets no row, and holds up no other', async (_, run) => {
    pipeline.oss.server.createBucket('foreign', {});
    await pipeline.oss.put('a.mp4', 'shopping list', {}, 'foreign');
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    pipeline.oss.account.asked.length = 0;

    const { objects, rejected } = await run();

    expect(objects).toMatchObject([{ bucket: BUCKET, action: 'written' }]);
    expect(rejected).toEqual(reasons);
    expect(pipeline.log.filter(({ message }) => message === 'event rejected')).toMatchObject(
      reasons.map((reason) => ({ level: 'error', reason })),
    );
    expect(await pipeline.row('a.mp4', 'foreign')).toBeUndefined();
    expect(JSON.stringify(pipeline.oss.account.asked)).not.toContain('foreign');
  });

  it.each(['', 'Media', 'a.example/#', `${BUCKET},`, `${BUCKET}, other`])(
    'is not told by an environment that names %j',
    async (names) => {
      process.env[ENVIRONMENT.buckets] = names;
      await expect(handler(payload(), pipeline.context())).rejects.toThrow('Environment: BUCKETS must be');
    },
  );
});

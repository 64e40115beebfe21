import { handler } from '../../../functions/extract/index';
import { ossEvent, payload } from './event-factory';
import { BUCKET, Pipeline } from './support/pipeline';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

describe('a table', () => {
  it('keeps the rows of several buckets in one table, one beside the other', async () => {
    const other = 'media-test-2';
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

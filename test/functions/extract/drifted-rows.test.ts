import { handler } from '../../../functions/extract/index';
import { ossEvent, payload } from './event-factory';
import { BUCKET, Pipeline } from './support/pipeline';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

const handle = (key: string) => handler(payload(ossEvent({ key, bucket: BUCKET })), pipeline.context());

describe('an object that a lifecycle rule has moved', () => {
  it('keeps its report, also where it can be read no more', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await handle('a.mp4');
    const before = await pipeline.row('a.mp4');
    expect(before).toMatchObject({ Status: 'DESCRIBED', StorageClass: 'Standard' });

    pipeline.oss.server.moveObject(BUCKET, 'a.mp4', 'Archive');
    expect((await handle('a.mp4')).objects).toMatchObject([{ action: 'written', status: 'DESCRIBED' }]);

    const after = await pipeline.row('a.mp4');
    expect(after?.['RevisionId']).not.toBe(before?.['RevisionId']);
    expect(after).toEqual({ ...before, StorageClass: 'Archive', RevisionId: after?.['RevisionId'] });
    expect((await handle('a.mp4')).objects).toMatchObject([{ action: 'unchanged', status: 'DESCRIBED' }]);
  });

  it('is described when it could not be read before and can be now', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    pipeline.oss.server.moveObject(BUCKET, 'a.mp4', 'Archive');
    await handle('a.mp4');
    expect(await pipeline.row('a.mp4')).toMatchObject({ Status: 'ARCHIVED', StorageClass: 'Archive' });

    pipeline.oss.server.moveObject(BUCKET, 'a.mp4', 'Standard');
    await handle('a.mp4');

    expect(await pipeline.row('a.mp4')).toMatchObject({ Status: 'DESCRIBED', StorageClass: 'Standard' });
  });

  it('is amended once by two that see it at the same time', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await handle('a.mp4');
    pipeline.oss.server.moveObject(BUCKET, 'a.mp4', 'IA');
    await Promise.all([handle('a.mp4'), handle('a.mp4')]);
    expect(await pipeline.row('a.mp4')).toMatchObject({ Status: 'DESCRIBED', StorageClass: 'IA' });
  });
});

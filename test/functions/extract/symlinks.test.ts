import { handler, recordFailure } from '../../../functions/extract/index';
import { ossEvent, payload } from './event-factory';
import { BUCKET, Pipeline } from './support/pipeline';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

const link = (key: string, target: string) => pipeline.oss.link(key, target);

const handle = async (key: string) => {
  const event = ossEvent({ key, bucket: BUCKET, eventName: 'ObjectCreated:PutSymlink' });
  return (await handler(payload(event), pipeline.context())).objects[0];
};

describe('a symbolic link', () => {
  it('has a row of its own, with its own name and the bytes of its target', async () => {
    await pipeline.putFixture('masters/film.mp4', 'moov-first.mp4');
    await link('latest.mp4', 'masters/film.mp4');

    expect(await handle('latest.mp4')).toMatchObject({ action: 'written', status: 'DESCRIBED' });
    const row = await pipeline.row('latest.mp4');
    const film = await pipeline.oss.head('masters/film.mp4');
    expect(row).toMatchObject({
      ObjectType: 'Symlink',
      ETag: film?.etag,
      Size: 93_257,
      VideoFormat: 'AVC',
    });
    expect(row?.['Meta_data']).toContain(`oss://${BUCKET}/latest.mp4`);
    expect(await pipeline.row('masters/film.mp4')).toBeUndefined();
    expect(await handle('latest.mp4')).toMatchObject({ action: 'unchanged' });
  });

  it('is described anew when it points elsewhere', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await pipeline.putFixture('b.mkv', 'hevc-subtitles-chapters.mkv');
    await link('latest', 'a.mp4');
    await handle('latest');
    await link('latest', 'b.mkv');

    expect(await handle('latest')).toMatchObject({ action: 'written' });
    expect(await pipeline.row('latest')).toMatchObject({ VideoFormat: 'HEVC', Format: 'Matroska' });
  });

  it('is doubted by its own extension, not by its target’s', async () => {
    await pipeline.putFixture('film.mp4', 'moov-first.mp4');
    await link('film.mkv', 'film.mp4');

    expect(await handle('film.mkv')).toMatchObject({ status: 'DOUBTFUL' });
    expect(await pipeline.row('film.mkv')).toMatchObject({ Doubts: '["EXTENSION_INVALID"]' });
  });

  it('to nothing has a row that says so, which is made right with its target and gone with the link', async () => {
    await link('latest.mp4', 'film.mp4');
    expect(await handle('latest.mp4')).toMatchObject({ action: 'written', status: 'FAILED' });
    const dangling = await pipeline.row('latest.mp4');
    expect(dangling).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(
        /symbolic link to an object that is not in the bucket.*SymlinkTargetNotExist/,
      ),
    });
    // Nothing is known about its target.
    for (const column of ['ETag', 'Size', 'LastModified', 'Format'])
      expect(dangling).not.toHaveProperty(column);

    await pipeline.putFixture('film.mp4', 'moov-first.mp4');
    expect(await handle('latest.mp4')).toMatchObject({ action: 'written', status: 'DESCRIBED' });
    expect(await pipeline.row('latest.mp4')).not.toHaveProperty('Reason');
    await pipeline.oss.remove('film.mp4');
    expect(await handle('latest.mp4')).toMatchObject({ action: 'written', status: 'FAILED' });
    expect(await pipeline.row('latest.mp4')).not.toHaveProperty('Meta_data');

    await pipeline.oss.remove('latest.mp4');
    expect(await handle('latest.mp4')).toMatchObject({ action: 'deleted' });
    expect(await pipeline.row('latest.mp4')).toBeUndefined();
  });

  it('whose target goes while it is read ends as a link to nothing', async () => {
    await pipeline.putFixture('film.mp4', 'moov-last.mp4');
    await link('latest.mp4', 'film.mp4');
    let answers = 0;
    pipeline.oss.server.conditions.fault = ({ key, method }) => {
      if (key === 'latest.mp4' && method === 'GET') answers += 1;
      return undefined;
    };
    const handling = handle('latest.mp4');
    while (answers === 0) await new Promise((resolve) => setImmediate(resolve));
    await pipeline.oss.remove('film.mp4');

    expect(await handling).toMatchObject({ action: 'written', status: 'FAILED' });
    expect(await pipeline.row('latest.mp4')).not.toHaveProperty('ETag');
  });

  it('to nothing stays so when its event is given up', async () => {
    await link('latest.mp4', 'film.mp4');
    const event = ossEvent({ key: 'latest.mp4', bucket: BUCKET, eventName: 'ObjectCreated:PutSymlink' });
    const failure = { requestContext: {}, requestPayload: payload(event).toString(), responsePayload: '' };
    const { objects } = await recordFailure(JSON.stringify(failure), pipeline.context());
    expect(objects).toMatchObject([{ action: 'written', status: 'FAILED' }]);
    expect(await pipeline.row('latest.mp4')).toMatchObject({
      Reason: expect.stringContaining('symbolic link'),
    });
  });

  it('to a link, which OSS does not follow, says so', async () => {
    await link('first', 'nothing');
    await link('second.mp4', 'first');

    expect(await handle('second.mp4')).toMatchObject({ action: 'written', status: 'FAILED' });
    expect(await pipeline.row('second.mp4')).toMatchObject({
      Reason: expect.stringContaining('InvalidTargetType'),
    });
  });
});

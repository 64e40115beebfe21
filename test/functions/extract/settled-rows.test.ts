import { handler } from '../../../functions/extract/index';
import { ossEvent, payload } from './event-factory';
import { grownMp4 } from './support/grown-files';
import { BUCKET, Pipeline } from './support/pipeline';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

const handle = (...keys: string[]) =>
  handler(payload(...keys.map((key) => ossEvent({ key, bucket: BUCKET }))), pipeline.context());

describe('a version that has its row', () => {
  it('spends a budget once for an event, however often that is brought, and anew for the next', async () => {
    process.env['OBJECT_TIMEOUT_SECONDS'] = '1';
    await pipeline.putFixture('poison.mp4', 'moov-first.mp4');
    await pipeline.putFixture('other.mp4', 'moov-first.mp4');
    let away = true;
    pipeline.oss.server.conditions.fault = ({ key, method }) => {
      if (key === 'poison.mp4' && method === 'GET') return { kind: 'stall', afterBytes: 100 };
      return key === 'other.mp4' && away ? { kind: 'refuse', status: 503, code: 'Busy' } : undefined;
    };
    await expect(handle('poison.mp4', 'other.mp4')).rejects.toThrow('1 of 2 objects must be tried again');
    const row = await pipeline.row('poison.mp4');
    expect(row).toMatchObject({ Status: 'TOO_SLOW' });

    away = false;
    expect((await handle('poison.mp4', 'other.mp4')).objects).toMatchObject([
      { key: 'poison.mp4', action: 'unchanged', status: 'TOO_SLOW' },
      { key: 'other.mp4', action: 'written', status: 'DESCRIBED' },
    ]);
    expect(await pipeline.row('poison.mp4')).toEqual(row);

    pipeline.oss.server.conditions.fault = undefined;
    const later = ossEvent({ key: 'poison.mp4', bucket: BUCKET, eventTime: '2026-11-22T10:00:05.000Z' });
    expect((await handler(payload(later), pipeline.context())).objects).toMatchObject([
      { action: 'written', status: 'DESCRIBED' },
    ]);
  });

  it('describes a version anew when it is to be read in another way', async () => {
    const film = grownMp4('moov-first.mp4');
    await pipeline.oss.put('a.mp4', film);
    await pipeline.putFixture('a.jpg', 'still.jpg');
    process.env['READING_MODE'] = 'fast';
    const upload = ossEvent({ key: 'a.mp4', bucket: BUCKET, size: film.length });
    await handler(payload(upload, ossEvent({ key: 'a.jpg', bucket: BUCKET })), pipeline.context());
    expect((await handle('a.mp4')).objects).toMatchObject([{ action: 'unchanged' }]);
    process.env['READING_MODE'] = 'exact';
    // Both modes read a picture in the same way.
    expect((await handle('a.mp4', 'a.jpg')).objects).toMatchObject([
      { action: 'written' },
      { action: 'unchanged' },
    ]);
    expect(await pipeline.row('a.mp4')).toMatchObject({ MediaInfoArguments: '--Full --Output=XML' });
    // An exact description tells all that a fast one would.
    process.env['READING_MODE'] = 'fast';
    expect((await handle('a.mp4')).objects).toMatchObject([{ action: 'unchanged' }]);
  });
});

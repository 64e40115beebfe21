import { rowKey } from '../../../contract/row-key';
import { handler } from '../../../functions/extract/index';
import { ossEvent, payload } from './event-factory';
import { ROLE } from './support/account';
import { BUCKET, Pipeline, REQUEST_ID } from './support/pipeline';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

const event = (...keys: string[]) => payload(...keys.map((key) => ossEvent({ key, bucket: BUCKET })));
const handle = (...keys: string[]) => handler(event(...keys), pipeline.context());

describe('the handler', () => {
  it('describes an object in a row, an answer and a log line that tell the same', async () => {
    await pipeline.putFixture('films/trailer.mp4', 'moov-first.mp4');
    const { objects, rejected } = await handle('films/trailer.mp4');

    expect(rejected).toEqual([]);
    expect(objects).toEqual([
      expect.objectContaining({
        bucket: BUCKET,
        key: 'films/trailer.mp4',
        action: 'written',
        status: 'DESCRIBED',
      }),
    ]);
    const [answer] = objects;
    const row = await pipeline.row('films/trailer.mp4');
    expect(row).toMatchObject({
      Key: 'films/trailer.mp4',
      Status: 'DESCRIBED',
      ETag: answer?.etag,
      Size: answer?.size,
      ReadRequests: answer?.requests,
      ReadBytes: answer?.bytes,
      EventTime: '2026-11-22T10:00:00.000Z',
      MediaInfoVersion: '26.10',
      MediaInfoArguments: '--Full --Output=XML',
      SchemaVersion: 2,
      RequestId: REQUEST_ID,
      DurationMs: 4_000,
      VideoFormat: 'AVC',
    });
    expect(row?.['Meta_data']).toContain(`oss://${BUCKET}/films/trailer.mp4`);
    const { reason: _none, policy: _noneApplies, ...told } = answer!;
    expect(pipeline.log).toMatchObject([
      { ...told, level: 'info', message: 'object', requestId: REQUEST_ID },
    ]);
  });

  it('leaves no secret and no signature in row, answer or log', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    pipeline.oss.account.allow = (action, resource) =>
      !resource.endsWith('/b.mp4') || action !== 'oss:GetObject';
    await pipeline.putFixture('b.mp4', 'moov-first.mp4');
    const answer = await handle('a.mp4', 'b.mp4');
    const told = JSON.stringify([
      answer,
      pipeline.log,
      await pipeline.row('a.mp4'),
      await pipeline.row('b.mp4'),
    ]);
    expect(told).not.toMatch(/x-oss-|x-ots-|Signature=|127\.0\.0\.1|localhost/i);
    for (const secret of Object.values(ROLE)) {
      expect(told).not.toContain(secret);
    }
  });

  it('deals with every object of a batch, each in its own way', async () => {
    await pipeline.putFixture('film.mkv', 'hevc-subtitles-chapters.mkv');
    await pipeline.oss.put('notes.txt', 'shopping list');
    await pipeline.oss.put('empty.mp4', '');
    await pipeline.oss.put('folder/', '');
    await pipeline.oss.put('cold.mp4', 'x', { 'x-oss-storage-class': 'Archive' });
    const keys = ['film.mkv', 'notes.txt', 'empty.mp4', 'folder/', 'cold.mp4', 'gone.mp4'];
    const { objects } = await handle(...keys);

    expect(objects.map(({ key, action, status }) => [key, action, status])).toEqual([
      ['film.mkv', 'written', 'DESCRIBED'],
      ['notes.txt', 'written', 'NOT_MEDIA'],
      ['empty.mp4', 'written', 'EMPTY'],
      ['folder/', 'ignored', undefined],
      ['cold.mp4', 'written', 'ARCHIVED'],
      ['gone.mp4', 'absent', undefined],
    ]);
    expect(await pipeline.row('cold.mp4')).toMatchObject({
      Status: 'ARCHIVED',
      Size: 1,
      StorageClass: 'Archive',
    });
    expect(await pipeline.row('folder/')).toBeUndefined();
    expect(await pipeline.row('gone.mp4')).toBeUndefined();
  });

  it('follows an object through its life', async () => {
    const look = async () => (await handle('a.mp4')).objects[0];
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    expect(await look()).toMatchObject({ action: 'written', status: 'DESCRIBED' });
    const first = await pipeline.row('a.mp4');

    expect(await look()).toMatchObject({ action: 'unchanged', status: 'DESCRIBED' });
    expect(await pipeline.row('a.mp4')).toEqual(first);

    await pipeline.putFixture('a.mp4', 'cut-moov-last.mp4');
    expect(await look()).toMatchObject({ action: 'written', status: 'DOUBTFUL' });
    expect(await pipeline.row('a.mp4')).toMatchObject({ Doubts: '["TRUNCATED","NO_TRACK"]' });
    expect(await pipeline.row('a.mp4')).not.toHaveProperty('VideoFormat');

    await pipeline.oss.remove('a.mp4');
    expect(await look()).toMatchObject({ action: 'deleted' });
    expect(await pipeline.row('a.mp4')).toBeUndefined();
    expect(await look()).toMatchObject({ action: 'absent' });
  });

  it('describes the same bytes anew when they are put again: the version is another', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await handle('a.mp4');
    const first = await pipeline.row('a.mp4');
    pipeline.oss.skewMs = 60_000;
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');

    expect((await handle('a.mp4')).objects).toMatchObject([{ action: 'written', status: 'DESCRIBED' }]);
    const second = await pipeline.row('a.mp4');
    const changed = Object.keys({ ...first, ...second }).filter((name) => first?.[name] !== second?.[name]);
    expect(changed).toEqual(expect.arrayContaining(['LastModified', 'RevisionId', 'ExtractedAt']));
    // No columns that come from the object's bytes.
    expect(
      changed.filter((name) => !/^(LastModified|RevisionId|ExtractedAt|Read\w+|Meta_data)$/.test(name)),
    ).toEqual([]);
  });

  it('fetches an object once that fits into the first request, as far as the event tells', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    const { oss } = ossEvent({ key: 'a.mp4', bucket: BUCKET });
    const { size: _, ...untold } = oss.object;
    const [told, unknown] = await Promise.all(
      [oss.object, untold].map(async (object) => {
        const event = ossEvent({ oss: { ...oss, object } });
        return (await handler(payload(event), pipeline.context())).objects[0];
      }),
    );
    expect(told).toMatchObject({ requests: 1, bytes: told?.size });
    expect(unknown).toMatchObject({ requests: 2 });
  });

  it('reads an object that had its row in time only as far as the first look', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await handle('a.mp4');
    const before = pipeline.tablestore.requestCounts.get('PutRow');
    await handle('a.mp4');
    expect(pipeline.tablestore.requestCounts.get('PutRow')).toBe(before);
  });

  it.each([
    'a b+c%20d&e?f#g.mp4',
    `quo"te's <b>.mp4`,
    '北京/ليلى 🎬.mp4',
    '100%.mp4',
    '%E4%BA%AC.mp4',
    'dots/../x.mp4',
    `${'k'.repeat(1_019)}.mp4`,
  ])('takes the key %j as it is', async (key) => {
    await pipeline.putFixture(key, 'moov-first.mp4');
    expect((await handle(key)).objects).toMatchObject([{ key, action: 'written', status: 'DESCRIBED' }]);
    const row = await pipeline.row(rowKey({ bucket: BUCKET, key }));
    expect(row).toMatchObject({ Key: key, VideoWidth: 320 });
  });

  it('takes a key as URL-encoded only when there is no such object, and says so', async () => {
    await pipeline.putFixture('京 1.mp4', 'moov-first.mp4');
    const { objects } = await handle('%E4%BA%AC%201.mp4', '%zz.mp4', '%2Fa.mp4');
    expect(objects).toMatchObject([
      { key: '京 1.mp4', action: 'written' },
      { key: '%zz.mp4', action: 'absent' },
      // The decoded form begins with a slash, so no object can have that key.
      { key: '%2Fa.mp4', action: 'absent' },
    ]);
    expect(pipeline.log).toContainEqual(
      expect.objectContaining({ level: 'warn', key: '%E4%BA%AC%201.mp4', decoded: '京 1.mp4' }),
    );
  });

  it('answers a payload that makes no sense, without asking for it again', async () => {
    expect(await handler('{"events":[{', pipeline.context())).toEqual({
      objects: [],
      rejected: ['Event: JSON is expected, 12 bytes of other given.'],
    });
    expect(pipeline.log).toMatchObject([{ level: 'error', message: 'event rejected' }]);
  });

  it('records an object that it may not read', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    pipeline.oss.account.allow = (action) => action.startsWith('ots:');
    expect((await handle('a.mp4')).objects).toMatchObject([{ action: 'written', status: 'FAILED' }]);
    expect(await pipeline.row('a.mp4')).toMatchObject({
      Reason: expect.stringContaining('403 AccessDenied'),
    });

    pipeline.oss.account.allow = () => true;
    expect((await handle('a.mp4')).objects).toMatchObject([{ action: 'written', status: 'DESCRIBED' }]);
  });

  it('asks for the event again when the platform fails, after it has dealt with all others', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    await pipeline.putFixture('b.mp4', 'moov-first.mp4');
    pipeline.oss.server.conditions.fault = ({ key }) =>
      key === 'a.mp4' ? { kind: 'refuse', status: 503, code: 'ServiceUnavailable' } : undefined;
    await expect(handle('a.mp4', 'b.mp4')).rejects.toThrow(
      /^1 of 2 objects must be tried again\. oss:\/\/media-test\/a\.mp4: OSS answered 503 ServiceUnavailable/,
    );
    expect(await pipeline.row('a.mp4')).toBeUndefined();
    expect(await pipeline.row('b.mp4')).toMatchObject({ Status: 'DESCRIBED' });
  });

  it('asks for the event again when it may not write', async () => {
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    pipeline.oss.account.allow = (action) => action !== 'ots:PutRow';
    await expect(handle('a.mp4')).rejects.toThrow('Tablestore PutRow: OTSNoPermissionAccess');
  });

  it('records an object that takes more than its own time, not one that the invocation cut short', async () => {
    process.env['OBJECT_TIMEOUT_SECONDS'] = '1';
    await pipeline.putFixture('a.mp4', 'moov-first.mp4');
    pipeline.oss.server.conditions.fault = ({ method }) =>
      method === 'GET' ? { kind: 'stall', afterBytes: 100 } : undefined;
    expect((await handle('a.mp4')).objects).toMatchObject([{ status: 'TOO_SLOW' }]);
    expect(await pipeline.row('a.mp4')).toMatchObject({ Status: 'TOO_SLOW', Size: 93_257 });

    process.env['OBJECT_TIMEOUT_SECONDS'] = '50';
    const later = payload(ossEvent({ key: 'a.mp4', bucket: BUCKET, eventTime: '2026-11-22T10:00:05.000Z' }));
    await expect(handler(later, pipeline.context({ timeout: 7 }))).rejects.toThrow(
      'before the object had its full time',
    );
    await expect(handler(later, pipeline.context({ timeout: 5 }))).rejects.toThrow('ends too soon');
  });

  it('needs a role, a region and its environment', async () => {
    const context = pipeline.context();
    await expect(handler(event('a'), { ...context, credentials: undefined })).rejects.toThrow('needs a role');
    await expect(handler(event('a'), { ...context, region: '' })).rejects.toThrow('region must be given');
    delete process.env['TABLE_NAME'];
    await expect(handle('a')).rejects.toThrow('Environment: TABLE_NAME must be set.');
  });
});

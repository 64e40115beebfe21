import { OBJECT_TAGS } from '../../../contract/environment';
import { handler } from '../../../functions/extract/index';
import { versionOf } from '../../../functions/extract/object-reader/version-of';
import { ossEvent, payload } from './event-factory';
import { BUCKET, Pipeline } from './support/pipeline';

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await Pipeline.start();
});
afterEach(() => pipeline.stop());

const describeRow = async (key: string) => {
  await handler(payload(ossEvent({ key, bucket: BUCKET })), pipeline.context());
  return pipeline.row(key);
};

describe('user metadata', () => {
  it('stands in the row, by name', async () => {
    const headers = { 'x-oss-meta-project': 'Trailer = 2', 'x-oss-meta-Author': 'jane' };
    await pipeline.oss.put('a.txt', 'text', headers);
    expect(await describeRow('a.txt')).toMatchObject({
      UserMetadata: '["author=jane","project=Trailer = 2"]',
    });
  });

  it('is absent where there is none', async () => {
    await pipeline.oss.put('a.txt', 'text');
    expect(await describeRow('a.txt')).not.toHaveProperty('UserMetadata');
  });

  it('is read as UTF-8, and as it came where it is none', () => {
    const latin1 = Buffer.from('北京').toString('latin1');
    const headers = { etag: '"A"', 'last-modified': 'Sun, 22 Nov 2026 10:00:00 GMT' };
    const version = versionOf({ ...headers, 'x-oss-meta-city': latin1, 'x-oss-meta-name': 'Z\xfcrich' }, 1);
    expect(version?.userMetadata).toEqual(['city=北京', 'name=Zürich']);
  });

  it('is bounded', async () => {
    await pipeline.oss.put('a.txt', 'text', { 'x-oss-meta-long': 'x'.repeat(5_000) });
    const [pair] = JSON.parse(String((await describeRow('a.txt'))?.['UserMetadata'])) as string[];
    expect(pair).toBe(`long=${'x'.repeat(4_091)}`);
  });
});

describe('tags of an object', () => {
  const tagged = { 'x-oss-tagging': 'department=news%2Fevening&empty=' };

  it('stand in the row when they are asked for', async () => {
    process.env[OBJECT_TAGS] = 'true';
    await pipeline.oss.put('a.txt', 'text', tagged);
    expect(await describeRow('a.txt')).toMatchObject({
      ObjectTags: '["department=news/evening","empty="]',
      Status: 'NOT_MEDIA',
    });
    expect(pipeline.oss.account.asked.map(({ action }) => action)).toContain('oss:GetObjectTagging');
  });

  it('are not asked for otherwise', async () => {
    await pipeline.oss.put('a.txt', 'text', tagged);
    pipeline.oss.account.asked.length = 0;
    expect(await describeRow('a.txt')).not.toHaveProperty('ObjectTags');
    expect(pipeline.oss.account.asked.map(({ action }) => action)).not.toContain('oss:GetObjectTagging');
  });

  it('are absent where there are none', async () => {
    process.env[OBJECT_TAGS] = 'true';
    await pipeline.oss.put('a.txt', 'text');
    expect(await describeRow('a.txt')).not.toHaveProperty('ObjectTags');
  });

  it('that may not be read leave the row as it is without them, and a line in the log', async () => {
    process.env[OBJECT_TAGS] = 'true';
    await pipeline.oss.put('a.txt', 'text', tagged);
    pipeline.oss.account.allow = (action) => action !== 'oss:GetObjectTagging';
    const row = await describeRow('a.txt');
    expect(row).toMatchObject({ Status: 'NOT_MEDIA', Size: 4 });
    expect(row).not.toHaveProperty('ObjectTags');
    expect(pipeline.log).toContainEqual({
      level: 'warn',
      message: 'tags not read',
      bucket: BUCKET,
      key: 'a.txt',
      reason: 'The function may not read the object (OSS answered 403 AccessDenied).',
    });
  });
});

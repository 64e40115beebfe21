import fc from 'fast-check';
import { Harness } from './harness';

let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());
beforeEach(() => {
  oss.events.length = 0;
});

describe('objects through the official client', () => {
  it('come back as they were put, with their sums and metadata', async () => {
    const put = await oss.client().put('a/b.txt', Buffer.from('123456789'), {
      meta: { owner: 'me' } as never,
      headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-cache' },
    });
    const got = await oss.client().get('a/b.txt');
    expect(got.content.toString()).toBe('123456789');
    expect(got.res.headers).toMatchObject({
      'content-type': 'text/plain',
      'cache-control': 'no-cache',
      etag: '"25F9E794323B453885F5181F1B624D0B"',
      'x-oss-hash-crc64ecma': String(0x995dc9bbdf1939fan),
      'x-oss-object-type': 'Normal',
      'x-oss-storage-class': 'Standard',
      'x-oss-meta-owner': 'me',
      server: 'AliyunOSS',
    });
    expect((put.res.headers as Record<string, string>)['content-md5']).toBe('JfnnlDI7RTiF9RgfG2JNCw==');
    const head = await oss.client().head('a/b.txt');
    expect(head.meta).toEqual({ owner: 'me' });
    expect((head.res.headers as Record<string, string>)['content-length']).toBe('9');
  });

  it('are gone after deletion, by name', async () => {
    await oss.client().put('gone', Buffer.from('x'));
    await oss.client().delete('gone');
    await expect(oss.client().get('gone')).rejects.toMatchObject({ status: 404, code: 'NoSuchKey' });
    await expect(oss.client().head('gone')).rejects.toMatchObject({ status: 404 });
    await oss.client().delete('gone');
  });

  it('keep any key of valid UTF-8 apart from any other', async () => {
    const key = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 40 })
      .filter((text) => Buffer.from(text).toString() === text && !/^[/\\]/.test(text));
    await fc.assert(
      fc.asyncProperty(key, async (name) => {
        const path = `/${Harness.bucket}/${encodeURIComponent(name)}`;
        const put = await oss.send({ method: 'PUT', path: await oss.presign('PUT', name), body: name });
        expect([path, put.status]).toEqual([path, 200]);
        const got = await oss.send({ path: await oss.presign('GET', name) });
        expect(got.body.toString()).toBe(name);
      }),
      { numRuns: 60 },
    );
  });
});

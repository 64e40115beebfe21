import { Readable } from 'node:stream';
import fc from 'fast-check';
import { anyText } from '../any-text';
import { Harness, READER } from './harness';

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

  it('stream in and out', async () => {
    const bytes = Buffer.alloc(700_000, 'stream');
    await oss.client().putStream('streamed', Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]));
    const { stream } = await oss.client().getStream('streamed', { headers: { Range: 'bytes=3-699999' } });
    const read: Buffer[] = [];
    for await (const chunk of stream as Readable) read.push(chunk as Buffer);
    expect(Buffer.concat(read).equals(bytes.subarray(3))).toBe(true);
  });

  it('are put by whoever holds a URL signed for that', async () => {
    const headers = { 'Content-Type': 'video/mp4', 'x-oss-meta-from': 'browser' };
    const path = await oss.presign('PUT', 'by-url', { headers, credentials: READER });
    oss.authority.allow = (action) => action === 'oss:PutObject';
    expect((await oss.send({ method: 'PUT', path, headers, body: 'bytes' })).status).toBe(200);
    expect((await oss.get('by-url')).headers).toMatchObject({
      'content-type': 'video/mp4',
      'x-oss-meta-from': 'browser',
    });
    const other = await oss.send({
      method: 'PUT',
      path,
      headers: { 'Content-Type': 'text/html' },
      body: 'bytes',
    });
    expect(other.code).toBe('SignatureDoesNotMatch');
  });

  it('keep metadata in UTF-8, byte for byte', async () => {
    const value = Buffer.from('größe ✓').toString('latin1');
    await oss.put('meta', 'x', { 'x-oss-meta-note': value });
    expect((await oss.get('meta')).headers['x-oss-meta-note']).toBe(value);
  });

  it('keep any key of valid UTF-8 apart from any other', async () => {
    const key = anyText({ minLength: 1, maxLength: 40 }).filter((text) => !/^[/\\]/.test(text));
    await fc.assert(
      fc.asyncProperty(key, async (name) => {
        expect((await oss.put(name, name)).status).toBe(200);
        const got = await oss.send({ path: await oss.presign('GET', name) });
        expect(got.body.toString()).toBe(name);
      }),
      { numRuns: 40 },
    );
  });
});

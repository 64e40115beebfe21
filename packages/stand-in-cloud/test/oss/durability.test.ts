import { once } from 'node:events';
import { appendFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { Harness } from './harness';

let oss: Harness;
beforeEach(async () => {
  oss = await Harness.start();
});
afterEach(() => oss.close());

const blobs = () => readdirSync(join(oss.dataDir, 'blobs')).length;

/** Resolves when `holds` is true; files are removed after the answer. */
async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

async function restart(): Promise<void> {
  await oss.server.close();
  await oss.open();
}

describe('a server started on the directory of another', () => {
  it('has its buckets, objects and unfinished uploads', async () => {
    oss.server.createBucket('tagged-bucket', { storageClass: 'IA', tags: { a: 'b' } });
    await oss.put('kept ü', 'bytes', { 'x-oss-meta-a': '1' });
    await oss.put('gone', 'x');
    await oss.call({ method: 'DELETE', key: 'gone' });
    await oss.call({ method: 'POST', key: 'log', query: { append: null, position: '0' }, body: 'one' });
    const { text } = await oss.call({ method: 'POST', key: 'up', query: { uploads: null } });
    const uploadId = /<UploadId>(.*)<\/UploadId>/.exec(text)![1]!;
    await oss.call({ method: 'PUT', key: 'up', query: { uploadId, partNumber: '1' }, body: 'part' });
    const before = (await oss.get('kept ü')).headers;

    for (let times = 0; times < 2; times++) await restart();

    const got = await oss.get('kept ü');
    expect(got.text).toBe('bytes');
    for (const name of ['etag', 'last-modified', 'x-oss-meta-a', 'x-oss-hash-crc64ecma']) {
      expect([name, got.headers[name]]).toEqual([name, before[name]]);
    }
    expect((await oss.get('gone')).code).toBe('NoSuchKey');
    await oss.call({ method: 'POST', key: 'log', query: { append: null, position: '3' }, body: 'two' });
    expect((await oss.get('log')).text).toBe('onetwo');
    const all = { 'x-oss-complete-all': 'yes' };
    await oss.call({ method: 'POST', key: 'up', query: { uploadId }, headers: all });
    expect((await oss.get('up')).text).toBe('part');
    const listed = await oss.call({ bucket: 'tagged-bucket', query: { bucketInfo: null } });
    expect(listed.text).toContain('<StorageClass>IA</StorageClass>');
  });

  it('passes over a change cut short, and refuses damage elsewhere', async () => {
    await oss.put('k', 'bytes');
    const journal = join(oss.dataDir, 'journal.jsonl');
    await oss.server.close();
    appendFileSync(journal, '{"bucket":"bucket-test","key":"half');
    await oss.open();
    expect((await oss.get('k')).text).toBe('bytes');
    await oss.server.close();
    appendFileSync(journal, 'damage\n{}\n');
    await expect(oss.open()).rejects.toThrow(/journal\.jsonl, line 3, cannot be replayed/);
    oss = await Harness.start();
  });
});

describe('the bytes of an object', () => {
  it('stay the same for whoever is reading them when it is replaced', async () => {
    const size = 8 * 1024 * 1024;
    await oss.put('big', Buffer.alloc(size, 'a'));
    const path = await oss.presign('GET', 'big');
    const [response] = (await once(
      http.get({ host: '127.0.0.1', port: oss.server.port, path, agent: oss.agent }),
      'response',
    )) as [http.IncomingMessage];
    await oss.put('big', 'b');
    const read: Buffer[] = [];
    for await (const chunk of response) read.push(chunk as Buffer);
    expect(Buffer.concat(read).equals(Buffer.alloc(size, 'a'))).toBe(true);
    expect((await oss.get('big')).text).toBe('b');
    await eventually(() => blobs() === 1);
  });

  it('leave the disk when nothing refers to them any more', async () => {
    await oss.put('a', 'first');
    await oss.put('a', 'second');
    await oss.call({ method: 'PUT', key: 'b', headers: { 'x-oss-copy-source': `/${Harness.bucket}/a` } });
    await oss.call({ method: 'DELETE', key: 'a' });
    await eventually(() => blobs() === 1);
    expect((await oss.get('b')).text).toBe('second');
    await oss.call({ method: 'DELETE', key: 'b' });
    await oss.put('bad', 'x', { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' });
    await eventually(() => blobs() === 0);
  });

  it('never come from an upload that broke off', async () => {
    await oss.put('broken', 'whole');
    const path = await oss.presign('PUT', 'broken');
    const request = http.request({
      host: '127.0.0.1',
      port: oss.server.port,
      method: 'PUT',
      path,
      headers: { 'Content-Length': 100 },
    });
    const failed = once(request, 'error');
    request.write('only a part of it');
    await eventually(() => blobs() === 2);
    request.destroy(new Error('gone'));
    await failed;
    await eventually(() => blobs() === 1);
    expect((await oss.get('broken')).text).toBe('whole');
  });

  it('of two writers are those of one', async () => {
    const bodies = Array.from({ length: 10 }, (_, i) => String(i).repeat(1000 + i));
    await Promise.all(bodies.map((body) => oss.put('contested', body)));
    expect(bodies).toContain((await oss.get('contested')).text);
    const appended = await Promise.all(
      bodies.map((body) =>
        oss.call({ method: 'POST', key: 'log', query: { append: null, position: '0' }, body }),
      ),
    );
    expect(appended.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('can be read by the other services', async () => {
    await oss.put('code.zip', 'zip bytes');
    const { size, etag, stream } = oss.server.readObject(Harness.bucket, 'code.zip');
    const read: Buffer[] = [];
    for await (const chunk of stream) read.push(chunk as Buffer);
    expect([size, Buffer.concat(read).toString()]).toEqual([9, 'zip bytes']);
    expect(etag).toMatch(/^[0-9A-F]{32}$/);
    expect(() => oss.server.readObject(Harness.bucket, 'nothing')).toThrow(
      expect.objectContaining({ code: 'NoSuchKey' }),
    );
  });
});

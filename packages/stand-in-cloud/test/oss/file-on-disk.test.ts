import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILE_HEADER, FILE_ID_HEADER } from '../../src/oss/file-on-disk';
import { Harness, READER } from './harness';

describe('a put that names a file of this machine', () => {
  let oss: Harness;
  let directory: string;
  let path: string;
  beforeEach(async () => {
    oss = await Harness.start();
    directory = mkdtempSync(join(tmpdir(), 'on-disk-'));
    path = join(directory, '北京 100%.mkv');
    writeFileSync(path, 'bytes of a file');
  });
  afterEach(async () => {
    await oss.close();
    rmSync(directory, { recursive: true });
  });

  const headersOf = (file: string): Record<string, string> => {
    const { dev, ino, size, mtimeMs } = statSync(file);
    return {
      [FILE_HEADER]: encodeURIComponent(file),
      [FILE_ID_HEADER]: `${dev}:${ino}:${size}:${Math.floor(mtimeMs)}`,
    };
  };

  const loop = (): string => {
    const link = join(directory, 'loop');
    symlinkSync(link, link);
    return link;
  };

  it('makes an object of its bytes, with an event and without a checksum that nobody made', async () => {
    const { status, headers } = await oss.put('a.mkv', '', headersOf(path));
    expect(status).toBe(200);
    expect(['cloned', 'linked']).toContain(headers[FILE_HEADER]);
    const got = await oss.get('a.mkv', { range: 'bytes=6-7' });
    expect(got.text).toBe('of');
    expect(got.headers.etag).toMatch(/^"[0-9A-F]{32}-1"$/);
    expect(got.headers['x-oss-hash-crc64ecma']).toBeUndefined();
    expect(oss.events.map(({ eventName, oss: { object } }) => [eventName, object.key, object.size])).toEqual([
      ['ObjectCreated:PutObject', 'a.mkv', 15],
    ]);
  });

  it('gives another ETag to a file that has changed', async () => {
    const first = await oss.put('a.mkv', '', headersOf(path));
    writeFileSync(path, 'other bytes now, and more of them');
    const second = await oss.put('a.mkv', '', headersOf(path));
    expect(second.headers.etag).not.toBe(first.headers.etag);
    expect((await oss.get('a.mkv')).text).toBe('other bytes now, and more of them');
  });

  it('leaves the file where it is when the object goes', async () => {
    await oss.put('a.mkv', '', headersOf(path));
    expect((await oss.call({ method: 'DELETE', key: 'a.mkv' })).status).toBe(204);
    expect(statSync(path).size).toBe(15);
  });

  it.each([
    ['another file than the client sees', (one: object) => ({ ...one, [FILE_ID_HEADER]: '1:2:3:4' })],
    ['no such file', (one: object) => ({ ...one, [FILE_HEADER]: encodeURIComponent('/no/such') })],
    ['a directory', (one: object) => ({ ...one, ...headersOf(tmpdir()) })],
    ['a link to itself', (one: object) => ({ ...one, [FILE_HEADER]: encodeURIComponent(loop()) })],
    ['a name that is too long', (one: object) => ({ ...one, [FILE_HEADER]: `/${'a'.repeat(300)}` })],
    ['NUL in the path', (one: object) => ({ ...one, [FILE_HEADER]: '/tmp/a%00b' })],
    ['what is no percent-encoding', (one: object) => ({ ...one, [FILE_HEADER]: '/tmp/100%' })],
  ])('is refused for %s', async (_what, change) => {
    const { status, code } = await oss.put('a.mkv', '', change(headersOf(path)) as Record<string, string>);
    expect({ status, code }).toEqual({ status: 400, code: 'InvalidArgument' });
    expect((await oss.get('a.mkv')).code).toBe('NoSuchKey');
  });

  it("is refused for any key but the account's", async () => {
    oss.authority.allow = () => true;
    const headers = headersOf(path);
    const { status, code } = await oss.call({
      method: 'PUT',
      key: 'a.mkv',
      body: '',
      headers,
      credentials: READER,
    });
    expect({ status, code }).toEqual({ status: 403, code: 'AccessDenied' });
  });
});

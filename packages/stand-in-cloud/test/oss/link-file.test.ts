import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Harness } from './harness';

describe('a linked file', () => {
  let oss: Harness;
  let directory: string;
  beforeEach(async () => {
    oss = await Harness.start();
    directory = mkdtempSync(join(tmpdir(), 'linked-'));
  });
  afterEach(async () => {
    await oss.close();
    rmSync(directory, { recursive: true });
  });

  it('is read from where it lies, and outlives its object', async () => {
    const path = join(directory, 'large.bin');
    writeFileSync(path, 'bytes of a file');
    oss.server.linkFile(Harness.bucket, 'linked.bin', path);
    expect((await oss.get('linked.bin', { range: 'bytes=6-7' })).text).toBe('of');
    expect(oss.events).toEqual([]);

    writeFileSync(path, 'other bytes now');
    expect((await oss.get('linked.bin')).text).toBe('other bytes now');
    expect((await oss.call({ method: 'DELETE', key: 'linked.bin' })).status).toBe(204);
    expect((await oss.get('linked.bin')).code).toBe('NoSuchKey');
    oss.server.linkFile(Harness.bucket, 'again.bin', path);
    expect((await oss.get('again.bin')).text).toBe('other bytes now');
  });

  it.each([
    ['is gone', (path: string) => rmSync(path), 'it cannot be read (ENOENT)'],
    [
      'is shorter',
      (path: string) => writeFileSync(path, 'bytes'),
      'it ends at byte 5, before its object does',
    ],
  ])('is named where it %s, with what to do', async (_, change, what) => {
    const path = join(directory, 'large.bin');
    writeFileSync(path, 'bytes of a file');
    oss.server.linkFile(Harness.bucket, 'linked.bin', path);
    change(path);
    const told = jest.spyOn(console, 'error').mockImplementation(() => {});
    const answer = await oss.get('linked.bin').catch(() => undefined);
    expect(answer?.status).not.toBe(200);
    const words = told.mock.calls.flat().join(' ');
    told.mockRestore();
    expect(words).toContain(
      `'${path}': an object is read from this file, and ${what}. It was changed after it became an object: put the object again, or bring the file back.`,
    );
    expect(words).not.toContain('data directory');
  });

  it('must be there, and so must its bucket', () => {
    expect(() => oss.server.linkFile(Harness.bucket, 'k', join(directory, 'none'))).toThrow('ENOENT');
    expect(() => oss.server.linkFile('no-such-bucket', 'k', __filename)).toThrow(
      expect.objectContaining({ code: 'NoSuchBucket' }),
    );
  });
});

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

  it('must be there, and so must its bucket', () => {
    expect(() => oss.server.linkFile(Harness.bucket, 'k', join(directory, 'none'))).toThrow('ENOENT');
    expect(() => oss.server.linkFile('no-such-bucket', 'k', __filename)).toThrow(
      expect.objectContaining({ code: 'NoSuchBucket' }),
    );
  });
});

import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Harness } from './harness';

let oss: Harness;
beforeEach(async () => {
  oss = await Harness.start();
});
afterEach(() => oss.close());

/** Resolves when only one blob is left; files are removed after the answer. */
async function oneBlob(): Promise<void> {
  while (readdirSync(join(oss.dataDir, 'blobs')).length > 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('damaged bytes of an object', () => {
  /** Three blocks and a bit. */
  const body = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251));
  const blobFile = () => join(oss.dataDir, 'blobs', readdirSync(join(oss.dataDir, 'blobs'))[0]!);
  let errors: jest.SpyInstance;
  beforeEach(() => {
    errors = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => errors.mockRestore());

  it('are found when they are read, and only those', async () => {
    await oss.put('k', body);
    const file = blobFile();
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(140_000) ^ 1, 140_000);
    writeFileSync(file, bytes);

    const before = await oss.get('k', { Range: 'bytes=65000-131000' });
    expect(before.body.equals(body.subarray(65_000, 131_001))).toBe(true);
    const after = await oss.get('k', { Range: 'bytes=196608-199999' });
    expect(after.body.equals(body.subarray(196_608))).toBe(true);
    const refused = await oss.get('k', { Range: 'bytes=190000-190001' });
    expect([refused.status, refused.code]).toEqual([500, 'InternalError']);
    const place = `'${file}', offset 131072: a block of 65536 bytes is damaged`;
    expect(refused.text.replaceAll('&apos;', "'")).toContain(place);
    expect(errors).toHaveBeenLastCalledWith('OSS stand-in:', expect.stringContaining(place));
  });

  it('end an answer that has begun', async () => {
    const large = Buffer.concat([body, body, body]);
    await oss.put('k', large);
    const file = blobFile();
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(500_000) ^ 1, 500_000);
    writeFileSync(file, bytes);
    await expect(oss.get('k')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(errors).toHaveBeenLastCalledWith('OSS stand-in:', expect.stringContaining('offset 458752'));
  });

  it.each([
    ['a file that is cut', (file: string) => truncateSync(file, 150_000)],
    ['a file that is missing', (file: string) => rmSync(file)],
    ['a file that is empty', (file: string) => truncateSync(file, 0)],
  ])('are %s', async (_what, damage) => {
    await oss.put('k', body);
    damage(blobFile());
    expect((await oss.get('k')).status).toBe(500);
  });

  it('are those of another object of the same size', async () => {
    await oss.put('a', 'first');
    const first = readFileSync(blobFile());
    await oss.put('a', 'other');
    await oneBlob();
    writeFileSync(blobFile(), first);
    expect((await oss.get('a')).status).toBe(500);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OSS from 'ali-oss';
import { handOver } from '../../cli/upload/hand-over';

describe('a large file that is handed over', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'hand-over-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const put = jest.fn(async () => ({ res: { headers: { 'x-oss-stand-in-file': 'linked' } } }));
  const client = { put } as unknown as OSS;
  const size = 300 * 1024 * 1024;

  it('is named as it lies there', async () => {
    const path = join(directory, '%E9.mkv');
    writeFileSync(path, 'its bytes');
    expect(await handOver(client, { path, key: '%E9.mkv', size })).toBe('linked');
    const headers = expect.objectContaining({ 'x-oss-stand-in-file': encodeURIComponent(path) });
    expect(put.mock.calls).toEqual([['%E9.mkv', Buffer.alloc(0), { headers }]]);
    put.mockClear();
  });

  it('is never the neighbour whose name reads as its own does for people', async () => {
    const path = join(directory, '%E9.mkv');
    writeFileSync(path, "the neighbour's bytes");
    const bytes = Buffer.concat([
      Buffer.from(join(directory, '/')),
      Buffer.from([0xe9]),
      Buffer.from('.mkv'),
    ]);
    expect(await handOver(client, { path, key: '%E9.mkv', size, bytes })).toBeUndefined();
    expect(put).not.toHaveBeenCalled();
  });
});

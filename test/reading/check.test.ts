import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grownMp4, grownStream } from '../functions/extract/support/grown-files';
import { check, compare, type Tally } from './check';
import { gather } from './gathered';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fast-check-'));
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'film.mp4'), grownMp4('moov-first.mp4'));
  writeFileSync(join(folder, 'below', 'channel.ts'), grownStream('h264.ts'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('fast-check', () => {
  it('compares every file below a folder that fast would read, and tells what was saved', async () => {
    writeFileSync(join(folder, 'small.mp4'), 'small');
    writeFileSync(join(folder, 'other.txt'), Buffer.alloc(5_000_000));
    writeFileSync(join(folder, 'empty.mkv'), Buffer.alloc(5_000_000));
    const told: string[] = [];
    const tally = await check([folder], (line) => told.push(line));
    expect(told).toEqual([]);
    expect(tally).toMatchObject({ fast: 2, exact: 1, wrong: 0 });
    expect(tally.values).toBeGreaterThan(100);
    expect(tally.fastBytes).toBeLessThan(tally.exactBytes);
  });

  it('names each field and each column that differs', async () => {
    const file = await gather(join(folder, 'film.mp4'));
    const exact = file.exact
      .replace(/<Width>\d+</, '<Width>7<')
      .replace(/<Duration>[\d.]+<\/Duration>\n/, '');
    const told: string[] = [];
    const tally: Tally = { fast: 0, exact: 0, wrong: 0, values: 0, fastBytes: 0, exactBytes: 0 };
    await compare({ ...file, exact }, tally, (line) => told.push(line));
    expect(tally).toMatchObject({ fast: 1, wrong: 1 });
    expect(told).toContainEqual(
      expect.stringMatching(/film\.mp4: Video AVC: Width is \d+ in fast, 7 in exact$/),
    );
    expect(told).toContainEqual(
      expect.stringMatching(/General MPEG-4: Duration is [\d.]+ in fast, absent in exact$/),
    );
    expect(told).toContainEqual(expect.stringMatching(/column VideoWidth is \d+ in fast, 7 in exact$/));
  });
});

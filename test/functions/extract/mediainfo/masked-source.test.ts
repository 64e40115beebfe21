import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { HiddenRange } from '../../../../functions/extract/mediainfo/mask';
import { MaskedSource, rangesOf } from '../../../../functions/extract/mediainfo/masked-source';
import { BlockFile } from '../../../../functions/extract/object-reader/block-file';
import { ReceivedBytes } from '../../../../functions/extract/object-reader/received-bytes';

const OBJECT = Buffer.from(Array.from({ length: 200_000 }, (_, i) => 1 + (i % 250)));

function shown(hidden: readonly HiddenRange[]): Buffer {
  const bytes = Buffer.from(OBJECT);
  for (const { start, end, as } of hidden) {
    if (as === 'free') bytes.write('free', start, 'latin1');
    else bytes.fill(0, start, end);
  }
  return bytes;
}

describe('a masked source', () => {
  const directory = mkdtempSync(join(tmpdir(), 'masked-'));
  const file = new BlockFile(openSync(join(directory, 'mailbox'), 'wx+'));
  const received = new ReceivedBytes(file, 0);
  received.push(OBJECT);
  afterAll(() => {
    file.close();
    rmSync(directory, { recursive: true });
  });

  /** Returns more bytes than requested, or only the first of them, as the reader does. */
  const source = (more: number) => ({
    read: async (offset: number, length: number) =>
      offset >= OBJECT.length
        ? { place: 0, bytes: 0 }
        : received.span(offset, Math.min(OBJECT.length, Math.max(offset + 1, offset + length + more))),
  });
  const masked = (hidden: HiddenRange[], more = 0) =>
    rangesOf(new MaskedSource(source(more), { boxes: [], hidden }, file), file);

  it('shows free and zeros in place of what is hidden, and all else as it is', async () => {
    const hidden: HiddenRange[] = [
      { start: 4, end: 8, as: 'free' },
      { start: 70_000, end: 70_016, as: 'zeros' },
    ];
    expect((await masked(hidden)(0, OBJECT.length)).equals(shown(hidden))).toBe(true);
  });

  it('hides more than a block', async () => {
    const hidden: HiddenRange[] = [{ start: 10, end: 150_000, as: 'zeros' }];
    expect((await masked(hidden)(0, OBJECT.length)).equals(shown(hidden))).toBe(true);
  });

  it('ends where the object ends', async () => {
    const read = masked([{ start: 4, end: 8, as: 'free' }]);
    expect(await read(OBJECT.length - 3, 10)).toEqual(OBJECT.subarray(-3));
    expect(await read(OBJECT.length, 10)).toHaveLength(0);
  });

  it('leaves the object as it is for whoever reads it next', async () => {
    await masked([{ start: 0, end: 100_000, as: 'zeros' }])(0, OBJECT.length);
    expect(received.copy(0, OBJECT.length).equals(OBJECT)).toBe(true);
    expect((await masked([])(0, OBJECT.length)).equals(OBJECT)).toBe(true);
  });

  it('shows the same wherever a read begins and ends, and whatever it is given', async () => {
    const spot = fc.record({
      gap: fc.nat(40_000),
      length: fc.integer({ min: 1, max: 40_000 }),
      free: fc.boolean(),
    });
    const read = fc.record({ offset: fc.nat(OBJECT.length), length: fc.integer({ min: 1, max: 100_000 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(spot, { maxLength: 4 }),
        fc.array(read, { maxLength: 4 }),
        fc.integer({ min: -50_000, max: 100_000 }),
        async (spots, reads, more) => {
          let at = 0;
          const hidden = spots.map(({ gap, length, free }): HiddenRange => {
            const start = at + gap;
            at = start + (free ? 4 : length);
            return { start, end: at, as: free ? 'free' : 'zeros' };
          });
          const fitting = hidden.filter(({ end }) => end <= OBJECT.length);
          const expected = shown(fitting);
          for (const { offset, length } of reads) {
            const found = await masked(fitting, more)(offset, length);
            expect(found.equals(expected.subarray(offset, offset + length))).toBe(true);
          }
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });
});

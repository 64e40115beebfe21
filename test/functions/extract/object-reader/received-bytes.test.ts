import { openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { BLOCK_BYTES, BlockFile } from '../../../../functions/extract/object-reader/block-file';
import { ReceivedBytes } from '../../../../functions/extract/object-reader/received-bytes';

/** The object's bytes. Neighbouring blocks do not look alike. */
const content = Buffer.from(
  Array.from({ length: 48 * BLOCK_BYTES }, (_, offset) => offset * 31 + Math.floor(offset / 251)),
);
const object = (start: number, end: number): Buffer => content.subarray(start, end);

/** Lengths in which bytes come in: parts of a block, whole ones, and more. */
const lengths = fc.oneof(
  fc.integer({ min: 1, max: 2 * BLOCK_BYTES }),
  fc.constantFrom(BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1),
);

describe('received bytes', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'received-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('are found again, however they came in and whatever was let go', () => {
    const steps = fc.array(fc.record({ of: fc.nat({ max: 2 }), length: lengths, kept: fc.nat({ max: 3 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const file = new BlockFile(openSync(join(directory, 'bytes'), 'w+'));
        const stores = [0, 100, 7 * BLOCK_BYTES + 1].map((start) => new ReceivedBytes(file, start));
        for (const { of, length, kept } of all) {
          const store = stores[of]!;
          store.push(object(store.end, store.end + length));
          store.trim(store.end - kept * BLOCK_BYTES);
          for (const held of stores) {
            expect(held.copy(held.start, held.end).equals(object(held.start, held.end))).toBe(true);
          }
        }
        file.close();
      }),
      { numRuns: 40 },
    );
  });

  it('that came in together lie together', () => {
    const file = new BlockFile(openSync(join(directory, 'together'), 'w+'));
    const [one, other] = [new ReceivedBytes(file, 0), new ReceivedBytes(file, 1000)];
    one.push(object(0, 100));
    other.push(object(1000, 1100));
    one.push(object(100, 100 + 3 * BLOCK_BYTES));
    expect(one.span(0, one.end)).toEqual({ place: 0, bytes: 100 });
    expect(one.span(100, one.end)).toEqual({ place: 2 * BLOCK_BYTES, bytes: 3 * BLOCK_BYTES });
    file.close();
  });

  it('are let go in whole blocks, and all at the end', () => {
    const file = new BlockFile(openSync(join(directory, 'blocks'), 'w+'));
    const store = new ReceivedBytes(file, 10);
    store.push(object(10, 10 + 2 * BLOCK_BYTES + 5));
    store.trim(10 + 2 * BLOCK_BYTES - 1);
    expect(store.start).toBe(10 + BLOCK_BYTES);
    store.trim(store.end);
    expect(store).toMatchObject({ start: store.end, bytes: 0 });
    expect(file.take(3)).toBe(0);
    file.close();
  });
});

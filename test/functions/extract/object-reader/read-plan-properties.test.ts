import fc from 'fast-check';
import { READER_SETTINGS } from '../../../../functions/extract/object-reader/reader-settings';
import { FetchModel } from '../support/fetch-model';
import { TINY } from '../support/planned-fetches';

const SIZE = 20_000;
const READ_BYTES = 40;
/** Bytes that come in at once for each fetch: enough that a short one is complete with the next read. */
const RECEIVED_BYTES = { min: 20, max: 50 };

/** The most that may be held whatever the size of the object. */
function mostBytes(cacheBytes: number): number {
  const { headBytes, tailBytes, placesAhead, windowBytes, minLeadBytes, maxLeadBytes, openStreams } = TINY;
  const pieces = TINY.pieceBytes * (TINY.piecesAtOnce + 1);
  const block = 5;
  // Around the end of each of the four runs, and at the end of each open stream.
  const near = minLeadBytes + block + READ_BYTES + maxLeadBytes + RECEIVED_BYTES.max;
  return cacheBytes + pieces + headBytes + tailBytes + placesAhead * windowBytes + (4 + openStreams) * near;
}

/** A seek, and reads that follow each other: the bytes wanted, and those that come in before. */
interface Walk {
  seek: number;
  reads: [length: number, received: number][];
}

const near = fc.integer({ min: 0, max: 120 });
const far = fc.integer({ min: 0, max: SIZE - 1 });
const walks: fc.Arbitrary<Walk[]> = fc.array(
  fc.record({
    seek: fc.oneof({ weight: 3, arbitrary: near }, far),
    reads: fc.array(fc.tuple(fc.integer({ min: 1, max: READ_BYTES }), fc.integer(RECEIVED_BYTES)), {
      minLength: 1,
      maxLength: 10,
    }),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
);
const places = fc.option(
  fc.uniqueArray(far, { maxLength: 30 }).map((all) => all.sort((a, b) => a - b)),
  { nil: undefined },
);

function follow(model: FetchModel, all: readonly Walk[]): void {
  let at = 0;
  for (const { seek, reads } of all) {
    at = (at + seek) % model.state.size;
    for (const [length, received] of reads) {
      if (at >= model.state.size) break;
      model.receive(received);
      const answered = model.read(at, Math.min(at + length, model.state.size));
      expect(answered).toBeGreaterThan(at);
      at = answered;
    }
  }
}

describe('whatever is read', () => {
  it('is covered by fetches, and no byte is fetched while it is held, and memory is bounded', () => {
    fc.assert(
      fc.property(
        walks,
        places,
        fc.boolean(),
        fc.constantFrom(0, TINY.cacheBytes, SIZE),
        fc.boolean(),
        fc.constantFrom(0, TINY.minLeadBytes, SIZE),
        (all, known, openHead, cacheBytes, isSlow, behindBytes) => {
          // The model throws if a byte of a read is not covered, and if one is fetched while it is held.
          const settings = { ...TINY, openHead, cacheBytes, behindBytes };
          const model = new FetchModel(SIZE, settings, known, isSlow);
          follow(model, all);
          expect(model.mostHeld).toBeLessThanOrEqual(mostBytes(cacheBytes));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('takes no more memory the more often MediaInfo skips a part of a stream', () => {
    // The real numbers, in units of 64 KiB: 24 MiB may be held of an object of 512 MiB.
    const settings = {
      ...READER_SETTINGS,
      headBytes: 16,
      tailBytes: 4,
      windowBytes: 1,
      streamAfterBytes: 2,
      longRunBytes: 64,
      askAheadBytes: 64,
      minLeadBytes: 4,
      maxLeadBytes: 16,
      partBytes: 4,
      gatherBytes: 8,
      extraBytes: 16,
      cacheBytes: 384,
    };
    const model = new FetchModel(8192, settings, undefined);
    // A stream makes the next ones streams too; each of them is left after one read.
    const run: Walk = { seek: 0, reads: Array.from({ length: 18 }, () => [1, 4]) };
    const skip: Walk = { seek: 16, reads: [[1, 4]] };
    follow(model, Array.from({ length: 40 }, () => [run, skip, skip, skip]).flat());
    const { cacheBytes, headBytes, tailBytes, longRunBytes } = settings;
    expect(model.mostHeld).toBeLessThan(cacheBytes + headBytes + tailBytes + longRunBytes);
  });
});

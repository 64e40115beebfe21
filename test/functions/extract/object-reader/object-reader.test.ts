import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { closeConnections } from '../../../../functions/extract/object-reader/connections';
import { firstLook } from '../../../../functions/extract/object-reader/first-look';
import { ObjectReader } from '../../../../functions/extract/object-reader/object-reader';
import { Origin, signalAt } from '../../../../functions/extract/object-reader/origin';
import { ReadMeter } from '../../../../functions/extract/object-reader/read-meter';
import {
  READER_SETTINGS,
  type ReaderSettings,
} from '../../../../functions/extract/object-reader/reader-settings';
import { OriginServer } from '../support/origin-server';

const KIB = 1024;
const SIZE = 400 * KIB;
const ADDRESS = { bucket: 'media-bucket', key: 'bytes' };
const SMALL: ReaderSettings = {
  ...READER_SETTINGS,
  headBytes: 16 * KIB,
  tailBytes: 8 * KIB,
  windowBytes: 4 * KIB,
  streamAfterBytes: 8 * KIB,
  askAheadBytes: 32 * KIB,
  minLeadBytes: 8 * KIB,
  maxLeadBytes: 32 * KIB,
  extraBytes: 32 * KIB,
  openStreams: 2,
};

/** Bytes without a pattern, the same in every run. */
const content = Buffer.concat(
  Array.from({ length: SIZE / 32 }, (_, i) => createHash('sha256').update(String(i)).digest()),
);

describe('ObjectReader', () => {
  let origin: OriginServer;
  beforeAll(async () => {
    origin = await new OriginServer().start();
    origin.put('bytes', content);
  });
  afterAll(async () => {
    closeConnections();
    await origin.stop();
  });

  async function withReader<T>(
    settings: ReaderSettings,
    use: (reader: ObjectReader, meter: ReadMeter) => Promise<T>,
  ) {
    const meter = new ReadMeter(Infinity, Infinity);
    const ended = signalAt(Date.now() + 10_000, () => new Error('too slow'));
    const from = new Origin(origin.source, ADDRESS, meter, settings);
    const { version, head, tail } = await firstLook(from, settings, meter, ended.signal);
    const reader = new ObjectReader(
      { origin: from, version, meter, settings, signal: ended.signal },
      head,
      tail,
    );
    try {
      return await use(reader, meter);
    } finally {
      ended.clear();
      reader.close();
    }
  }

  const offsets = fc.integer({ min: 0, max: SIZE + 100 });
  const lengths = fc.integer({ min: 1, max: 40 * KIB });
  /** Jumps, each followed by a run of reads that go on where the one before ended. */
  const walks = fc.array(fc.tuple(offsets, fc.array(lengths, { minLength: 1, maxLength: 6 })), {
    maxLength: 8,
  });

  async function walk(reader: ObjectReader, jumps: [number, number[]][]) {
    for (const [start, steps] of jumps) {
      let at = start;
      for (const length of steps) {
        const found = Buffer.concat(await reader.read(at, length));
        const least = content.subarray(at, at + length);
        expect(found.length).toBeGreaterThanOrEqual(least.length);
        expect(found.equals(content.subarray(at, at + found.length))).toBe(true);
        at += length;
      }
    }
  }

  it('gives the bytes of the object, whatever the order of the reads, and fetches none twice', async () => {
    await fc.assert(
      fc.asyncProperty(walks, (jumps) =>
        withReader(SMALL, async (reader, meter) => {
          await walk(reader, jumps);
          // A stream that is cut short may have had one chunk too many in hand.
          const { bytes, requests } = meter.cost();
          expect(bytes).toBeLessThanOrEqual(SIZE + (requests - 2) * 64 * KIB);
        }),
      ),
      { numRuns: 60 },
    );
  });

  it('gives the same bytes with hardly any memory', async () => {
    const tight = { ...SMALL, cacheBytes: 24 * KIB };
    await fc.assert(
      fc.asyncProperty(walks, (jumps) => withReader(tight, (reader) => walk(reader, jumps))),
      { numRuns: 60 },
    );
  });

  it('needs three requests for an object that is read from start to end', async () => {
    await withReader(SMALL, async (reader, meter) => {
      for (let at = 0; at < SIZE; at += 4 * KIB) await reader.read(at, 4 * KIB);
      expect(meter.cost()).toMatchObject({ requests: 3, bytes: SIZE });
    });
  });

  it('stops fetching soon after the reads stop', async () => {
    await withReader(SMALL, async (reader, meter) => {
      for (let at = 0; at < 64 * KIB; at += 4 * KIB) await reader.read(at, 4 * KIB);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const handedOver = 64 * KIB + SMALL.extraBytes;
      const chunk = 64 * KIB;
      expect(meter.cost().bytes).toBeLessThan(handedOver + SMALL.maxLeadBytes + SMALL.tailBytes + chunk);
    });
  });

  it('reads from two places in turn without a new request for each', async () => {
    await withReader(SMALL, async (reader, meter) => {
      for (let i = 0; i < 40; i += 1) {
        await reader.read(50 * KIB + i * 2 * KIB, 2 * KIB);
        await reader.read(250 * KIB + i * 2 * KIB, 2 * KIB);
      }
      expect(meter.cost().requests).toBeLessThanOrEqual(2 + 2 * 5);
    });
  });
});

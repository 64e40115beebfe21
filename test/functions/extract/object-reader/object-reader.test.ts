import { createHash } from 'node:crypto';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { BlockFile } from '../../../../functions/extract/object-reader/block-file';
import { firstLook } from '../../../../functions/extract/object-reader/first-look';
import { ObjectReader } from '../../../../functions/extract/object-reader/object-reader';
import { Origin, signalAt } from '../../../../functions/extract/object-reader/origin';
import { ReadMeter } from '../../../../functions/extract/object-reader/read-meter';
import {
  READER_SETTINGS,
  type ReaderSettings,
} from '../../../../functions/extract/object-reader/reader-settings';
import { IS_LONG_RUN } from '../../../setup/long-run';
import { withOrigin } from '../support/with-origin';

/** Walks through an object, for each kind of connection and memory. */
const RUNS = IS_LONG_RUN ? 100 : 15;

const KIB = 1024;
const SIZE = 1024 * KIB;
const ADDRESS = { bucket: 'media-bucket', key: 'bytes' };
const SMALL: ReaderSettings = {
  ...READER_SETTINGS,
  headBytes: 16 * KIB,
  tailBytes: 8 * KIB,
  windowBytes: 4 * KIB,
  streamAfterBytes: 8 * KIB,
  longRunBytes: 32 * KIB,
  askAheadBytes: 32 * KIB,
  minLeadBytes: 8 * KIB,
  maxLeadBytes: 32 * KIB,
  partBytes: 10 * KIB,
  gatherBytes: 6 * KIB,
  extraBytes: 32 * KIB,
  openStreams: 2,
};

/** Bytes without a pattern, the same in every run. */
const content = Buffer.concat(
  Array.from({ length: SIZE / 32 }, (_, i) => createHash('sha256').update(String(i)).digest()),
);

describe('ObjectReader', () => {
  const origin = withOrigin();
  beforeAll(() => {
    origin.put('bytes', content);
  });

  async function withReader<T>(
    settings: ReaderSettings,
    use: (reader: ObjectReader, meter: ReadMeter, file: BlockFile) => Promise<T>,
    sizeInEvent?: number,
  ) {
    const directory = mkdtempSync(join(tmpdir(), 'object-reader-'));
    const file = new BlockFile(openSync(join(directory, 'received'), 'wx+'));
    const meter = new ReadMeter(Infinity, Infinity);
    const ended = signalAt(Date.now() + 10_000, () => new Error('too slow'));
    const from = new Origin(origin.source, ADDRESS, meter, settings);
    const { version, head, tail } = await firstLook(from, settings, meter, ended.signal, sizeInEvent);
    const reader = new ObjectReader(
      { origin: from, version, meter, settings, signal: ended.signal, file },
      head,
      tail,
    );
    try {
      return await use(reader, meter, file);
    } finally {
      ended.clear();
      reader.close();
      file.close();
      rmSync(directory, { recursive: true });
    }
  }

  const offsets = fc.integer({ min: 0, max: SIZE + 100 });
  const lengths = fc.integer({ min: 1, max: 40 * KIB });
  /** Jumps, each followed by a run of reads that go on where the one before ended. */
  const walks = fc.array(fc.tuple(offsets, fc.array(lengths, { minLength: 1, maxLength: 6 })), {
    maxLength: 8,
  });

  /** As the library in mediainfo does: what a read leaves undone is asked for again. */
  async function readAll(reader: ObjectReader, file: BlockFile, offset: number, length: number) {
    const end = Math.min(offset + length, SIZE);
    const found: Buffer[] = [];
    for (let at = offset; at < end; ) {
      const span = await reader.read(at, end - at);
      expect(span.bytes).toBeGreaterThan(0);
      found.push(file.read(span));
      at += span.bytes;
    }
    return Buffer.concat(found);
  }

  async function walk(reader: ObjectReader, file: BlockFile, jumps: [number, number[]][]) {
    for (const [start, steps] of jumps) {
      let at = start;
      for (const length of steps) {
        const found = await readAll(reader, file, at, length);
        const least = content.subarray(at, at + length);
        expect(found.length).toBeGreaterThanOrEqual(least.length);
        expect(found.equals(content.subarray(at, at + found.length))).toBe(true);
        at += length;
      }
    }
  }

  afterEach(() => jest.restoreAllMocks());

  it('gives the bytes of the object, whatever the order of the reads, and fetches none twice', async () => {
    await fc.assert(
      fc.asyncProperty(walks, (jumps) =>
        withReader(SMALL, async (reader, meter, file) => {
          await walk(reader, file, jumps);
          // A stream that is cut short may have had one chunk too many in hand.
          const { bytes, requests } = meter.cost();
          expect(bytes).toBeLessThanOrEqual(SIZE + (requests - 2) * 256 * KIB);
        }),
      ),
      { numRuns: RUNS },
    );
  });

  it('gives the same bytes with hardly any memory', async () => {
    const tight = { ...SMALL, cacheBytes: 24 * KIB };
    await fc.assert(
      fc.asyncProperty(walks, (jumps) => withReader(tight, (reader, _, file) => walk(reader, file, jumps))),
      { numRuns: RUNS },
    );
  });

  it('gives the same bytes over a connection that is slow, from several at once', async () => {
    // The server is in this process, so that it is busy while the reader waits. Elsewhere it would be idle.
    jest
      .spyOn(performance, 'eventLoopUtilization')
      .mockImplementation(() => ({ idle: performance.now(), active: 0, utilization: 0 }));
    const slow = { ...SMALL, slowBytesPerSecond: Infinity, pieceBytes: 24 * KIB, piecesAtOnce: 3 };
    await fc.assert(
      fc.asyncProperty(walks, fc.boolean(), (jumps, openHead) =>
        withReader({ ...slow, openHead }, (reader, _, file) => walk(reader, file, jumps)),
      ),
      { numRuns: RUNS },
    );
    await withReader({ ...slow, openHead: true }, async (reader, meter, file) => {
      await walk(reader, file, [[0, Array.from({ length: SIZE / (8 * KIB) }, () => 8 * KIB)]]);
      // The head, the tail, and a piece for each 24 KiB of nearly all that lies between them.
      const { requests, bytes } = meter.cost();
      expect(requests).toBeGreaterThan(10);
      expect(requests).toBeLessThanOrEqual(2 + SIZE / slow.pieceBytes);
      expect(bytes).toBeLessThanOrEqual(SIZE + 256 * KIB);
    });
  });

  it('gives the same bytes whatever was told of its size, be the head open or not', async () => {
    const sizes = fc.oneof(fc.nat(SIZE * 2), fc.nat(SMALL.headBytes + SMALL.tailBytes + 100));
    await fc.assert(
      fc.asyncProperty(walks, sizes, fc.boolean(), (jumps, sizeInEvent, openHead) =>
        withReader({ ...SMALL, openHead }, (reader, _, file) => walk(reader, file, jumps), sizeInEvent),
      ),
      { numRuns: RUNS },
    );
  });

  it.each([
    // What was told, the size of head and tail: then requests and bytes of reading all of it.
    ['nothing', undefined, SIZE * 2, 16 * KIB, 2, SIZE + 16 * KIB],
    ['the truth', SIZE, SIZE * 2, 16 * KIB, 1, SIZE],
    ['the truth, which is just the head', SIZE, SIZE, 16 * KIB, 1, SIZE],
    ['the truth, which is a byte more than the head', SIZE, SIZE - 1, 16 * KIB, 2, SIZE],
    ['the truth, which is head and tail', SIZE, SIZE - 16 * KIB, 16 * KIB, 2, SIZE],
    ['too little', 5, SIZE - 16 * KIB, 16 * KIB, 2, SIZE],
    ['that there is nothing', 0, SIZE * 2, 16 * KIB, 1, SIZE],
    ['too much', SIZE * 3, SIZE * 2, 16 * KIB, 2, SIZE + 16 * KIB],
  ] as const)(
    'asks first for what it needs when it is told %s',
    async (_, sizeInEvent, headBytes, tailBytes, requests, bytes) => {
      const settings = { ...SMALL, headBytes, tailBytes };
      const use = async (reader: ObjectReader, meter: ReadMeter, file: BlockFile) => {
        expect((await readAll(reader, file, 0, SIZE)).equals(content)).toBe(true);
        while (meter.cost().bytes < bytes) await new Promise((resolve) => setTimeout(resolve, 1));
        expect(meter.cost()).toMatchObject({ requests, bytes });
      };
      await withReader(settings, use, sizeInEvent);
    },
  );

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
      const chunk = 256 * KIB;
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

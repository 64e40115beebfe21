import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { RecordedError } from '../../../functions/extract/errors';
import { MediaInfo } from '../../../functions/extract/mediainfo/mediainfo';
import { openObject } from '../../../functions/extract/open-object';
import { IS_LONG_RUN } from '../../setup/long-run';
import { localReport, MEDIA, withoutPath } from './support/local-report';
import { withOrigin } from './support/with-origin';

const NAMES = ['moov-first.mp4', 'fragmented.mp4', 'vp9.webm', 'mpeg4.avi', 'h264.ts', 'vbr.mp3', 'wmv2.wmv'];

/** Number of damaged files. HOSTILE_OBJECTS=10000 was run before a release. */
const RUNS = Number(process.env['HOSTILE_OBJECTS'] ?? (IS_LONG_RUN ? 500 : 40));

/** Milliseconds after which a test counts as hanging, also on a busy machine. */
const LONG = 60_000 + 1_000 * RUNS;

describe('objects made to hurt', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const origin = withOrigin();
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function describeBytes(key: string, bytes: Buffer, seconds = 10) {
    origin.put(key, bytes);
    const budget = { deadline: Date.now() + seconds * 1000 };
    const object = await openObject(origin.source, { bucket: 'media-bucket', key }, budget, new MediaInfo());
    try {
      return (await object.report()).xml;
    } catch (error) {
      return error as Error;
    } finally {
      await object.close();
    }
  }

  it(
    'have the report of the local file, however damaged',
    async () => {
      const damage = fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.uint8Array({ minLength: 1, maxLength: 8 }),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...NAMES),
          fc.array(damage, { minLength: 1, maxLength: 12 }),
          async (name, all) => {
            const bytes = Buffer.from(readFileSync(join(MEDIA, name)));
            // Most changes are near the start, where the structure is.
            for (const [at, by] of all) bytes.set(by, Math.floor(at ** 3 * (bytes.length - by.length)));
            const found = await describeBytes(name, bytes);
            const path = join(folder, name);
            writeFileSync(path, bytes);
            if (typeof found === 'string') expect(withoutPath(found)).toBe(withoutPath(localReport(path)));
            else expect(found).toBeInstanceOf(RecordedError);
          },
        ),
        { numRuns: RUNS, seed: 20261123, endOnFailure: true },
      );
    },
    LONG,
  );

  it.each(['mp4', 'mkv', 'ts', 'avi', 'mxf', 'mp3', 'jpg', 'ogg'])(
    'end as a report when random, as %s',
    async (extension) => {
      const bytes = Buffer.alloc(200_000);
      for (let i = 0, seed = 7; i < bytes.length; i += 1) {
        seed = (seed * 1103515245 + 12345) & 0x7fffffff;
        bytes[i] = seed >> 16;
      }
      const found = await describeBytes(`random.${extension}`, bytes);
      expect(XMLValidator.validate(String(found))).toBe(true);
    },
  );

  it('may declare any size', async () => {
    const header = readFileSync(join(MEDIA, 'moov-first.mp4')).subarray(0, 32);
    const endless = Buffer.concat([
      header,
      Buffer.from('000000016d646174ffffffffffffff00', 'hex'),
      Buffer.alloc(5000),
    ]);
    const found = await describeBytes('endless.mp4', endless);
    expect(XMLValidator.validate(String(found))).toBe(true);
  });
});

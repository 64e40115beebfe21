import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { PlatformError } from '../../../functions/extract/errors';
import { handler } from '../../../functions/extract/index';
import { sideBySide } from '../../../functions/extract/side-by-side';
import { payload } from './event-factory';
import { MEDIA } from './support/local-report';
import { Pipeline } from './support/pipeline';

const KEYS = ['a.mp4', 'b.jpg', 'c d.txt', '京.mp3'];
const FILES = ['still.jpg', 'vbr.mp3', 'text.mp4', 'one-byte.mov', 'cut-moov-last.mp4'];
const SEED = 7;
const OPERATIONS = 60;

/** Numbers below 1 that look random and are the same in every run. */
function* numbers(): Generator<number, never> {
  const bytes = fc.sample(fc.integer({ min: 0, max: 999_999 }), { numRuns: 50_000, seed: SEED });
  for (let index = 0; ; index += 1) yield bytes[index % bytes.length]! / 1_000_000;
}

describe('a storm of changes, with both services failing', () => {
  let pipeline: Pipeline;
  beforeEach(async () => {
    pipeline = await Pipeline.start();
  });
  afterEach(() => pipeline.stop());

  it('leaves every object with its row, and no row without its object', async () => {
    const random = numbers();
    const chance = (share: number) => random.next().value < share;
    const pick = <T>(list: readonly T[]) => list[Math.floor(random.next().value * list.length)]!;
    const { oss, tablestore } = pipeline;
    let injected = 0;

    const writers = Array.from({ length: OPERATIONS }, () => ({
      key: pick(KEYS),
      file: pick(FILES),
      gone: chance(0.3),
    }));
    await sideBySide(writers, 4, async ({ key, file, gone }) => {
      if (gone) await oss.remove(key);
      else await oss.put(key, readFileSync(join(MEDIA, file)));
    });

    // From here on the services fail, while the objects keep changing.
    oss.server.conditions.fault = ({ method }) => {
      if (method === 'PUT' || method === 'DELETE' || !chance(0.1)) return undefined;
      injected += 1;
      return chance(0.5) ? { kind: 'reset' } : { kind: 'refuse', status: 503, code: 'ServiceUnavailable' };
    };
    tablestore.injectFaults(() => {
      if (!chance(0.15)) return undefined;
      injected += 1;
      return chance(0.5) ? { connection: 'lose-answer' } : { refuse: 'OTSServerBusy' };
    });

    const deliver = async (records: unknown[]) => {
      for (let attempt = 1; attempt <= 10; attempt += 1) {
        try {
          await handler(payload(...records), pipeline.context());
          return;
        } catch (error) {
          if (!(error instanceof PlatformError)) throw error;
        }
      }
      throw new Error('The event was not dealt with in ten attempts.');
    };
    const changes = Array.from({ length: 12 }, () => ({
      key: pick(KEYS),
      file: pick(FILES),
      gone: chance(0.3),
    }));
    await Promise.all([
      sideBySide(changes, 1, async ({ key, file, gone }) => {
        if (gone) await oss.remove(key);
        else await oss.put(key, readFileSync(join(MEDIA, file)));
      }),
      sideBySide([...oss.events, ...oss.events.slice(0, 10)].reverse(), 6, (record) => deliver([record])),
    ]);
    await sideBySide(oss.events.slice(-40), 6, (record) => deliver([record]));

    oss.server.conditions.fault = undefined;
    tablestore.injectFaults(undefined);
    for (const key of KEYS) {
      const object = await oss.head(key);
      const row = await pipeline.row(key);
      const found = row && { etag: row['ETag'], size: row['Size'], failed: row['Status'] === 'FAILED' };
      expect({ key, row: found }).toEqual({ key, row: object && { ...object, failed: false } });
    }
    expect(injected).toBeGreaterThan(20);
  }, 120_000);
});

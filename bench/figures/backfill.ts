import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PipelineConnection } from '../../cli/cloud/connection';
import { ossClient } from '../../cli/cloud/oss-client';
import { sideBySide } from '../../cli/program/side-by-side';
import { PROJECT_ROOT } from '../../lib/project-root';
import type { MediaProcess } from './media-questions';

export const OBJECT_PREFIX = 'backfill/';

/** Small samples in turn: a picture, a sound and a film. */
const SAMPLES = ['poster.jpg', 'podcast.mp3', 'trailer 100% + 北京 🎬.mkv'].map((name) =>
  join(PROJECT_ROOT, 'assets', 'samples', name),
);

const UPLOADS_AT_ONCE = 8;
const POLL_MS = 250;
/** If no row is added for this long, something is wrong. */
const STANDSTILL_MS = 120_000;

export interface BackfillFigures {
  objects: number;
  bytes: number;
  /** Time to put the objects into the bucket. */
  putSeconds: number;
  /** Time of `backfill --dry-run`, which lists every object and compares it with its row. */
  compareSeconds: number;
  /** Time of the process `backfill` without a rate limit. */
  submitSeconds: number;
  /** From the start of that process to the last row. */
  describeSeconds: number;
  /** Time of `backfill` when nothing is left to do. */
  againSeconds: number;
}

/**
 * Gives objects that were there before the stack their rows with `media backfill`. @throws Error when some
 * get none
 */
export async function measureBackfill(
  connection: PipelineConnection,
  media: MediaProcess,
  objects: number,
  countRows: () => Promise<number>,
): Promise<BackfillFigures> {
  // The trigger of the bench's stack watches none of these keys, as if they had been there before it.
  const backfill = ['backfill', '--every-key', '--prefix', OBJECT_PREFIX, '--json'];
  const putSeconds = await seconds(() => putObjects(connection, objects));
  const compareSeconds = await seconds(() =>
    expectCounts(media, [...backfill, '--dry-run'], { missing: objects }),
  );
  const start = performance.now();
  const submitSeconds = await seconds(() =>
    expectCounts(media, [...backfill, '--rate', '1000000'], { sent: objects }),
  );
  await untilAllRows(objects, countRows);
  const describeSeconds = (performance.now() - start) / 1000;
  const againSeconds = await seconds(() =>
    expectCounts(media, backfill, { listed: objects, missing: 0, sent: 0 }),
  );
  const bytes = Array.from({ length: objects }, (_, i) => statSync(sampleOf(i)).size).reduce(
    (a, b) => a + b,
    0,
  );
  return { objects, bytes, putSeconds, compareSeconds, submitSeconds, describeSeconds, againSeconds };
}

const sampleOf = (i: number): string => SAMPLES[i % SAMPLES.length]!;

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function putObjects(connection: PipelineConnection, count: number): Promise<void> {
  const client = ossClient(connection);
  const contents = new Map(SAMPLES.map((path) => [path, readFileSync(path)]));
  const numbers = Array.from({ length: count }, (_, i) => i);
  await sideBySide(numbers, UPLOADS_AT_ONCE, async (i) => {
    const path = sampleOf(i);
    await client.put(
      `${OBJECT_PREFIX}${String(i).padStart(6, '0')}${path.slice(path.lastIndexOf('.'))}`,
      contents.get(path)!,
    );
  });
}

/** @throws Error when the summary says anything else */
async function expectCounts(
  media: MediaProcess,
  argv: string[],
  wanted: Record<string, number>,
): Promise<void> {
  const { stdout } = await media.run(argv);
  const summary = JSON.parse(stdout) as Record<string, unknown>;
  for (const [name, value] of Object.entries(wanted)) {
    if (summary[name] !== value)
      throw new Error(`'${name}' must be ${value}: media ${argv.join(' ')}: ${stdout}`);
  }
}

async function untilAllRows(objects: number, countRows: () => Promise<number>): Promise<void> {
  let [last, since] = [-1, performance.now()];
  for (;;) {
    const rows = await countRows();
    if (rows === objects) return;
    if (rows !== last) [last, since] = [rows, performance.now()];
    if (performance.now() - since > STANDSTILL_MS)
      throw new Error(`${objects} objects must have rows, ${rows} have one and no more come.`);
    await delay(POLL_MS);
  }
}

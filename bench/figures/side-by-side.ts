import type { ReadingMode } from '../../contract/reading-mode';
import type { BenchCloud } from '../cloud/bench-cloud';
import type { SeedObject } from '../cloud/seed';
import { USUAL } from '../conditions';
import type { CorpusFile } from '../corpus/make-corpus';
import { monotonicMs } from '../monotonic';
import { median } from '../statistics';
import { type DeployedCode, FunctionInstance } from '../tools/function-instance';

/** Objects of one batch. */
export const BATCH = 8;

/** How often each way is measured. */
const RUNS = 5;

/** Batches before measuring. After fewer than these the instance's process has settled. */
const WARM_UPS = 10;

/** The throughput of one instance. */
export interface Throughput {
  mode: ReadingMode;
  /** Milliseconds for eight events of one object each, one after the other. */
  oneByOneMs: number;
  /** Milliseconds for one event of eight objects. */
  atOnceMs: number;
}

/** Of eight objects at once. */
export const objectsPerSecond = ({ atOnceMs }: Throughput): number => (BATCH * 1_000) / atOnceMs;

const keyOf = (i: number): string => `batch/${i}.mp4`;

/** The same file under several keys. */
export const batchObjects = (file: CorpusFile): SeedObject[] =>
  Array.from({ length: BATCH }, (_, i) => ({ key: keyOf(i), path: file.path }));

/** Describes eight objects in one warm instance at the usual distance: one by one, and all at once. */
export async function measureThroughput(
  cloud: BenchCloud,
  code: DeployedCode,
  mode: ReadingMode,
): Promise<Throughput> {
  const keys = Array.from({ length: BATCH }, (_, i) => keyOf(i));
  const instance = new FunctionInstance(code, cloud.address, mode);
  const timed = async (events: string[][]): Promise<number> => {
    await cloud.begin(USUAL);
    const start = monotonicMs();
    for (const event of events) await instance.invoke(event);
    return monotonicMs() - start;
  };
  try {
    for (let i = 0; i < WARM_UPS; i += 1) await timed([keys]);
    const oneByOne: number[] = [];
    const atOnce: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      oneByOne.push(await timed(keys.map((key) => [key])));
      atOnce.push(await timed([keys]));
    }
    return { mode, oneByOneMs: median(oneByOne), atOnceMs: median(atOnce) };
  } finally {
    await instance.close();
  }
}

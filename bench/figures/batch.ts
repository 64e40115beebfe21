import type { ReadingMode } from '../../contract/reading-mode';
import type { BenchCloud } from '../cloud/bench-cloud';
import type { SeedObject } from '../cloud/seed';
import { NEAR } from '../conditions';
import type { CorpusFile } from '../corpus/make-corpus';
import { monotonicMs } from '../monotonic';
import { treeProportionalMB } from '../process-usage';
import { type DeployedCode, FunctionInstance, MEMORY_MB } from '../tools/function-instance';

/** Objects of one event, as when a folder is copied. */
const OBJECTS = 1_000;

/** The kinds that follow each other in the event: small objects, of which an instance sees most. */
const KINDS = ['mp4-moov-first', 'mp3', 'jpg'];

/** Milliseconds between two looks at the memory of all processes. */
const LOOK_MS = 50;

/** One event of many objects in one instance. */
export interface BatchFigures {
  mode: ReadingMode;
  objects: number;
  seconds: number;
  /** Most memory of all processes of the instance together, shared pages counted once, in each quarter of the time. */
  quarterMB: [number, number, number, number];
  /** What the function is given. */
  memoryMB: number;
}

const kindsOf = (files: readonly CorpusFile[]): CorpusFile[] =>
  files.filter(({ name }) => KINDS.includes(name));

const keyOf = ({ key }: CorpusFile, i: number): string => `many/${String(i).padStart(6, '0')}-${key}`;

const objectsOf = (kinds: readonly CorpusFile[]): { file: CorpusFile; key: string }[] =>
  Array.from({ length: kinds.length > 0 ? OBJECTS : 0 }, (_, i) => {
    const file = kinds[i % kinds.length]!;
    return { file, key: keyOf(file, i) };
  });

/** The objects that the bucket must have; none when no kind is among the files. */
export const manyObjects = (files: readonly CorpusFile[]): SeedObject[] =>
  objectsOf(kindsOf(files)).map(({ file, key }) => ({ key, path: file.path }));

/** The most in each quarter of what was seen in equal distances of time. @throws RangeError for fewer than four */
export function quarters(seen: readonly number[]): [number, number, number, number] {
  const length = seen.length / 4;
  if (length < 1) throw new RangeError(`Quarters need at least four values, ${seen.length} given.`);
  const most = (i: number): number =>
    Math.max(...seen.slice(Math.floor(i * length), Math.floor((i + 1) * length)));
  return [most(0), most(1), most(2), most(3)];
}

/** Has one new instance describe a thousand objects of one event. @throws Error when one gets no row */
export async function measureBatch(
  cloud: BenchCloud,
  code: DeployedCode,
  files: readonly CorpusFile[],
  mode: ReadingMode,
): Promise<BatchFigures> {
  await cloud.begin(NEAR);
  const instance = new FunctionInstance(code, cloud.address, mode);
  const seen: number[] = [];
  const timer = setInterval(() => seen.push(treeProportionalMB(instance.pid)), LOOK_MS);
  try {
    const start = monotonicMs();
    await instance.invoke(objectsOf(kindsOf(files)).map(({ key }) => key));
    const seconds = (monotonicMs() - start) / 1_000;
    return { mode, objects: OBJECTS, seconds, quarterMB: quarters(seen), memoryMB: MEMORY_MB };
  } finally {
    clearInterval(timer);
    await instance.close();
  }
}

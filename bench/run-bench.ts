import { READING_MODES, type ReadingMode } from '../contract/reading-mode';
import { BenchCloud } from './cloud/bench-cloud';
import { compareTools } from './compare-tools';
import { type Distance, NARROW, NEAR, USUAL } from './conditions';
import { makeCorpus, versionLine } from './corpus/make-corpus';
import { RECIPES } from './corpus/recipes';
import { CpuGroups, NoCpuGroupsError } from './cpu-groups/cpu-groups';
import { measureDeployed } from './deployed-run';
import { manyObjects, measureBatch } from './figures/batch';
import { packageFigures } from './figures/code-package';
import { judgeGoals } from './figures/goals';
import { mediaFigures } from './figures/media-command';
import { batchObjects, measureThroughput, type Throughput } from './figures/side-by-side';
import { standInFigures } from './figures/stand-in';
import { type BenchOptions, parseOptions } from './options';
import { printComparison, printSummary } from './print/comparison';
import { printGoals, printPackage, printThroughput } from './print/figures';
import { mediaLines, printMedia } from './print/media';
import { conditionsOfRun, quoteInReadme, type Section, writeDocs } from './print/write-docs';
import { openTools } from './tools/open-tools';

/** A quick run may take 50 s. The last 5 s are for stopping what was started. */
const QUICK_MS = 45_000;

/**
 * How often each file is described before measuring. The CPU time of the function's process for an object
 * falls by two thirds over the first 50 objects, while V8 compiles, and then stays the same. A quick run has
 * only time for one.
 */
const WARM_UPS = { full: 10, quick: 1 };

const warmUpsOf = ({ quick }: BenchOptions): number => (quick ? WARM_UPS.quick : WARM_UPS.full);

/** The default way of reading, which needs more memory. */
const BATCH_MODE: ReadingMode = 'exact';

const told = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function compare(options: BenchOptions, end: number | undefined): Promise<string> {
  const hasFfmpeg = versionLine('ffmpeg') !== undefined;
  if (!hasFfmpeg)
    told("ffmpeg is not installed: the repository's small fixtures are measured instead of a corpus.");
  const recipes = RECIPES.filter(
    ({ name, quick }) => options.only?.includes(name) ?? (quick || !options.quick),
  );
  const files = await makeCorpus(recipes, hasFfmpeg, told);
  const several = files.find(({ name }) => name === 'mp4-moov-first');
  const many = options.quick ? [] : manyObjects(files);
  const cloud = await BenchCloud.start([...files, ...(several ? batchObjects(several) : []), ...many]);
  const groups = accounting(told);
  const { tools, code, close } = await openTools(cloud, groups, told);
  try {
    const distances: Distance[] = options.quick ? [USUAL] : [NEAR, USUAL, NARROW];
    const rounds = options.repetitions ?? 5;
    const warmUps = warmUpsOf(options);
    const conditions = distances.map((distance) => ({ distance }));
    const results = await compareTools(cloud, { files, tools, conditions, warmUps, rounds, end, told });
    if (options.json) return results.map(({ measurement }) => JSON.stringify(measurement)).join('\n');
    const parts = [conditionsOfRun(tools, hasFfmpeg), printComparison(results, files, distances)];
    if (!options.quick) {
      const throughputs: Throughput[] = [];
      for (const mode of several ? READING_MODES : []) {
        throughputs.push(await measureThroughput(cloud, code, mode));
      }
      const batch = many.length > 0 ? await measureBatch(cloud, code, files, BATCH_MODE) : undefined;
      parts.push(
        printGoals('Goals, warm at 10 ms per request', judgeGoals(results, throughputs, batch)),
        printThroughput(throughputs, batch),
        printPackage(await packageFigures(code)),
      );
    }
    if (options.write) quoteInReadme('performance', printSummary(results, files, [NEAR, USUAL]), told);
    return parts.join('\n\n');
  } finally {
    await close();
    await cloud.close();
    await groups?.close();
  }
}

/** Groups that count CPU time to the microsecond. Without them it is asked of each process, in steps of 10 ms. */
function accounting(tell: (line: string) => void): CpuGroups | undefined {
  try {
    return CpuGroups.open();
  } catch (error) {
    if (!(error instanceof NoCpuGroupsError)) throw error;
    tell(`CPU times of mediainfo are in steps of 10 ms: ${error.message}`);
    return undefined;
  }
}

async function measureMedia(options: BenchOptions): Promise<string> {
  const figures = await mediaFigures(options, told);
  return options.json ? mediaLines(figures) : printMedia(figures);
}

/** @param args of the command line @throws Error when a tool fails */
export async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args, true);
  const end = options.quick ? performance.now() + QUICK_MS : undefined;
  const { vcpu } = options;
  const [section, printed]: [Section, string] = options.media
    ? ['media', await measureMedia(options)]
    : options.standin
      ? ['stand-in', await standInFigures(options, told)]
      : vcpu
        ? ['deployed', await measureDeployed({ ...options, vcpu }, warmUpsOf(options), end, told)]
        : ['comparison', await compare(options, end)];
  console.log(printed);
  if (options.write) writeDocs(section, printed);
}

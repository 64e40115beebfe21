import type { BenchCloud } from './cloud/bench-cloud';
import { type Condition, NEAR } from './conditions';
import type { CorpusFile } from './corpus/make-corpus';
import type { CpuGroups } from './cpu-groups/cpu-groups';
import type { Measurement, Result } from './measurement';
import { sequentialRoundTrips } from './round-trips';
import { mean, median, summarize } from './statistics';
import type { Counted, State, Tool, ToolRun } from './tools/tool';

interface Sample extends ToolRun {
  requests: number;
  roundTrips: number;
}

/** One line of the tables: everything measured of one tool in one state, on one file, under one condition. */
interface Series extends Condition {
  file: CorpusFile;
  tool: Tool;
  state: State;
  samples: Sample[];
}

export interface ComparisonOptions {
  files: readonly CorpusFile[];
  tools: readonly Tool[];
  conditions: readonly Condition[];
  /** Those of the tools. Needed for conditions that limit vCPUs. */
  groups?: CpuGroups;
  /** States that are not measured here. */
  without?: (tool: Tool, state: State, file: CorpusFile) => boolean;
  /** How often each file is described before measuring, to warm up the tools that stay running. */
  warmUps: number;
  /** How often everything is measured. */
  rounds: number;
  /**
   * Milliseconds in `performance.now`. Nothing starts after it, and no second round starts that would end
   * after it.
   */
  end?: number;
  told: (line: string) => void;
}

/** What takes longer is measured once: to repeat it would take more time than all the rest. */
const LONG_RUN_MS = 5_000;

/** Measures the tools in turn, so that other load on the machine affects all of them equally. */
export async function compareTools(cloud: BenchCloud, options: ComparisonOptions): Promise<Result[]> {
  const { files, tools, conditions, told } = options;
  for (let i = 0; i < options.warmUps; i += 1) await warmUp(cloud, files, tools);
  const counted = new Map<string, Counted>();
  for (const file of files) {
    for (const tool of tools) {
      await cloud.begin(NEAR);
      const count = await tool.count?.(file);
      if (count) counted.set(keyOf(tool, file), count);
    }
  }
  const all: Series[] = conditions.flatMap((condition) =>
    files.flatMap((file) =>
      tools.flatMap((tool) =>
        tool.states
          .filter((state) => !options.without?.(tool, state, file))
          .map((state) => ({ ...condition, file, tool, state, samples: [] })),
      ),
    ),
  );
  // The slowest tool comes last. If a run has no time left, everything else is measured.
  all.sort((a, b) => Number(a.tool.name === 'mediainfo.js') - Number(b.tool.name === 'mediainfo.js'));
  const { end = Number.POSITIVE_INFINITY } = options;
  let longest = 0;
  for (let round = 1; round <= options.rounds; round += 1) {
    const start = performance.now();
    if (round > 1 && start + longest > end) break;
    for (const series of all) {
      if (series.samples.some(({ wallMs }) => wallMs > LONG_RUN_MS)) continue;
      if (performance.now() < end) series.samples.push(await sample(cloud, series, options.groups));
      else told(`no time left: ${series.tool.name} ${series.state} on ${series.file.name} is not measured`);
    }
    longest = Math.max(longest, performance.now() - start);
    told(`round ${round} of ${options.rounds}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  return all
    .filter(({ samples }) => samples.length > 0)
    .map((series) => resultOf(series, counted.get(keyOf(series.tool, series.file)), all));
}

async function warmUp(
  cloud: BenchCloud,
  files: readonly CorpusFile[],
  tools: readonly Tool[],
): Promise<void> {
  for (const file of files) {
    for (const tool of tools) {
      // With an old row, the function would not read the object.
      await cloud.begin(NEAR);
      await tool.warmUp?.(file);
    }
  }
}

const keyOf = (tool: Tool, file: CorpusFile): string => `${tool.name} ${tool.mode} ${file.name}`;

async function sample(
  cloud: BenchCloud,
  { file, tool, state, distance, vcpu }: Series,
  groups: CpuGroups | undefined,
): Promise<Sample> {
  await cloud.begin(distance);
  if (tool.prepare) {
    await tool.prepare(state, file);
    await cloud.begin(distance);
  }
  groups?.limit(vcpu);
  const run = await tool.run(state, file);
  groups?.limit(undefined);
  const { ossPort } = cloud.address;
  // After writing the row, the function asks for the object's version with a HEAD request.
  const seen = (await cloud.requests()).filter(({ port, method }) => port === ossPort && method === 'GET');
  return { ...run, requests: seen.length, roundTrips: sequentialRoundTrips(seen) };
}

const numbers = (samples: readonly Sample[], name: keyof Sample): number[] =>
  samples.flatMap((run) => run[name] ?? []);

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

function resultOf(series: Series, counted: Counted | undefined, all: readonly Series[]): Result {
  const { file, tool, state, distance, vcpu, samples } = series;
  const wall = summarize(numbers(samples, 'wallMs'));
  const bytes = counted?.bytes ?? median(numbers(samples, 'bytes'));
  const own = numbers(samples, 'rssMB');
  const rows = numbers(samples, 'rowMs');
  const ownCpu = numbers(samples, 'ownCpuMs');
  const measurement: Measurement = {
    case: file.name,
    tool: tool.name,
    state,
    latencyMs: distance.latencyMs,
    bandwidthMBps: distance.bandwidthMBps,
    ...(vcpu !== undefined && { vcpu }),
    wallMs: round(wall.median),
    requests: median(numbers(samples, 'requests')),
    roundTrips: median(numbers(far(series, all).samples, 'roundTrips')),
    bytes,
    cpuMs: round(mean(numbers(samples, 'cpuMs'))),
    rssMB: round((own.length > 0 ? median(own) : 0) + (counted?.rssMB ?? 0)),
    ...(tool.mode && { mode: tool.mode, rowMs: round(median(rows)) }),
  };
  const detail = {
    runs: samples.length,
    leastWallMs: round(wall.least),
    mostWallMs: round(wall.most),
    billedMs: numbers(samples, 'billedMs').map((value) => round(value)),
    ...(ownCpu.length > 0 && { ownCpuMs: round(mean(ownCpu)) }),
    ...(counted?.diskBytes !== undefined && { diskBytes: counted.diskBytes }),
  };
  return { measurement, detail };
}

/**
 * Without latency, requests sent at the same time may be answered one after the other by chance. Only at a
 * distance it is visible which requests must wait for others.
 */
function far(series: Series, all: readonly Series[]): Series {
  const { file, tool, state } = series;
  const same = all.filter((other) => other.file === file && other.tool === tool && other.state === state);
  return same.find(({ distance }) => distance.latencyMs > 0) ?? series;
}

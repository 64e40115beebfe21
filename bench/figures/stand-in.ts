import { markdownTable as table } from '../../cli/output/table';
import { makeCorpus, versionLine } from '../corpus/make-corpus';
import { RECIPES } from '../corpus/recipes';
import type { BenchOptions } from '../options';
import { conditionsOfRun } from '../print/write-docs';
import { type LargeObjectFigures, largeObject } from './large-object';
import { startLocalProcess } from './local-process';
import { type MemoryFigures, measureMemory } from './memory';
import { ossRates, type Rate, tablestoreRates } from './service-throughput';

/** Goal for the resident memory of the whole stand-in with one large object, in MB. */
const MEMORY_GOAL_MB = 300;
/** Goal for what an object and its row of a small picture, 4 KB of report included, may add, in KB. */
const PER_OBJECT_GOAL_KB = 20;
/** Goal for all processes under load, in MB: the services, and eight instances of the function. */
const LOADED_GOAL_MB = 600;

const verdict = (measured: number, goal: number): string => (measured < goal ? 'met' : 'missed');

const rows = (rates: readonly Rate[]): string[][] =>
  rates.map(({ what, unit, perSecond }) => [what, `${Math.round(perSecond)} ${unit}`]);

function largeRows(large: LargeObjectFigures): string[][] {
  const speed = (seconds: number): string =>
    `${seconds.toFixed(0)} s, ${Math.round(large.bytes / 1e6 / seconds)} MB/s`;
  return [
    ['Upload in parts', speed(large.uploadSeconds)],
    ['From the end of the upload to the row', `${large.describeSeconds.toFixed(1)} s, ${large.status}`],
    ['Reading all of it', speed(large.readSeconds)],
    [
      `Peak RSS of the whole stand-in, function included (goal: below ${MEMORY_GOAL_MB} MB)`,
      `${Math.round(large.peakMB)} MB, ${verdict(large.peakMB, MEMORY_GOAL_MB)}`,
    ],
  ];
}

function memoryRows({ deployedMB, loadedMB, perObjectKB, allMB }: MemoryFigures): string[][] {
  return [
    ['RSS of the services as deployed', `${Math.round(deployedMB)} MB`],
    ['RSS of the services with all objects and rows', `${Math.round(loadedMB)} MB`],
    [
      `What each of the later half has added (goal: below ${PER_OBJECT_GOAL_KB} KB)`,
      `${perObjectKB.toFixed(1)} KB, ${verdict(perObjectKB, PER_OBJECT_GOAL_KB)}`,
    ],
    [
      `All processes, shared pages counted once (goal: below ${LOADED_GOAL_MB} MB)`,
      `${Math.round(allMB)} MB, ${verdict(allMB, LOADED_GOAL_MB)}`,
    ],
  ];
}

/** Measures the services of the stand-in with the stack deployed. */
export async function standInFigures({ json }: BenchOptions, told: (line: string) => void): Promise<string> {
  const hasFfmpeg = versionLine('ffmpeg') !== undefined;
  const [file] = await makeCorpus(
    RECIPES.filter(({ sparseBytes }) => sparseBytes !== undefined),
    hasFfmpeg,
    told,
  );
  told('services');
  const local = await startLocalProcess();
  let rates: Rate[];
  try {
    rates = [...(await ossRates(local.connection)), ...(await tablestoreRates(local.connection))];
  } finally {
    await local.close();
  }
  told('memory');
  const memory = await measureMemory();
  told(`${(file!.size / 1e9).toFixed(0)} GB: some minutes`);
  const large = await largeObject(file!);
  if (json) return [...rates, memory, large].map((figure) => JSON.stringify(figure)).join('\n');
  return [
    conditionsOfRun([], hasFfmpeg),
    table(['Service', 'Official or own client, 8 at once'], rows(rates)),
    table([`${memory.objects} pictures described one after the other`, ''], memoryRows(memory)),
    table([`A sparse MP4 of ${(file!.size / 1e9).toFixed(0)} GB`, ''], largeRows(large)),
  ].join('\n\n');
}

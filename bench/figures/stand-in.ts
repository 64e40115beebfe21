import { markdownTable as table } from '../../cli/output/table';
import { makeCorpus, versionLine } from '../corpus/make-corpus';
import { RECIPES } from '../corpus/recipes';
import type { BenchOptions } from '../options';
import { conditionsOfRun } from '../print/write-docs';
import { type LargeObjectFigures, largeObject } from './large-object';
import { startLocalProcess } from './local-process';
import { ossRates, type Rate, tablestoreRates } from './service-throughput';

/** Goal for the resident memory of the whole stand-in, in MB. */
const MEMORY_GOAL_MB = 300;

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
      `${Math.round(large.peakMB)} MB, ${large.peakMB < MEMORY_GOAL_MB ? 'met' : 'missed'}`,
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
  told(`${(file!.size / 1e9).toFixed(0)} GB: some minutes`);
  const large = await largeObject(file!);
  if (json) return [...rates, large].map((figure) => JSON.stringify(figure)).join('\n');
  return [
    conditionsOfRun([], hasFfmpeg),
    table(['Service', 'Official or own client, 8 at once'], rows(rates)),
    table([`A sparse MP4 of ${(file!.size / 1e9).toFixed(0)} GB`, ''], largeRows(large)),
  ].join('\n\n');
}

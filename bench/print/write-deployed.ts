import type { ReadingMode } from '../../contract/reading-mode';
import { parseSettings } from '../../lib/settings';
import type { MeasuredSize } from '../../lib/settings/measured-size';
import { NEAR, USUAL } from '../conditions';
import type { CorpusFile } from '../corpus/make-corpus';
import { caseFigures } from '../cost/size-figures';
import { ofMode, type SizeRow } from '../cost/size-rows';
import type { Result } from '../measurement';
import { printSummary } from './comparison';
import { writeMeasuredCases, writeMeasuredSizes } from './measured-sizes';
import { printCost } from './sizes';
import { isIdle, LOAD, quoteInReadme } from './write-docs';

/** What a run under shares of a core has found. */
export interface DeployedFigures {
  results: readonly Result[];
  sizes: readonly MeasuredSize[];
  rows: readonly SizeRow[];
  files: readonly CorpusFile[];
}

/** Writes what settings, README and the page on scale are made from, and says what is to be made anew. */
export function writeDeployed(
  { results, sizes, rows, files }: DeployedFigures,
  told: (line: string) => void,
): void {
  const date = new Date().toISOString().slice(0, 10);
  if (isIdle()) {
    writeMeasuredSizes(date, sizes);
    told(
      'lib/settings/measured-sizes.ts: now `npm run docs`; a test says whether the default size is right.',
    );
  }
  const { cpu } = parseSettings({});
  const row = rows.find((one) => ofMode(one, 'exact')?.size.vcpu === cpu);
  const size = sizes.find((one) => one.cpu === cpu);
  if (!row || !size) {
    told(`README and docs/scale.md stay as they are: the default of ${cpu} vCPU was not measured.`);
    return;
  }
  const casesOf = (mode: ReadingMode) =>
    caseFigures(results, cpu, { tool: 'extract', state: 'warm', mode }, USUAL);
  const coldMs = Math.round(row.coldMs ?? 0);
  writeMeasuredCases({
    ...{ date, load: Number(LOAD.toFixed(1)), vcpu: cpu, coldMs },
    ...{ exact: casesOf('exact'), fast: casesOf('fast') },
  });
  told('bench/scale/measured-cases.ts: now `npm run bench:scale -- --write`.');
  quoteInReadme('deployed', printSummary(results, files, [NEAR, USUAL], cpu), told);
  quoteInReadme('cost', printCost(size, ofMode(row, 'exact')!.requests), told);
}

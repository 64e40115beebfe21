import type { MeasuredSize } from '../../lib/settings/measured-size';
import type { CaseFigures } from '../scale/case-figures';
import { writeModule } from './written-module';

/** What the reasons of the settings `cpu` and `memoryMB` are made from, and which default is right. */
export function writeMeasuredSizes(date: string, sizes: readonly MeasuredSize[]): void {
  writeModule(
    'lib/settings/measured-sizes.ts',
    ["import type { MeasuredSize } from './measured-size';"],
    [
      { about: 'When the sizes were measured.', name: 'MEASURED_ON', value: date },
      {
        about: 'Every size that the bench measured, by vCPUs. Empty until it has run on an idle machine.',
        ...{ name: 'MEASURED_SIZES', type: 'readonly MeasuredSize[]', value: sizes },
      },
    ],
  );
}

/** What the simulation of `docs/scale.md` begins with. */
export interface MeasuredCases {
  /** Day of the run, and what else the machine did. */
  date: string;
  load: number;
  vcpu: number;
  coldMs: number;
  exact: readonly CaseFigures[];
  fast: readonly CaseFigures[];
}

/** Writes it. */
export function writeMeasuredCases({ date, load, vcpu, coldMs, exact, fast }: MeasuredCases): void {
  const type = 'readonly CaseFigures[]';
  writeModule(
    'bench/scale/measured-cases.ts',
    ["import type { CaseFigures } from './case-figures';"],
    [
      { about: 'When they were measured.', name: 'MEASURED_ON', value: date },
      { about: 'Processes that wanted a core before.', name: 'MEASURED_LOAD', value: load },
      { about: 'The vCPUs with which they were measured.', name: 'MEASURED_VCPU', value: vcpu },
      {
        about: 'Milliseconds from the start of an instance to its first report.',
        name: 'COLD_MS',
        value: coldMs,
      },
      { about: 'Of the mix, in `exact`.', name: 'EXACT_CASES', type, value: exact },
      { about: 'Of the mix, in `fast`.', name: 'FAST_CASES', type, value: fast },
    ],
  );
}

import type { MeasuredSize } from '../../lib/settings/measured-size';
import { USUAL } from '../conditions';
import { findResult, type Result } from '../measurement';
import { BUSY_COLUMNS } from '../print/comparison';
import { chooseSize } from './choose-size';
import { sizeWith } from './function-size';
import { figureOf, type SizeFigure, type Subject } from './size-figures';

/** Whose cold start is measured. It is the same for all. */
export const COLD_CASE = 'mp4-moov-first';

const SUBJECTS: Subject[] = BUSY_COLUMNS.map(([, tool, state, mode]) => ({
  tool,
  state,
  ...(mode && { mode }),
}));

/** The figures of all tools at one size, and how long a cold start is there. */
export interface SizeRow {
  figures: readonly SizeFigure[];
  /** Milliseconds from the start of the process to the report, of one case; undefined when it was not measured. */
  coldMs: number | undefined;
}

/** The figures of every tool with so many vCPUs. */
export function sizeRow(results: readonly Result[], vcpu: number): SizeRow {
  const cold = findResult(results, {
    ...{ case: COLD_CASE, tool: 'extract', state: 'cold', mode: 'exact', vcpu },
    ...USUAL,
  });
  return {
    figures: SUBJECTS.flatMap((subject) => figureOf(results, vcpu, subject, USUAL) ?? []),
    coldMs: cold?.measurement.wallMs,
  };
}

/** The figures of the function in one way of reading. */
export const ofMode = ({ figures }: SizeRow, mode: string): SizeFigure | undefined =>
  figures.find((figure) => figure.mode === mode);

/** The same as settings and README quote it; none when one of the two ways of reading was not measured. */
export function measuredSize(row: SizeRow): MeasuredSize[] {
  const [exact, fast] = [ofMode(row, 'exact'), ofMode(row, 'fast')];
  if (!exact || !fast) return [];
  const { vcpu, memoryMB, enough } = sizeWith(exact.size.vcpu);
  const brief = ({ p95Ms, cpuMs, dollarsPerMillion }: SizeFigure) => ({
    p95Ms: Math.round(p95Ms),
    cpuMs: Math.round(cpuMs),
    dollarsPerMillion: Number(dollarsPerMillion.toFixed(2)),
  });
  return [{ cpu: vcpu, memoryMB, enough, exact: brief(exact), fast: brief(fast) }];
}

/** @returns undefined, and says why, when no size is within the limits */
export function chosenOf(
  sizes: readonly MeasuredSize[],
  told: (line: string) => void,
): MeasuredSize | undefined {
  try {
    return chooseSize(sizes);
  } catch (error) {
    told((error as Error).message);
    return undefined;
  }
}

import { markdownTable as table } from '../../cli/output/table';
import type { BatchFigures } from '../figures/batch';
import type { PackageFigures } from '../figures/code-package';
import type { Goal } from '../figures/goal';
import { BATCH, objectsPerSecond, type Throughput } from '../figures/side-by-side';

const verdict = ({ met }: Goal): string => (met === undefined ? '–' : met ? 'met' : 'missed');

export const printGoals = (title: string, goals: readonly Goal[]): string =>
  [
    `### ${title}`,
    table(
      ['Goal', 'Measured', ''],
      goals.map((goal) => [goal.goal, goal.measured, verdict(goal)]),
    ),
  ].join('\n\n');

export const printPackage = ({ bundleKB, zipMB, requireMs }: PackageFigures): string =>
  [
    '### Code package',
    table(
      ['Figure', 'Value'],
      [
        ['Bundle', `${Math.round(bundleKB)} kB`],
        ['Zip', `${zipMB.toFixed(1)} MB`],
        ['Loading the bundle in a new process', `${Math.round(requireMs)} ms`],
      ],
    ),
  ].join('\n\n');

/** @param batch undefined when it was not measured */
export function printThroughput(throughputs: readonly Throughput[], batch: BatchFigures | undefined): string {
  const rows = throughputs.map((figures): string[] => [
    `${figures.mode}: ${BATCH} objects of one event, 10 ms per request`,
    `${Math.round(objectsPerSecond(figures))} objects/s`,
  ]);
  if (batch) {
    const { mode, objects, seconds, quarterMB } = batch;
    rows.push(
      [
        `${mode}: ${objects} objects of one event, 0 ms per request`,
        `${Math.round(objects / seconds)} objects/s`,
      ],
      ['Its memory in each quarter of the time', `${quarterMB.map((mb) => Math.round(mb)).join(', ')} MB`],
    );
  }
  return ['### Throughput of one instance', table(['Figure', 'Value'], rows)].join('\n\n');
}

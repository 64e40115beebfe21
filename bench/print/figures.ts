import { markdownTable as table } from '../../cli/output/table';
import type { PackageFigures } from '../figures/code-package';
import type { Goal } from '../figures/goals';

const verdict = ({ met }: Goal): string => (met === undefined ? '–' : met ? 'met' : 'missed');

export const printGoals = (goals: readonly Goal[]): string =>
  [
    '### Goals, warm at 10 ms per request',
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

import type { ReadingMode } from '../../contract/reading-mode';
import { type Distance, NEAR, USUAL } from '../conditions';
import { findResult, type Result } from '../measurement';
import { type Goal, inEvery, percent } from './goal';

/** The vCPUs for which the goals were set. They are looked at with those of the default size too. */
export const GOAL_VCPU = 0.35;

const WANTED: [mode: ReadingMode, distance: Distance, what: string][] = [
  ['exact', USUAL, 'faster than mediainfo'],
  ['exact', NEAR, 'no slower than mediainfo'],
  ['fast', USUAL, 'faster than mediainfo'],
  ['fast', NEAR, 'faster than mediainfo'],
];

/** Decides the goals for the warm function when function and mediainfo have the same share of a core. */
export function deployedGoals(results: readonly Result[], vcpu = GOAL_VCPU): Goal[] {
  const cases = [...new Set(results.map(({ measurement }) => measurement.case))];
  return WANTED.map(([mode, distance, what]) => {
    const times = (name: string): number | undefined => {
      const place = { case: name, vcpu, ...distance };
      const own = findResult(results, { ...place, tool: 'extract', state: 'warm', mode });
      const stock = findResult(results, { ...place, tool: 'mediainfo' });
      return own && stock && own.measurement.wallMs / stock.measurement.wallMs;
    };
    const goal = `\`${mode}\`: ${what} on every file at ${distance.latencyMs} ms per request`;
    return inEvery(goal, cases, times, 1, percent);
  });
}

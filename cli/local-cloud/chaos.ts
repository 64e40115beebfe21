import { Chaos, type ChaosCounts } from 'stand-in-cloud';
import type { Progress } from '../output/progress';

/** Factor for the platform's waiting times under chaos, so that a run with retries takes seconds. */
export const CHAOS_TIME_SCALE = 0.2;

/** The options for a run with a seed. It prints the seed, so that the run can be repeated. */
export function chaosFor(
  seed: number | undefined,
  progress: Progress,
): { chaos?: Chaos; timeScale?: number } {
  if (seed === undefined) return {};
  progress.labelled('chaos', `seed ${seed}`);
  return { chaos: new Chaos(seed), timeScale: CHAOS_TIME_SCALE };
}

/** Prints how many faults of each kind happened. */
export function tellCounts(counts: ChaosCounts, progress: Progress): void {
  for (const [kind, count] of Object.entries(counts)) {
    if (count > 0) progress.labelled('chaos', `${kind}  ${count}`);
  }
}

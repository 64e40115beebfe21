import { Chaos, type ChaosCounts } from 'stand-in-cloud';
import type { Progress } from '../output/progress';

/** The platform's waits under chaos, shortened so that a run with retries takes seconds. */
export const CHAOS_TIME_SCALE = 0.2;

/** What a run with a seed needs; the seed is told, so that the run can be made again. */
export function chaosFor(
  seed: number | undefined,
  progress: Progress,
): { chaos?: Chaos; timeScale?: number } {
  if (seed === undefined) return {};
  progress.labelled('chaos', `seed ${seed}`);
  return { chaos: new Chaos(seed), timeScale: CHAOS_TIME_SCALE };
}

/** Tells each kind of fault that happened. */
export function tellCounts(counts: ChaosCounts, progress: Progress): void {
  for (const [kind, count] of Object.entries(counts)) {
    if (count > 0) progress.labelled('chaos', `${kind}  ${count}`);
  }
}

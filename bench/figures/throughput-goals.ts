import type { BatchFigures } from './batch';
import { type Goal, milliseconds } from './goal';
import { BATCH, objectsPerSecond, type Throughput } from './side-by-side';

/** Objects per second of one instance in `fast`, with the stand-in on the same two cores. */
const FAST_PER_SECOND = 100;

/** How many times one by one. */
const TIMES = 4;

/** Most of the memory of the last quarter of a batch, as a share of the second quarter's: garbage varies by some MB. */
const MOST_GROWTH = 1.1;

export function judgeThroughput(figures: Throughput): Goal[] {
  const { mode, oneByOneMs, atOnceMs } = figures;
  const times = oneByOneMs / atOnceMs;
  const rate = objectsPerSecond(figures);
  const goals: Goal[] = [
    {
      goal: `\`${mode}\`: ${BATCH} objects at once have ${TIMES} × the throughput of one at a time`,
      measured: `${times.toFixed(1)} × (${milliseconds(atOnceMs)} instead of ${milliseconds(oneByOneMs)})`,
      met: times >= TIMES,
    },
  ];
  if (mode !== 'fast') return goals;
  return [
    ...goals,
    {
      goal: `\`fast\`: ${BATCH} objects at once, at least ${FAST_PER_SECOND} objects/s, stand-in included`,
      measured: `${Math.round(rate)} objects/s`,
      met: rate >= FAST_PER_SECOND,
    },
  ];
}

export function judgeBatch({ mode, objects, quarterMB, memoryMB }: BatchFigures): Goal[] {
  const [, second, , last] = quarterMB;
  const growth = last / second;
  const most = Math.max(...quarterMB);
  return [
    {
      goal: `\`${mode}\`: ${objects} objects of one event in constant memory (last quarter at most ${MOST_GROWTH} × the second)`,
      measured: `${growth.toFixed(2)} × (${quarterMB.map((mb) => Math.round(mb)).join(', ')} MB)`,
      met: growth <= MOST_GROWTH,
    },
    {
      goal: `\`${mode}\`: ${objects} objects of one event within the function's ${memoryMB} MB`,
      measured: `${Math.round(most)} MB`,
      met: most <= memoryMB,
    },
  ];
}

import type { Action, Fetch, PlanState } from './plan-state';
import { endAfter } from './ranges';

/**
 * The streams to stop before another begins: those used longest ago, so many that no more than `openStreams` are open
 * with the new one. A stream that the read needs is never stopped.
 *
 * @param actions what was planned for this read so far
 */
export function streamsToStop<F extends Fetch>(
  { fetches, settings }: PlanState<F>,
  actions: readonly Action<F>[],
): F[] {
  const { openStreams, longRunBytes } = settings;
  let free = openStreams - 1;
  for (const action of actions) {
    if (action.do === 'begin' && action.end - action.start > longRunBytes) free -= 1;
  }
  const unused: F[] = [];
  for (const fetch of fetches) {
    if (endAfter(fetch, actions) - fetch.reached <= longRunBytes) continue;
    if (actions.some((action) => action.do === 'use' && action.fetch === fetch)) free -= 1;
    else unused.push(fetch);
  }
  return unused.sort((a, b) => b.lastUsed - a.lastUsed).slice(Math.max(0, free));
}

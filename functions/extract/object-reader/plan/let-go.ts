import type { Action, Fetch, PlanState, Run } from './plan-state';

/**
 * Gives memory back when more than `cacheBytes` are held. The fetch used longest ago comes first, until it is enough. Of
 * a fetch that a run reads from, the bytes behind the run go; of another one that has ended, all. The tail stays, and the
 * head unless it is an open one, which may be as long as the object.
 */
export function letGo<F extends Fetch>(state: PlanState<F>): Action<F>[] {
  const { fetches, head, tail, runs, settings, blockBytes } = state;
  let held = 0;
  for (const { start, reached } of fetches) held += reached - start;
  if (held <= settings.cacheBytes) return [];

  const actions: Action<F>[] = [];
  const trimmed = new Map<F, number>();
  const oldestFirst = fetches
    .filter((fetch) => fetch !== tail && (fetch !== head || settings.openHead))
    .sort((a, b) => a.lastUsed - b.lastUsed);
  for (const fetch of oldestFirst) {
    const below = wholeBlocks(fetch, unneededBelow(fetch, runs, settings.minLeadBytes), blockBytes);
    if (below > fetch.start) {
      actions.push({ do: 'trim', fetch, below });
      trimmed.set(fetch, below);
      held -= below - fetch.start;
    }
    if (held <= settings.cacheBytes) break;
  }
  for (const fetch of fetches) {
    const { start, reached, end } = fetch;
    if (reached >= end && (trimmed.get(fetch) ?? start) >= reached) actions.push({ do: 'drop', fetch });
  }
  return actions;
}

/** MediaInfo sometimes goes back a little, so a run keeps some bytes behind it. */
function unneededBelow(fetch: Fetch, runs: readonly Run[], keptBehindRun: number): number {
  const run = runs.find(({ answered }) => answered > fetch.start && answered <= fetch.reached);
  if (run) return run.answered - keptBehindRun;
  return fetch.reached >= fetch.end ? fetch.reached : fetch.start;
}

/** All bytes of a fetch take whole blocks, counted from its start; the last one may be partly filled. */
function wholeBlocks({ start, reached }: Fetch, below: number, blockBytes: number): number {
  if (below >= reached) return reached;
  return start + Math.max(0, Math.floor((below - start) / blockBytes)) * blockBytes;
}

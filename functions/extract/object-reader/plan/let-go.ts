import type { ReaderSettings } from '../reader-settings';
import type { Action, Fetch, PlanState } from './plan-state';

/**
 * Gives memory back when more than `cacheBytes` are held. The fetch used longest ago comes first, until it is enough. Of
 * a fetch that a run reads from, the bytes behind the run go; of one that has ended, all. If that is not enough, fetches
 * that were left are stopped. The tail stays, and the head unless it is an open one, which may be as long as the object.
 */
export function letGo<F extends Fetch>(state: PlanState<F>): Action<F>[] {
  const { fetches, head, tail, runs, settings, blockBytes } = state;
  let held = 0;
  for (const { start, reached } of fetches) held += reached - start;
  if (held <= settings.cacheBytes) return [];

  const actions: Action<F>[] = [];
  const empty = new Set(fetches.filter(({ start, reached, end }) => start >= reached && reached >= end));
  const oldestFirst = fetches
    .filter((fetch) => fetch !== tail && (fetch !== head || settings.openHead))
    .sort((a, b) => a.lastUsed - b.lastUsed);
  const left: F[] = [];
  for (const fetch of oldestFirst) {
    const { start, reached, end } = fetch;
    const ended = reached >= end;
    const run = runs.find(({ answered }) => answered > start && answered <= reached);
    const unneeded = run ? run.answered - settings.minLeadBytes : ended ? reached : start;
    const below = wholeBlocks(fetch, unneeded, blockBytes);
    if (below > start) actions.push({ do: 'trim', fetch, below });
    if (ended && below >= reached) empty.add(fetch);
    if (!run && wasLeft(fetch, settings)) left.push(fetch);
    held -= below - start;
    if (held <= settings.cacheBytes) break;
  }
  for (const fetch of left) {
    if (held <= settings.cacheBytes) break;
    actions.push({ do: 'stop', fetch }, { do: 'trim', fetch, below: fetch.reached });
    empty.add(fetch);
    held -= fetch.reached - fetch.start;
  }
  for (const fetch of empty) actions.push({ do: 'drop', fetch });
  return actions;
}

/**
 * Whether a fetch is paused and has little more to bring: it is the rest of a stream that MediaInfo left with a seek.
 * Those with much more to bring stay, as `openStreams` already limits how many of them there are.
 */
const wasLeft = ({ reached, wanted, end }: Fetch, { maxLeadBytes }: ReaderSettings): boolean =>
  reached >= wanted && end > reached && end - reached <= maxLeadBytes;

/** All bytes of a fetch take whole blocks, counted from its start; the last one may be partly filled. */
function wholeBlocks({ start, reached }: Fetch, below: number, blockBytes: number): number {
  if (below >= reached) return reached;
  return start + Math.max(0, Math.floor((below - start) / blockBytes)) * blockBytes;
}

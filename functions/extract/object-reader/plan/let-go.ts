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
  if (held <= settings.cacheBytes) return held <= settings.behindBytes ? [] : letPassedGo(state);

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
 * Gives back what lies further than `behindBytes` behind a run that has read its fetch from the beginning, as soon as that is as much again. MediaInfo goes
 * back to the beginning or on to another place, never back so far; and memory that was used a moment ago is in the caches
 * of the processor, so that the next bytes are copied to it in half the time. Where several runs read from a fetch,
 * the one that is furthest behind counts.
 */
function letPassedGo<F extends Fetch>({
  fetches,
  tail,
  runs,
  settings,
  blockBytes,
}: PlanState<F>): Action<F>[] {
  const actions: Action<F>[] = [];
  for (const fetch of fetches) {
    const { start, reached } = fetch;
    if (fetch === tail || reached - start < 2 * settings.behindBytes) continue;
    let last = Infinity;
    let passed = false;
    for (const run of runs) {
      if (run.answered <= start || run.answered > reached) continue;
      last = Math.min(last, run.answered);
      passed ||= run.start <= start + settings.windowBytes;
    }
    const below = wholeBlocks(fetch, Math.min(last - settings.behindBytes, reached - 1), blockBytes);
    // Not in small pieces: where blocks are no neighbours, an answer ends.
    if (passed && below >= start + settings.behindBytes) actions.push({ do: 'trim', fetch, below });
  }
  return actions;
}

/**
 * Whether a fetch is paused and has little more to bring: it is the rest of a stream that MediaInfo left with a seek.
 * Those with much more to bring stay, as `openStreams` already limits how many of them there are.
 */
const wasLeft = ({ reached, wanted, end }: Fetch, { longRunBytes }: ReaderSettings): boolean =>
  reached >= wanted && end > reached && end - reached <= longRunBytes;

/** All bytes of a fetch take whole blocks, counted from its start; the last one may be partly filled. */
function wholeBlocks({ start, reached }: Fetch, below: number, blockBytes: number): number {
  if (below >= reached) return reached;
  return start + Math.max(0, Math.floor((below - start) / blockBytes)) * blockBytes;
}

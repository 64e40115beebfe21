import { piecesLeft } from './pieces-left';
import type { Action, Fetch, PlanState, Read, Run } from './plan-state';
import { endAfter, nextStart, reachOf } from './ranges';
import { isInPieces, isLong, leadOf } from './runs';
import { streamsToStop } from './streams-to-stop';

/**
 * Sees to it that each byte of a read is here or asked for, and in a long run also the bytes behind it.
 *
 * @param runs the runs after this read, its own first
 */
export function cover<F extends Fetch>(
  state: PlanState<F>,
  runs: readonly [Run, ...Run[]],
  read: Read,
): Action<F>[] {
  const { fetches, settings, size } = state;
  const [run] = runs;
  const inPieces = isInPieces(runs, state.isSlow, settings);
  const long = !inPieces && isLong(runs, settings);
  const lead = leadOf(run, settings);
  const ahead = inPieces
    ? settings.pieceBytes * (settings.piecesAtOnce - 1)
    : long
      ? Math.min(4 * run.length, settings.askAheadBytes)
      : 0;
  const least = inPieces ? settings.pieceBytes : settings.windowBytes;
  const needed = Math.min(read.end + ahead, size);
  const actions: Action<F>[] = piecesLeft(state, runs, read);
  for (let at = read.start; at < needed; ) {
    const fetch = fetchAt(fetches, at, actions);
    if (fetch && at <= reachOf(fetch) + settings.minLeadBytes) {
      if (inPieces && fetch.end > reachOf(fetch) + settings.pieceBytes)
        actions.push({ do: 'shrink', fetch, end: reachOf(fetch) });
      actions.push(long ? { do: 'use', fetch, upTo: read.end + lead } : { do: 'use', fetch });
      at = endAfter(fetch, actions);
      continue;
    }
    // The fetch would first bring too many bytes that nobody wants: a new one begins here, and the old one ends here.
    if (fetch) actions.push({ do: 'shrink', fetch, end: at });
    const next = nextStart(fetches, at, size);
    if (long) {
      for (const old of streamsToStop(state, actions)) actions.push({ do: 'stop', fetch: old });
      const wanted = Math.min(Math.max(read.end, at) + lead, next);
      actions.push({ do: 'begin', start: at, end: next, wanted });
      at = next;
    } else {
      const end = Math.min(Math.max(read.end, at + least), next);
      actions.push({ do: 'begin', start: at, end, wanted: end });
      at = end;
    }
  }
  return actions;
}

/** The fetch that will still contain a byte when the actions have been done. */
const fetchAt = <F extends Fetch>(
  fetches: readonly F[],
  offset: number,
  actions: readonly Action<F>[],
): F | undefined =>
  fetches.find((fetch) => {
    if (offset >= fetch.end || offset < fetch.start) return false;
    return actions.length === 0 || offset < endAfter(fetch, actions);
  });

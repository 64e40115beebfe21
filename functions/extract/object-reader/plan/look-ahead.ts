import type { Action, ByteRange, Fetch, PlanState } from './plan-state';
import { nextStart, rangeAt, rangesAfter, shrunkEnd } from './ranges';

/**
 * Fetches the next places side by side, before MediaInfo seeks to them one by one.
 *
 * @param offset where the read begins
 * @param actions what was planned for this read so far
 */
export function lookAhead<F extends Fetch>(
  { fetches, places = [], settings, size }: PlanState<F>,
  offset: number,
  actions: readonly Action<F>[],
): Action<F>[] {
  const first = nextPlace(places, offset, settings.windowBytes);
  if (first === undefined) return [];
  const ranges = rangesAfter(fetches, actions);
  const ahead: Action<F>[] = [];
  let pending = ranges.filter(({ done }) => !done).length;
  for (let i = first; i < places.length && pending < settings.placesAhead; i += 1) {
    const start = places[i]!;
    if (rangeAt(ranges, start)) continue;
    const end = Math.min(start + settings.windowBytes, nextStart(ranges, start, size));
    ahead.push({ do: 'begin', start, end, wanted: end });
    ranges.push({ start, end, done: false });
    pending += 1;
  }
  return ahead;
}

/**
 * The index of the place behind the one that is read now. Undefined if no place is read, if it is the last one, or if the
 * next is so near that MediaInfo will read on to it without a seek.
 */
function nextPlace(places: readonly number[], offset: number, windowBytes: number): number | undefined {
  const next = places.findIndex((place) => place > offset);
  const current = places[next - 1];
  if (current === undefined || offset - current > windowBytes) return undefined;
  return places[next]! - current > 2 * windowBytes ? next : undefined;
}

/**
 * Fetches the part of an MP4's index that is neither in the head nor in the tail, before MediaInfo finds out where the
 * index is. Nothing is planned for an index of more than half the memory.
 *
 * @param index where it lies (`indexOf`)
 */
export function fetchIndex<F extends Fetch>(
  { fetches, head, tail, settings, size }: PlanState<F>,
  index: ByteRange,
): Action<F>[] {
  if (!head || !tail) return [];
  const behindMedia = index.end === size;
  const start = behindMedia ? index.start : head.end;
  const end = Math.min(index.end, tail.start);
  if (start < head.reached || start >= end || end - start > settings.cacheBytes / 2) return [];
  const actions: Action<F>[] = [];
  if (behindMedia && settings.openHead) {
    actions.push({ do: 'shrink', fetch: head, end: shrunkEnd(head, start) });
  }
  if (!rangeAt(rangesAfter(fetches, actions), start)) actions.push({ do: 'begin', start, end, wanted: end });
  return actions;
}

import type { Action, ByteRange, Fetch, PlanState } from './plan-state';

/** The range that contains a byte, if any. */
export const rangeAt = <R extends ByteRange>(ranges: readonly R[], offset: number): R | undefined =>
  ranges.find((range) => offset < range.end && offset >= range.start);

/** Where the next range behind a byte begins; the end of the object if there is none. */
export function nextStart(ranges: readonly ByteRange[], offset: number, size: number): number {
  let next = size;
  for (const { start } of ranges) if (start > offset && start < next) next = start;
  return next;
}

/** Offset up to which the bytes of a fetch are here or may come in. */
export const reachOf = ({ reached, wanted, end }: Fetch): number => Math.min(Math.max(wanted, reached), end);

/** Where a fetch ends when the bytes from `end` on are given up: those within its reach stay. */
export const shrunkEnd = (fetch: Fetch, end: number): number =>
  Math.max(reachOf(fetch), Math.min(end, fetch.end));

/** Where a fetch will end when the actions have been done. */
export function endAfter<F extends Fetch>(fetch: F, actions: readonly Action<F>[]): number {
  let { end } = fetch;
  for (const action of actions) {
    if (action.do === 'stop' && action.fetch === fetch) end = fetch.reached;
    if (action.do === 'shrink' && action.fetch === fetch) end = action.end;
  }
  return end;
}

/** A range that was asked for, and whether all of it is here. */
export interface Asked extends ByteRange {
  readonly done: boolean;
}

/** The ranges asked for when the actions have been done. */
export function rangesAfter<F extends Fetch>(
  fetches: PlanState<F>['fetches'],
  actions: readonly Action<F>[],
): Asked[] {
  const ranges: Asked[] = fetches.map((fetch) => {
    const end = endAfter(fetch, actions);
    return { start: fetch.start, end, done: fetch.reached >= end };
  });
  for (const action of actions) {
    if (action.do === 'begin') ranges.push({ start: action.start, end: action.end, done: false });
  }
  return ranges;
}

import type { Action, Fetch, PlanState, Read, Run } from './plan-state';
import { isInPieces } from './runs';

/**
 * Stops the pieces that were fetched ahead of a run, when MediaInfo has left it with a seek: they would take their share of
 * the network from what it reads now.
 *
 * @param runs the runs after this read, its own first
 */
export function piecesLeft<F extends Fetch>(
  { fetches, runs: before, isSlow, settings, head, tail }: PlanState<F>,
  [{ reads }]: readonly [Run, ...Run[]],
  { start: offset }: Read,
): Action<F>[] {
  const [left] = before;
  if (reads > 1 || !left || !isInPieces([left], isSlow, settings)) return [];
  const furthest = left.answered + settings.pieceBytes * settings.piecesAtOnce;
  return fetches
    .filter((fetch) => fetch !== head && fetch !== tail)
    .filter(({ start, reached, end }) => reached < end && start >= left.answered && start < furthest)
    .filter(({ start, end }) => offset < start || offset >= end)
    .map((fetch) => ({ do: 'stop', fetch }));
}

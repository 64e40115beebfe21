import type { ReaderSettings } from '../reader-settings';
import type { Read, Run } from './plan-state';

/** Runs remembered at once: MediaInfo reads in turn from a few places, such as two tracks of a file. */
const MAX_RUNS = 4;

/** The run to which a read at this offset belongs; undefined if it begins a new one. */
export const runAt = (runs: readonly Run[], offset: number): Run | undefined =>
  runs.find(({ lastStart, answered }) => offset > lastStart && offset <= answered);

/** The runs after a read, its own first. */
export function follow(runs: readonly Run[], { start, end }: Read): [Run, ...Run[]] {
  const known = runAt(runs, start);
  const first = known ? known.start : start;
  const after: [Run, ...Run[]] = [
    {
      start: first,
      lastStart: start,
      answered: known ? known.answered : start,
      length: end - first,
      reads: known ? known.reads + 1 : 1,
    },
  ];
  for (const run of runs) if (run !== known && after.length < MAX_RUNS) after.push(run);
  return after;
}

/** The new list of runs, after one run has received its bytes up to the offset `answered`. */
export function withAnswer(runs: readonly Run[], { start }: Run, answered: number): readonly Run[] {
  for (let i = 0; i < runs.length; i += 1) {
    const run = runs[i]!;
    if (run.start !== start) continue;
    const { lastStart, length, reads } = run;
    const after = runs.slice();
    after[i] = { start, lastStart, answered, length, reads };
    return after;
  }
  return runs;
}

/**
 * Whether the latest run is read with a stream: it is long, or one of the runs is so long that every other run in this
 * object will probably be long too.
 */
export const isLong = (runs: readonly [Run, ...Run[]], settings: ReaderSettings): boolean =>
  runs[0].length >= settings.streamAfterBytes || runs.some(({ length }) => length >= settings.longRunBytes);

/** Bytes that a stream may be ahead of this run: the longer the run, the more. */
export const leadOf = ({ length }: Run, settings: ReaderSettings): number =>
  Math.min(Math.max(Math.ceil(length * settings.leadShare), settings.minLeadBytes), settings.maxLeadBytes);

/**
 * Whether the latest run is fetched side by side, in pieces: a connection alone is too slow for it, and it is so long that
 * it will probably be much longer.
 */
export const isInPieces = (
  [{ length }]: readonly [Run, ...Run[]],
  isSlow: boolean | undefined,
  { longRunBytes }: ReaderSettings,
): boolean => isSlow === true && length >= longRunBytes;

/** How much to answer a read with. */
export interface AnswerSize {
  /** The answer is given when the bytes below this offset are here. */
  waitFor: number;
  /** If bytes are here already, those below this offset are given too: each question less saves time. */
  giveUpTo: number;
}

/** MediaInfo may be given less than it asked for (it asks again), and more. */
export function answerSize({ start, end }: Read, run: Run, settings: ReaderSettings): AnswerSize {
  const least = Math.min(end - start, settings.partBytes);
  if (run.reads === 1) return { waitFor: start + least, giveUpTo: end };
  const gathered = Math.min(Math.ceil(run.length / 8), settings.gatherBytes);
  return {
    waitFor: start + Math.max(least, gathered),
    giveUpTo: end + Math.min(run.length, settings.extraBytes),
  };
}

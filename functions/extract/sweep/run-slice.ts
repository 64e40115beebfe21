import { noFigures, type SweepPosition, type SweepState } from '../../../contract/sweep';
import { RowChangedError } from '../errors';
import { Slice, type SliceDependencies } from './slice';
import type { StoredState } from './state-store';

/**
 * What came of a firing of the timer. `idle`: no sweep is due. `busy`: another slice is running. `finished`: the sweep is
 * at its end. `going on`: there is more for the next slice. `failed`: bucket or table could not be listed, or the state
 * not be written; the next slice goes on where this one could last say so.
 */
export type SliceOutcome = 'idle' | 'busy' | 'finished' | 'going on' | 'failed';

export interface FiringDependencies extends SliceDependencies {
  /** Milliseconds from the beginning of a sweep to that of the next. */
  period: number;
  /** Milliseconds between two firings of the timer. */
  interval: number;
  /** Milliseconds after which a slice that began now is certainly over. */
  lease: number;
  /** What may be told of an error. */
  safeMessage(error: unknown): string;
}

type Begun = SweepState & { position: SweepPosition };

/**
 * Does what is due when the timer fires. Never throws: the platform would call it again at once and again, and the next
 * firing does better.
 */
export async function runSlice(dependencies: FiringDependencies): Promise<SliceOutcome> {
  const { store, log, safeMessage } = dependencies;
  let slice: Slice | undefined;
  try {
    const stored = await store.read();
    const begin = whatIsDue(stored, dependencies);
    if (typeof begin === 'string') return begin;
    const leased = await lease(stored, begin, dependencies);
    if (!leased) return 'busy';
    slice = new Slice(leased, begin.wasKilled, dependencies);
    return await end(await slice.run(), slice.last, dependencies);
  } catch (error) {
    log({ level: 'error', message: 'sweep failed', reason: safeMessage(error) });
    // It fails where the lease was lost to another slice.
    if (slice) await store.write(slice.left(), slice.last).catch(() => undefined);
    return 'failed';
  }
}

/** The state that a slice begins with, before it has the lease. */
function whatIsDue(
  { state }: StoredState,
  { buckets, now, period, interval }: FiringDependencies,
): { state: Begun; wasKilled: boolean } | 'idle' | 'busy' {
  const first = buckets[0]!.name;
  const anew = (): Begun => ({
    started: new Date(now()).toISOString(),
    position: { bucket: first, after: '' },
    tries: 0,
    figures: noFigures(),
    last: state?.last,
  });
  if (!state) return { state: anew(), wasKilled: false };
  if (state.lease !== undefined && Date.parse(state.lease) > now()) return 'busy';
  const { position } = state;
  if (!position) {
    // Half an interval early, as firings are not exact: a sweep would begin an interval later each day.
    const isDue = now() >= Date.parse(state.started) + period - interval / 2;
    return isDue ? { state: anew(), wasKilled: false } : 'idle';
  }
  // The settings otherBuckets or prefix were changed. Tablestore refuses a range that would end before it begins.
  const bucket = buckets.find(({ name }) => name === position.bucket);
  const isInside = position.after === '' || position.after.startsWith(bucket?.prefix ?? '');
  if (!bucket || !isInside) return { state: anew(), wasKilled: false };
  // A slice that ends by itself gives its lease back.
  const wasKilled = state.lease !== undefined;
  return { state: { ...state, position, tries: state.tries + (wasKilled ? 1 : 0) }, wasKilled };
}

/** @returns undefined when another slice took it first */
async function lease(
  stored: StoredState,
  { state }: { state: Begun },
  { store, now, lease: milliseconds }: FiringDependencies,
): Promise<(StoredState & { state: Begun }) | undefined> {
  const { figures } = state;
  const leased = {
    ...state,
    figures: { ...figures, slices: figures.slices + 1 },
    lease: new Date(now() + milliseconds).toISOString(),
  };
  try {
    return { ...(await store.write(leased, stored)), state: leased };
  } catch (error) {
    if (error instanceof RowChangedError) return undefined;
    throw error;
  }
}

async function end(
  left: SweepState,
  last: StoredState,
  { store, now, log }: FiringDependencies,
): Promise<SliceOutcome> {
  const { started, figures, position } = left;
  if (position) {
    await store.write(left, last);
    log({
      level: 'info',
      message: 'sweep slice',
      bucket: position.bucket,
      key: position.after,
      started,
      ...figures,
    });
    return 'going on';
  }
  const finished = new Date(now()).toISOString();
  await store.write({ ...left, last: { started, finished, figures } }, last);
  const milliseconds = Date.parse(finished) - Date.parse(started);
  const level = figures.passedOver > 0 ? 'warn' : 'info';
  log({ level, message: 'sweep', started, milliseconds, ...figures });
  return 'finished';
}

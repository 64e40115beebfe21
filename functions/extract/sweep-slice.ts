import type { Answer } from '../../contract/answer';
import type { DescribedWith } from '../../contract/row-verdict';
import { SWEEP_INTERVAL_MINUTES, SWEEP_PERIODS } from '../../contract/sweep';
import type { Environment } from './environment';
import type { Invocation } from './invocation';
import { writeLog } from './log';
import { safeErrorMessage } from './safe-error-message';
import { listObjects } from './sweep/list-objects';
import { listRows } from './sweep/list-rows';
import { runSlice } from './sweep/run-slice';
import type { SliceDependencies, SweptBucket } from './sweep/slice';
import { tablestoreState } from './sweep/state-store';

/**
 * Most milliseconds in which a slice begins something new. With the pause to the next firing, events have the larger part
 * of what an account may run at a time.
 */
const LONGEST_MS = 240_000;

/** Most requests of a slice to list bucket and table: with 1,000 objects in each, more than its time allows. */
const MOST_REQUESTS = 10_000;

/** So much of the invocation's time lists may take; the rest is for writing down how far the slice came. */
const LIST_SHARE = 0.9;

/** By so much the clocks of two instances may differ, and so long one may take to be killed. */
const LEASE_SLACK_MS = 30_000;

/** What the function gives to a slice: its own code, which is not a second time in this bundle. */
export interface SweepCall extends Pick<SliceDependencies, 'atOnce' | 'mend'> {
  environment: Environment;
  sweep: NonNullable<Environment['sweep']>;
  invocation: Invocation;
  judge: DescribedWith;
  /** Of the invocation, in epoch milliseconds. */
  start: number;
}

/** Sweeps for some minutes, when a sweep is due. Never throws. */
export async function sweepSlice({
  environment,
  sweep,
  invocation,
  start,
  ...given
}: SweepCall): Promise<Answer> {
  const { credentials, region, requestId, function: limits } = invocation;
  const { period, prefix, suffix } = sweep;
  const timeout = limits.timeoutSeconds * 1_000;
  const objectTimeout = environment.objectTimeoutSeconds * 1_000;
  let requests = 0;
  const onRequest = (): void => {
    requests += 1;
  };
  const budget = Math.min(LONGEST_MS, timeout / 2);
  const rows = {
    endpoint: environment.tablestoreEndpoint,
    fallback: environment.tablestoreFallback,
    instance: environment.tablestoreInstance,
    table: environment.table,
    credentials,
    deadline: start + timeout,
  };
  const deadline = start + timeout * LIST_SHARE;
  const source = { endpoint: environment.ossEndpoint, region, credentials };
  // The first is the stack's own. Of the others, nobody here knows which keys their triggers are for.
  const buckets: SweptBucket[] = [...environment.buckets].map((name, at) =>
    at === 0 ? { name, prefix, suffix } : { name, prefix: '', suffix: '' },
  );
  await runSlice({
    ...given,
    store: tablestoreState(rows, onRequest),
    buckets,
    sources: (bucket) => ({
      bucket,
      objects: (range) => listObjects({ source, bucket, deadline, onRequest }, range),
      rows: (range) => listRows({ ...rows, deadline }, bucket, range, onRequest),
    }),
    now: Date.now,
    // What was begun then has as much time again: no object may take more than half of the timeout.
    end: start + budget,
    mostRequests: MOST_REQUESTS,
    requests: () => requests,
    period: SWEEP_PERIODS[period],
    interval: SWEEP_INTERVAL_MINUTES * 60_000,
    // An object that was begun at the end may be replaced while it is read, and is read once more then.
    lease: Math.min(timeout, budget + 2 * objectTimeout) + LEASE_SLACK_MS,
    safeMessage: safeErrorMessage,
    log: (line) => writeLog({ requestId, ...line }),
  });
  return { objects: [], rejected: [] };
}

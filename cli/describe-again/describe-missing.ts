import type { Session } from '../cloud/session';
import type { Candidate } from './candidate';
import { type Counts, type DifferentPair, differencesOf, noCounts } from './differences';
import type { ProgressBar } from './progress-bar';
import type { BackfillState } from './state-file';
import { type Submitter, submit } from './submit';

/** What this run found and did, without earlier runs. */
export interface BackfillCounts extends Counts {
  sent: number;
  invocations: number;
}

export interface Surroundings {
  now(): number;
  progress: ProgressBar;
  accountId?: string;
  /** See `Selection`. */
  everyKey?: boolean;
  /** Undefined: nothing is sent. */
  submitter?: Omit<Submitter, 'onSent'>;
  /** Called with the present state after each step. */
  save(state: BackfillState): void;
  /** Called when everything is done. */
  done(): void;
}

/**
 * Goes through bucket and table in the order of the keys, and hands every object to the function whose row does not agree
 * with it, or that is gone and has a row.
 */
export async function describeMissing(
  session: Session,
  start: BackfillState,
  { now, progress, accountId = '', everyKey, submitter, save, done }: Surroundings,
): Promise<BackfillCounts> {
  const counts: BackfillCounts = { ...noCounts(), sent: 0, invocations: 0 };
  const { region, bucket } = session.target;
  let state = start;
  /** Objects of the present part that are not done yet. Of what is gone there is nothing to count. */
  let waiting = 0;
  const counted = submitter && {
    ...submitter,
    onSent: (objects: number) => {
      counts.sent += objects;
      counts.invocations += 1;
      const done = Math.min(objects, waiting);
      waiting -= done;
      progress.advance(done);
      progress.sent(objects);
    },
  };
  const { prefix, since, after } = start;
  const comparing = differencesOf(session, { prefix, since: since ?? undefined, after, everyKey }, counts);
  for await (const { objects, different, doneBefore, ...part } of comparing) {
    const candidates = different.map((pair) => candidateOf(bucket, pair));
    waiting = counted ? different.filter(({ object }) => object).length : 0;
    progress.advance(objects - waiting);
    const sent = counted
      ? await submit(candidates, { region, accountId, now: now() }, counted)
      : candidates.length;
    const open = different[sent];
    const listed = objects - different.slice(sent).filter(({ object }) => object).length;
    state = {
      ...state,
      after: open ? doneBefore(open) : part.after,
      listed: state.listed + listed,
      sent: state.sent + sent,
    };
    save(state);
    if (submitter?.interrupted.aborted) return counts;
  }
  done();
  return counts;
}

/** Of an object that is gone nothing is told but its key: the row's version is not one that OSS has. */
const candidateOf = (bucket: string, { key, object }: DifferentPair): Candidate => ({
  bucket,
  key,
  etag: object?.etag,
  size: object?.size,
});

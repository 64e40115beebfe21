import type { Session } from '../cloud/session';
import { type ListedObject, listObjects } from './list-objects';
import type { ProgressBar } from './progress-bar';
import { compareWithRows } from './staleness';
import type { BackfillState } from './state-file';
import { type Submitter, submit } from './submit';

/** What this run found and did, without earlier runs. */
export interface BackfillCounts {
  /** Objects compared with their rows. */
  listed: number;
  missing: number;
  replaced: number;
  outdated: number;
  /** The row is right, but the event about it has not gone out. */
  unannounced: number;
  sent: number;
  invocations: number;
}

export interface Surroundings {
  now(): number;
  progress: ProgressBar;
  accountId?: string;
  /** Undefined: nothing is sent. */
  submitter?: Omit<Submitter, 'onSent'>;
  /** Called with the present state after each step. */
  save(state: BackfillState): void;
  /** Called when everything is done. */
  done(): void;
}

/** Goes through a bucket in the order of its keys, and has every object described that needs it. */
export async function describeMissing(
  session: Session,
  start: BackfillState,
  { now, progress, accountId = '', submitter, save, done }: Surroundings,
): Promise<BackfillCounts> {
  const found = { missing: 0, replaced: 0, outdated: 0, unannounced: 0 };
  const counts: BackfillCounts = { listed: 0, ...found, sent: 0, invocations: 0 };
  const { region, bucket } = session.target;
  let state = start;
  const counted = submitter && {
    ...submitter,
    onSent: (objects: number) => {
      counts.sent += objects;
      counts.invocations += 1;
      progress.advance(objects);
      progress.sent(objects);
    },
  };
  const { prefix, since, after } = start;
  for await (const objects of listObjects(session, { prefix, since: since ?? undefined, after })) {
    const stale = await compareWithRows(session, objects);
    const needing = objects.filter((_, index) => stale[index] !== undefined);
    for (const staleness of stale) if (staleness) counts[staleness] += 1;
    progress.advance(objects.length - (counted ? needing.length : 0));
    const candidates = needing.map(({ key, etag, size }) => ({ bucket, key, etag, size }));
    const sent = counted
      ? await submit(candidates, { region, accountId, now: now() }, counted)
      : needing.length;
    const finished = doneOf(objects, needing, sent);
    counts.listed += objects.length;
    const last = finished.at(-1);
    if (last) {
      state = { ...state, after: last.key, listed: state.listed + finished.length, sent: state.sent + sent };
      save(state);
    }
    if (submitter?.interrupted.aborted) return counts;
  }
  done();
  return counts;
}

/** The objects before the first one that needs a description and was not sent. */
function doneOf(objects: ListedObject[], needing: ListedObject[], sent: number): ListedObject[] {
  const open = needing[sent];
  return open ? objects.slice(0, objects.indexOf(open)) : objects;
}

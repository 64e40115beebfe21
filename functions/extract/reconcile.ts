import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import type { Row, RowState } from '../../contract/row';
import { hasDrifted, isAbout } from '../../contract/row-verdict';
import { REVISION_COLUMN } from '../../contract/table';
import type { Description } from './describe';
import {
  ObjectGoneError,
  ObjectReplacedError,
  PlatformError,
  RecordedError,
  RowChangedError,
} from './errors';
import { isRemoval, type RowNews } from './news/row-news';
import type { ReadCost } from './object-reader/read-meter';
import { type ObjectState, sameState, stateOf } from './object-state';
import type { OpenedObject } from './open-object';
import type { RowStore } from './row-store';

/** The dependencies of `reconcile`. */
export interface ReconcileDependencies {
  /** As `openObject`. */
  open(address: ObjectAddress): Promise<OpenedObject>;
  /** As `lookAt`. */
  look(address: ObjectAddress): Promise<ObjectVersion | undefined>;
  rows: RowStore;
  /** Sends events about rows. @default - none are sent */
  news?: RowNews;
  /** Describes an opened object. Throws the errors of `OpenedObject.report`. */
  describe(opened: OpenedObject, address: ObjectAddress): Promise<Description>;
  /** True when a row that describes the current version needs no new description. */
  isSettled(row: RowState, address: ObjectAddress, version: ObjectVersion | undefined): boolean;
  /**
   * What to change in the row of the current version that is right but for what a list of the bucket would tell too, such
   * as the storage class. Undefined when nothing is to be changed, or when that is not all.
   */
  drift(row: RowState, address: ObjectAddress, version: ObjectVersion | undefined): Row | undefined;
  /** The row's attributes, without its revision. */
  buildRow(address: ObjectAddress, version: ObjectVersion | undefined, description: Description): Row;
  /** A value that no other write has. */
  newRevision(): string;
}

/** The result of reconciling an object. */
export interface Reconciled {
  /**
   * `written`: the row was written; `unchanged`: the row was right already; `deleted`: the object is gone, so
   * its row was deleted; `absent`: there is neither object nor row; `ignored`: the object is a folder marker,
   * which gets no row.
   */
  action: 'written' | 'unchanged' | 'deleted' | 'absent' | 'ignored';
  version?: ObjectVersion;
  description?: Description;
  /** The status of a row that stayed as it was. */
  status?: string;
  /** The verdict of the policy on the row. */
  policy?: string;
  cost?: ReadCost;
  rounds: number;
}

/**
 * More rounds are needed only when the object or its row keeps changing during the work. Each of these
 * changes has its own event.
 */
const MAX_ROUNDS = 5;

type OpenedState = ObjectState & { opened?: OpenedObject };

/** A write of this run whose answer may have been lost on the way. */
interface PendingWrite {
  revision: string;
  result: Omit<Reconciled, 'rounds'>;
}

/**
 * Makes the row of one object agree with the object as it is now, whatever the event said.
 *
 * Several runs and changes can overlap in any order. The last row is always right, for these reasons:
 * 1. A write succeeds only if the row is still as it was read. So of two overlapping runs one must start over.
 * 2. The written state of the object was read from OSS after the row was read. So an old state never replaces
 *    a newer one.
 * 3. After a write, OSS is asked once more. This finds changes that a condition on the row cannot see: the row was
 *    deleted meanwhile, or another run found it right and left it alone.
 *
 * If a run dies between steps 2 and 3, or throws, Function Compute retries it. If the answer to a write is lost,
 * the next round reads the row to see whether the write took effect. We assume that a request takes no effect
 * later than two seconds after it was sent, when its connection is closed (`http/exchange.ts`).
 *
 * @throws PlatformError when OSS or Tablestore cannot be used now, or when the object keeps changing
 */
export async function reconcile(
  address: ObjectAddress,
  dependencies: ReconcileDependencies,
): Promise<Reconciled> {
  const own: PendingWrite[] = [];
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const result = await attempt(address, dependencies, own);
    if (result) return { ...result, rounds: round };
  }
  throw new PlatformError(`The object or its row changed in each of ${MAX_ROUNDS} rounds.`);
}

/** One round. Undefined when something changed meanwhile. */
async function attempt(
  address: ObjectAddress,
  dependencies: ReconcileDependencies,
  own: PendingWrite[],
): Promise<Omit<Reconciled, 'rounds'> | undefined> {
  // Both at the same time: most objects are new and have no row, and then the order does not matter. When
  // there is a row, `confirming` below asks OSS again after the row was read.
  const [reading, opening] = await Promise.allSettled([
    dependencies.rows.read(address),
    open(address, dependencies),
  ]);
  const seen = opening.status === 'fulfilled' ? opening.value : undefined;
  try {
    if (opening.status === 'rejected') throw opening.reason;
    if (reading.status === 'rejected') throw reading.reason;
    return await settle(address, dependencies, reading.value, opening.value, own);
  } catch (error) {
    if (
      error instanceof RowChangedError ||
      error instanceof ObjectReplacedError ||
      error instanceof ObjectGoneError
    ) {
      return undefined;
    }
    throw error;
  } finally {
    await seen?.opened?.close();
  }
}

async function settle(
  address: ObjectAddress,
  dependencies: ReconcileDependencies,
  before: RowState | undefined,
  seen: OpenedState,
  own: PendingWrite[],
): Promise<Omit<Reconciled, 'rounds'> | undefined> {
  const { news } = dependencies;
  if (seen.kind === 'gone') {
    if (!before) return { action: seen.marker ? 'ignored' : 'absent' };
    if (!sameState(seen, await look(address, dependencies))) return undefined;
    const last = (await news?.announceRemoval(address, before)) ?? before;
    await dependencies.rows.delete(address, last);
    return sameState(seen, await look(address, dependencies)) ? { action: 'deleted' } : undefined;
  }

  if (before && isAbout(before, seen.version)) {
    // The object may have been moved to another storage class since this run wrote the row.
    const moved = hasDrifted(before, seen.version);
    const mine = moved ? undefined : own.find(({ revision }) => revision === before.revision)?.result;
    const settled =
      mine ?? (dependencies.isSettled(before, address, seen.version) ? unchanged(before, seen) : undefined);
    // The version of an unreadable object may come only from the event. Its row is right only if OSS confirms
    // that version. And a row that was about to be deleted is kept only for an object that is there after it was read.
    const kept = news !== undefined && isRemoval(before);
    const uncertain = kept || seen.kind === 'unreadable';
    if (settled && uncertain && !sameState(seen, await look(address, dependencies))) return undefined;
    if (settled) {
      await news?.catchUp(address, before);
      return kept && !sameState(seen, await look(address, dependencies)) ? undefined : settled;
    }
    const drift = dependencies.drift(before, address, seen.version);
    if (drift) {
      if (!sameState(seen, await look(address, dependencies))) return undefined;
      const result = { ...unchanged(before, seen), action: 'written' } as const;
      const revision = dependencies.newRevision();
      own.push({ revision, result });
      const changed = { ...drift, [REVISION_COLUMN]: revision };
      const change = (row: Row): Row => ({ ...changed, ...news?.columnsForChange(row) });
      await dependencies.rows.amend(address, change, before);
      if (!sameState(seen, await look(address, dependencies))) return undefined;
      await news?.catchUp(address, { ...before, newsType: 'changed', revision });
      return result;
    }
  }

  const confirming = before ? look(address, dependencies) : Promise.resolve(seen);
  confirming.catch(() => undefined); // Awaited below. The description may take longer and fail first.
  const description = await describeOrRecord(address, dependencies, seen);
  if (!sameState(seen, await confirming)) return undefined;

  const built = dependencies.buildRow(address, seen.version, description);
  const result = {
    action: 'written',
    version: seen.version,
    description,
    policy: built.Policy,
    cost: seen.opened?.cost(),
  } as const;
  const revision = dependencies.newRevision();
  own.push({ revision, result });
  const row = { ...built, ...news?.columnsFor(built, before), [REVISION_COLUMN]: revision };
  await dependencies.rows.put(address, row, before);
  if (!sameState(seen, await look(address, dependencies))) return undefined;
  await news?.announce(address, row);
  return result;
}

const unchanged = (
  { status, policy }: RowState,
  { version, opened }: Exclude<OpenedState, { kind: 'gone' }>,
) => ({ action: 'unchanged', version, status, policy, cost: opened?.cost() }) as const;

async function describeOrRecord(
  address: ObjectAddress,
  dependencies: ReconcileDependencies,
  seen: OpenedState,
): Promise<Description> {
  try {
    if (seen.kind === 'unreadable') throw seen.error;
    return await dependencies.describe(seen.opened!, address);
  } catch (error) {
    if (!(error instanceof RecordedError)) throw error;
    return {
      status: error.status,
      reason: error.message,
      doubts: [],
      columns: {},
      cost: seen.opened?.cost(),
    };
  }
}

async function open(address: ObjectAddress, dependencies: ReconcileDependencies): Promise<OpenedState> {
  try {
    const opened = await dependencies.open(address);
    const found = stateOf(address, opened.version);
    if (found.kind === 'there') return { ...found, opened };
    await opened.close();
    return found;
  } catch (error) {
    if (error instanceof ObjectGoneError) return { kind: 'gone', marker: false };
    if (!(error instanceof RecordedError)) throw error;
    if (error.version) return { kind: 'unreadable', error, version: error.version };
    const found = await look(address, dependencies);
    return found.kind === 'there' ? { kind: 'unreadable', error, version: found.version } : found;
  }
}

async function look(address: ObjectAddress, dependencies: ReconcileDependencies): Promise<ObjectState> {
  try {
    return stateOf(address, await dependencies.look(address));
  } catch (error) {
    if (!(error instanceof RecordedError)) throw error;
    return { kind: 'unreadable', error };
  }
}

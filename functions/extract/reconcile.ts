import {
  isFolderMarker,
  type ObjectAddress,
  type ObjectVersion,
  sameVersion,
} from '../../contract/object-version';
import type { Row, RowState } from '../../contract/row';
import { isAbout } from '../../contract/row-verdict';
import { REVISION_COLUMN } from '../../contract/table';
import type { Description } from './describe';
import {
  ObjectGoneError,
  ObjectReplacedError,
  PlatformError,
  RecordedError,
  RowChangedError,
} from './errors';
import type { ReadCost } from './object-reader/read-meter';
import type { OpenedObject } from './open-object';
import type { RowStore } from './row-store';

/** What reconciling one object uses. */
export interface ReconcileDependencies {
  /** As `openObject`. */
  open(address: ObjectAddress): Promise<OpenedObject>;
  /** As `lookAt`. */
  look(address: ObjectAddress): Promise<ObjectVersion | undefined>;
  rows: RowStore;
  /** Describes an opened object. Throws what `OpenedObject.report` throws. */
  describe(opened: OpenedObject, address: ObjectAddress): Promise<Description>;
  /** True when a row that describes the very version in the bucket needs no new description. */
  isSettled(row: RowState, address: ObjectAddress, version: ObjectVersion | undefined): boolean;
  /** The row's attributes, without its revision. */
  buildRow(address: ObjectAddress, version: ObjectVersion | undefined, description: Description): Row;
  /** A name that no other write has. */
  newRevision(): string;
}

/** How reconciling an object ended. */
export interface Reconciled {
  /**
   * `written`: the row is new; `unchanged`: it was right already; `deleted`: the object is gone, and now its row;
   * `absent`: there is neither; `ignored`: a folder marker, which has no row.
   */
  action: 'written' | 'unchanged' | 'deleted' | 'absent' | 'ignored';
  version?: ObjectVersion;
  description?: Description;
  /** The status of a row that was left as it is. */
  status?: string;
  cost?: ReadCost;
  rounds: number;
}

/** More only if the object or its row change again and again while they are worked on; each change has its own event. */
const MAX_ROUNDS = 5;

type Look =
  | { kind: 'gone'; marker: boolean }
  | { kind: 'there'; version: ObjectVersion }
  | { kind: 'unreadable'; error: RecordedError; version?: ObjectVersion };
type Opened = Look & { opened?: OpenedObject };

/** A write of this run, in case its confirmation was lost on the way. */
interface OwnWrite {
  revision: string;
  result: Omit<Reconciled, 'rounds'>;
}

/**
 * Makes the row of one object agree with the object as it is now, whatever the event said.
 *
 * Why the last row is the right one, for every interleaving of runs and changes:
 * 1. A write takes place only if the row is as it was read, so of two runs that overlap one has to start over.
 * 2. What is written was looked at after the row was read, so an older look never replaces a newer one.
 * 3. After a write the object is looked at once more. That covers what a condition on the row cannot see: a row that
 *    was deleted meanwhile, or one that another run found right and left alone.
 * A run that dies between 2 and 3 is retried by Function Compute, as is one that throws. A write whose answer was lost
 * counts as possible until the next round has read the row; it is taken for granted that a request whose connection was
 * closed two seconds or more after it was sent does not come into effect later than that.
 *
 * @throws PlatformError when OSS or Tablestore cannot be used now, or the object does not come to rest
 */
export async function reconcile(
  address: ObjectAddress,
  dependencies: ReconcileDependencies,
): Promise<Reconciled> {
  const own: OwnWrite[] = [];
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const result = await attempt(address, dependencies, own);
    if (result) return { ...result, rounds: round };
  }
  throw new PlatformError(`The object or its row changed in each of ${MAX_ROUNDS} rounds.`);
}

/** One round; undefined when something changed meanwhile. */
async function attempt(
  address: ObjectAddress,
  dependencies: ReconcileDependencies,
  own: OwnWrite[],
): Promise<Omit<Reconciled, 'rounds'> | undefined> {
  // Side by side, because most objects are new and have no row: "there is still none" needs no order of the two.
  // Where there is a row, `confirming` below is the look that comes after reading it.
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
  seen: Opened,
  own: OwnWrite[],
): Promise<Omit<Reconciled, 'rounds'> | undefined> {
  if (seen.kind === 'gone') {
    if (!before) return { action: seen.marker ? 'ignored' : 'absent' };
    if (!sameLook(seen, await look(address, dependencies))) return undefined;
    await dependencies.rows.delete(address, before);
    return sameLook(seen, await look(address, dependencies)) ? { action: 'deleted' } : undefined;
  }

  if (before && isAbout(before, seen.version)) {
    const mine = own.find(({ revision }) => revision === before.revision)?.result;
    const settled =
      mine ?? (dependencies.isSettled(before, address, seen.version) ? unchanged(before, seen) : undefined);
    // What could not be read may be known from the event alone: its row is right only once it has been looked at.
    if (settled && seen.kind === 'unreadable' && !sameLook(seen, await look(address, dependencies)))
      return undefined;
    if (settled) return settled;
  }

  const confirming = before ? look(address, dependencies) : Promise.resolve(seen);
  confirming.catch(() => undefined); // Awaited below, after what may take longer and fail first.
  const description = await describeOrRecord(address, dependencies, seen);
  if (!sameLook(seen, await confirming)) return undefined;

  const result = {
    action: 'written',
    version: seen.version,
    description,
    cost: seen.opened?.cost(),
  } as const;
  const revision = dependencies.newRevision();
  own.push({ revision, result });
  const row = { ...dependencies.buildRow(address, seen.version, description), [REVISION_COLUMN]: revision };
  await dependencies.rows.put(address, row, before);
  return sameLook(seen, await look(address, dependencies)) ? result : undefined;
}

const unchanged = ({ status }: RowState, { version, opened }: Exclude<Opened, { kind: 'gone' }>) =>
  ({ action: 'unchanged', version, status, cost: opened?.cost() }) as const;

async function describeOrRecord(
  address: ObjectAddress,
  dependencies: ReconcileDependencies,
  seen: Opened,
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

async function open(address: ObjectAddress, dependencies: ReconcileDependencies): Promise<Opened> {
  try {
    const opened = await dependencies.open(address);
    const found = lookOf(address, opened.version);
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

async function look(address: ObjectAddress, dependencies: ReconcileDependencies): Promise<Look> {
  try {
    return lookOf(address, await dependencies.look(address));
  } catch (error) {
    if (!(error instanceof RecordedError)) throw error;
    return { kind: 'unreadable', error };
  }
}

function lookOf(address: ObjectAddress, version: ObjectVersion | undefined): Look {
  if (!version) return { kind: 'gone', marker: false };
  return isFolderMarker(address, version) ? { kind: 'gone', marker: true } : { kind: 'there', version };
}

/** True when the two looks saw the same: the same version, nothing, or nothing that may be read. */
function sameLook(a: Look, b: Look): boolean {
  if (a.kind === 'gone' || b.kind === 'gone') return a.kind === b.kind;
  if (!a.version || !b.version) return a.version === b.version;
  return sameVersion(a.version, b.version);
}

import { randomUUID } from 'node:crypto';
import { buildRow, type Occasion, timeOf } from './build-row';
import { tellOfRefusedMeasures } from './confinement-log';
import { describeObject } from './describe';
import type { Environment } from './environment';
import { PlatformError, RecordedError } from './errors';
import type { Invocation } from './invocation';
import { nameOf } from './mediainfo/object-name';
import { type ReadingMode, reportOptions } from './mediainfo/reading-mode';
import { lookAt, type ObjectSource } from './object-source';
import type { ObjectAddress } from './object-version';
import { MEDIAINFO_MEMORY_MB, type OpenedObject, openObject } from './open-object';
import type { World } from './reconcile';
import type { RowStore, StoredRow } from './row-store';
import { SCHEMA_VERSION, type Status } from './schema';
import { shippedVersion } from './shipped-version';
import { TablestoreRows } from './tablestore/tablestore-rows';

/** Kept of the invocation's time for the last row: five attempts of Tablestore with their waits, mostly. */
const RESERVE_MS = 5_000;

/** Not worth beginning an object with less: its look alone may need a retry. */
const LEAST_BUDGET_MS = 1_000;

/** Longest time in milliseconds for a look, retries included. */
const LOOK_TIMEOUT_MS = 10_000;

/** Statuses that a second try of the same version would only repeat. The others can change without a new version. */
const SETTLED_STATUSES: ReadonlySet<string> = new Set<Status>([
  'DESCRIBED',
  'DOUBTFUL',
  'NOT_MEDIA',
  'EMPTY',
]);

/** Statuses of objects that have used up a budget. */
const SPENT_STATUSES: ReadonlySet<string> = new Set<Status>(['TOO_SLOW', 'TOO_LARGE']);

/** What all objects of an invocation share. */
export interface Workplace {
  source: ObjectSource;
  rows: RowStore;
  /** Epoch milliseconds at which the invocation will be ended. */
  end: number;
  objectTimeoutSeconds: number;
  stalledCpuSeconds: number;
  maxMediaInfoMemoryMB: number;
  reading: ReadingMode;
}

export function workplaceOf(invocation: Invocation, environment: Environment, start: number): Workplace {
  const { credentials, region } = invocation;
  const end = start + invocation.function.timeoutSeconds * 1_000;
  return {
    source: { endpoint: environment.ossEndpoint, region, credentials },
    rows: new TablestoreRows({
      endpoint: environment.tablestoreEndpoint,
      instance: environment.tablestoreInstance,
      table: environment.table,
      credentials,
      deadline: end,
    }),
    end,
    objectTimeoutSeconds: environment.objectTimeoutSeconds,
    stalledCpuSeconds: environment.stalledCpuSeconds,
    // Half of a small function, so that mediainfo is not the end of the instance.
    maxMediaInfoMemoryMB: Math.min(MEDIAINFO_MEMORY_MB, invocation.function.memoryMB / 2),
    reading: environment.reading,
  };
}

/** The world in which an object is described. */
export function extractionWorld(workplace: Workplace, occasion: Occasion): World {
  return {
    ...commonWorld(workplace, occasion),
    open: (address) => openWithinBudget(workplace, address),
    describe: describeObject,
    isSettled: (row, address) => isSettled(row, address, workplace.reading, occasion.eventTime),
  };
}

/** Whether a row that describes the version in the bucket says what a new description would say. */
function isSettled(
  row: StoredRow,
  address: ObjectAddress,
  reading: ReadingMode,
  eventTime?: string,
): boolean {
  const { status = '', schemaVersion, mediaInfoVersion, mediaInfoArguments } = row;
  if (schemaVersion !== SCHEMA_VERSION) return false;
  // The event comes again for another's sake: what has used up a budget is not to do so in each attempt.
  if (SPENT_STATUSES.has(status)) return row.eventTime !== undefined && row.eventTime === timeOf(eventTime);
  if (!SETTLED_STATUSES.has(status)) return false;
  // An empty object was never given to MediaInfo.
  if (mediaInfoVersion === undefined) return true;
  const options = reportOptions(reading, nameOf(address).extension);
  return mediaInfoVersion === shippedVersion() && mediaInfoArguments === options.join(' ');
}

/** What describing an object and giving it up have in common. */
export function commonWorld({ source, rows, end }: Workplace, occasion: Occasion) {
  return {
    rows,
    look: (address: ObjectAddress) => lookAt(source, address, Math.min(Date.now() + LOOK_TIMEOUT_MS, end)),
    newRevision: () => randomUUID(),
    buildRow: (...[address, version, description]: Parameters<World['buildRow']>) =>
      buildRow(address, version, description, occasion, Date.now()),
  };
}

/** @throws as `openObject`; PlatformError when too little of the invocation is left, so that the event comes again */
async function openWithinBudget(
  { source, end, objectTimeoutSeconds, stalledCpuSeconds, maxMediaInfoMemoryMB, reading }: Workplace,
  address: ObjectAddress,
): Promise<OpenedObject> {
  const now = Date.now();
  const ownEnd = now + objectTimeoutSeconds * 1_000;
  const deadline = Math.min(ownEnd, end - RESERVE_MS);
  if (deadline - now < LEAST_BUDGET_MS)
    throw new PlatformError('The invocation ends too soon to begin the object.');

  const opening = openObject(
    source,
    address,
    { deadline, maxStalledCpuSeconds: stalledCpuSeconds, maxMediaInfoMemoryMB },
    { reading, onRefused: tellOfRefusedMeasures },
  );
  if (deadline === ownEnd) return opening;
  const opened = await opening.catch(blameTheInvocation);
  return {
    version: opened.version,
    close: () => opened.close(),
    cost: () => opened.cost(),
    describe: () => opened.describe().catch(blameTheInvocation),
  };
}

/** Of an object that did not have its full time it is not known that it is too slow. */
function blameTheInvocation(error: unknown): never {
  if (error instanceof RecordedError && error.status === 'TOO_SLOW') {
    throw new PlatformError('The invocation ended before the object had its full time.');
  }
  throw error;
}

import { randomUUID } from 'node:crypto';
import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import type { ReadingMode } from '../../contract/reading-mode';
import type { RowState } from '../../contract/row';
import { judgeRow } from '../../contract/row-verdict';
import { buildRow, type Occasion, timeOf } from './build-row';
import { tellOfRefusedMeasures } from './confinement-log';
import { describeObject } from './describe';
import type { Environment } from './environment';
import { PlatformError, RecordedError } from './errors';
import type { Invocation } from './invocation';
import { lookAt, type ObjectSource } from './object-source';
import { MEDIAINFO_MEMORY_MB, type OpenedObject, openObject } from './open-object';
import type { World } from './reconcile';
import type { RowStore } from './row-store';
import { shippedVersion } from './shipped-version';
import { TablestoreRows } from './tablestore/tablestore-rows';

/** Kept of the invocation's time for the last row: five attempts of Tablestore with their waits, mostly. */
const RESERVE_MS = 5_000;

/** Not worth beginning an object with less: its look alone may need a retry. */
const LEAST_BUDGET_MS = 1_000;

/** Longest time in milliseconds for a look, retries included. */
const LOOK_TIMEOUT_MS = 10_000;

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
    isSettled: (row, address, version) =>
      isSettled(row, address, version, workplace.reading, occasion.eventTime),
  };
}

/**
 * Whether a row may stay as it is. The same event comes again when another object of it failed: what has used up a
 * budget then must not use it up in each attempt.
 */
function isSettled(
  row: RowState,
  address: ObjectAddress,
  version: ObjectVersion | undefined,
  reading: ReadingMode,
  eventTime?: string,
): boolean {
  const verdict = judgeRow(row, address.key, version, { mediaInfoVersion: shippedVersion(), reading });
  if (verdict === 'spent') return row.eventTime !== undefined && row.eventTime === timeOf(eventTime);
  return verdict === 'right';
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

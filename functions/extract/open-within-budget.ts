import type { ObjectAddress } from '../../contract/object-version';
import { PlatformError, RecordedError } from './errors';
import type { InvocationContext } from './invocation-context';
import { type OpenedObject, openObject } from './open-object';

/** Kept of the invocation's time for the last row: five attempts of Tablestore with their waits, mostly. */
const RESERVE_MS = 5_000;

/** Not worth beginning an object with less: its look alone may need a retry. */
const LEAST_BUDGET_MS = 1_000;

/**
 * Opens an object for as long as it and the invocation may take.
 *
 * @throws as `openObject`; PlatformError when too little of the invocation is left, so that the event comes again
 */
export async function openWithinBudget(
  shared: InvocationContext,
  address: ObjectAddress,
  toldSize?: number,
): Promise<OpenedObject> {
  const { source, tool, end, objectTimeoutSeconds, stalledCpuSeconds, maxToolMemoryMB, reading } = shared;
  const now = Date.now();
  const ownEnd = now + objectTimeoutSeconds * 1_000;
  const deadline = Math.min(ownEnd, end - RESERVE_MS);
  if (deadline - now < LEAST_BUDGET_MS)
    throw new PlatformError('The invocation ends too soon to begin the object.');

  const opening = openObject(
    source,
    address,
    { deadline, maxStalledCpuSeconds: stalledCpuSeconds, maxToolMemoryMB },
    tool,
    { reading, toldSize },
  );
  if (deadline === ownEnd) return opening;
  const opened = await opening.catch(blameTheInvocation);
  return {
    version: opened.version,
    close: () => opened.close(),
    cost: () => opened.cost(),
    report: () => opened.report().catch(blameTheInvocation),
  };
}

/** Of an object that did not have its full time it is not known that it is too slow. */
function blameTheInvocation(error: unknown): never {
  if (error instanceof RecordedError && error.status === 'TOO_SLOW') {
    throw new PlatformError('The invocation ended before the object had its full time.');
  }
  throw error;
}

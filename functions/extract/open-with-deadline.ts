import type { ObjectAddress } from '../../contract/object-version';
import { PlatformError, RecordedError } from './errors';
import type { InvocationContext } from './invocation-context';
import { type OpenedObject, openObject } from './open-object';

/**
 * Milliseconds kept for writing the last row: in most cases enough for five attempts of Tablestore with their
 * waits.
 */
const RESERVE_MS = 5_000;

/** With less time than this no object is started: asking for its version alone may need a retry. */
const LEAST_BUDGET_MS = 1_000;

/**
 * Opens an object with a deadline: the object's own time limit or the end of the invocation, whichever comes
 * first.
 *
 * @throws as `openObject`; PlatformError when too little of the invocation is left, so that the event comes
 * again
 */
export async function openWithDeadline(
  shared: InvocationContext,
  address: ObjectAddress,
  sizeInEvent?: number,
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
    { reading, sizeInEvent },
  );
  if (deadline === ownEnd) return opening;
  const opened = await opening.catch(retryIfCutShort);
  return {
    version: opened.version,
    close: () => opened.close(),
    cost: () => opened.cost(),
    report: () => opened.report().catch(retryIfCutShort),
  };
}

/** An object that did not get its full time may not be too slow. It must be tried again. */
function retryIfCutShort(error: unknown): never {
  if (error instanceof RecordedError && error.status === 'TOO_SLOW') {
    throw new PlatformError('The invocation ended before the object had its full time.');
  }
  throw error;
}

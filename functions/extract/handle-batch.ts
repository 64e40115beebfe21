import type { Answer, ObjectAnswer } from '../../contract/answer';
import { PlatformError } from './errors';
import type { ObjectEvent, ParsedEvents } from './events';
import { handleObject } from './handle-object';
import type { Log } from './log';
import type { ReconcileDependencies } from './reconcile';
import { sideBySide } from './side-by-side';

/** Taken by Node and the bundle: 65 MB after the first object, and some for garbage. */
const BASE_MEMORY_MB = 96;

/**
 * Taken by one object: 17 to 24 MB by mediainfo, up to 20 by the answers and the report in Node. What was received lies
 * in the page cache, which the kernel takes back when memory is short.
 */
const OBJECT_MEMORY_MB = 48;

/** OSS and one core have enough to do with these. */
const MOST_AT_ONCE = 16;

/** @param memoryMB of the function */
export const objectsAtOnce = (memoryMB: number): number =>
  Math.min(MOST_AT_ONCE, Math.max(1, Math.floor((memoryMB - BASE_MEMORY_MB) / OBJECT_MEMORY_MB)));

/**
 * Deals with every object that a payload names, some side by side. What is wrong with one does not stop the others.
 * A payload that makes no sense is answered and logged, not thrown: Function Compute would only bring it again.
 *
 * @throws PlatformError when an object must be tried again, after all others have been dealt with
 */
export async function handleBatch(
  { events, rejected }: ParsedEvents,
  { requestId, memoryMB }: { requestId: string; memoryMB: number },
  dependenciesOf: (event: ObjectEvent) => ReconcileDependencies,
  log: Log,
): Promise<Answer> {
  for (const { reason } of rejected) log({ level: 'error', message: 'event rejected', requestId, reason });

  const answered = new Map<ObjectEvent, ObjectAnswer>();
  await sideBySide(events, objectsAtOnce(memoryMB), async (event) => {
    answered.set(event, await handleObject(event, dependenciesOf(event), log, requestId));
  });

  const answers = events.map((event) => answered.get(event)!);
  const failed = answers.filter(({ action }) => action === 'failed');
  if (failed.length > 0) {
    const causes = failed.map(({ bucket, key, reason }) => `oss://${bucket}/${key}: ${reason}`);
    throw new PlatformError(
      `${failed.length} of ${answers.length} objects must be tried again. ${causes.slice(0, MOST_CAUSES).join(' ')}`,
    );
  }
  return { objects: answers, rejected: rejected.map(({ reason }) => reason) };
}

/** An error's text ends up in the failure destination's payload, which holds 128 KB. */
const MOST_CAUSES = 20;

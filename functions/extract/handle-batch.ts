import type { Answer, ObjectAnswer } from '../../contract/answer';
import { PlatformError } from './errors';
import type { ObjectEvent, ParsedEvents } from './events';
import { handleObject } from './handle-object';
import type { Log } from './log';
import type { ReconcileDependencies } from './reconcile';
import { sideBySide } from './side-by-side';

/**
 * Memory of Node.js and the bundle: 65 MB after the first object; of mediainfo's template: 5; the rest for garbage
 * that is not collected yet.
 */
const BASE_MEMORY_MB = 96;

/**
 * Memory of one object: 17 to 24 MB for mediainfo, and up to 20 MB in Node.js for OSS's responses and the
 * report. Received bytes are in the page cache, which the kernel frees when memory is short.
 */
const OBJECT_MEMORY_MB = 48;

/** More objects at once bring nothing: 16 keep OSS and one core busy. */
const MOST_AT_ONCE = 16;

/** @param memoryMB of the function */
export const objectsAtOnce = (memoryMB: number): number =>
  Math.min(MOST_AT_ONCE, Math.max(1, Math.floor((memoryMB - BASE_MEMORY_MB) / OBJECT_MEMORY_MB)));

/**
 * Handles every object in a payload, several at the same time. A failure of one does not stop the others. A
 * payload that makes no sense is logged and answered, not thrown: after an error Function Compute would only
 * send it again.
 *
 * @throws PlatformError when an object must be tried again; thrown after all other objects are handled
 */
export async function handleBatch(
  { events, rejected }: ParsedEvents,
  { requestId, memoryMB }: { requestId: string; memoryMB: number },
  dependenciesOf: (event: ObjectEvent) => ReconcileDependencies,
  log: Log,
): Promise<Answer> {
  const told = firstOf(rejected.map(({ reason }) => reason));
  for (const reason of told) log({ level: 'error', message: 'event rejected', requestId, reason });

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
  return { objects: answers, rejected: told };
}

/** The error's text becomes part of the failure destination's payload, which can hold 128 KB. */
const MOST_CAUSES = 20;

/** A payload of 128 KB can hold 65,000 parts that are nothing; one line for each would be 5 MB of log. */
const MOST_REASONS = 20;

const firstOf = (reasons: string[]): string[] =>
  reasons.length <= MOST_REASONS
    ? reasons
    : [
        ...reasons.slice(0, MOST_REASONS),
        `${reasons.length - MOST_REASONS} further parts of the payload were rejected.`,
      ];

import type { Answer } from '../../contract/answer';
import { readEnvironment } from './environment';
import { parseFailure } from './failure-event';
import { failureWorld } from './failure-world';
import { handleBatch } from './handle-batch';
import { readContext } from './invocation';
import { writeLog } from './log';
import { extractionWorld, workplaceOf } from './world';

/**
 * Entry point of the function behind the OSS trigger: makes the row of every object that the event mentions agree with
 * the object as it is now.
 *
 * @param event payload of an OSS trigger
 * @param context of Function Compute 2 or 3
 * @throws PlatformError when an object must be tried again; Function Compute then brings the event once more
 */
export async function handler(event: Buffer | string, context: unknown): Promise<Answer> {
  const start = Date.now();
  const invocation = readContext(context);
  const workplace = workplaceOf(invocation, readEnvironment(process.env), start);
  const { requestId } = invocation;
  return handleBatch(
    event,
    { requestId, memoryMB: invocation.function.memoryMB },
    ({ eventTime }) => extractionWorld(workplace, { requestId, eventTime }),
    writeLog,
  );
}

/**
 * Entry point of the failure destination: gives every object of an event that Function Compute has given up a row that
 * says why, unless a row describes its current version already.
 *
 * @param event payload of an asynchronous invocation's failure destination
 * @throws PlatformError when OSS or Tablestore cannot be used even now
 */
export async function recordFailure(event: Buffer | string, context: unknown): Promise<Answer> {
  const start = Date.now();
  const invocation = readContext(context);
  const workplace = workplaceOf(invocation, readEnvironment(process.env), start);
  const { requestId } = invocation;
  const { payload, cause } = parseFailure(event);
  writeLog({ level: 'error', message: 'event given up', requestId, reason: cause });
  return handleBatch(
    payload,
    { requestId, memoryMB: invocation.function.memoryMB },
    (mention) => failureWorld(workplace, mention, requestId, cause),
    writeLog,
  );
}

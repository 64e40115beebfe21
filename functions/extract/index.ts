import type { Answer } from '../../contract/answer';
import { selfCheckAnswer } from '../../contract/self-check';
import { extractionDependencies } from './dependencies';
import { readEnvironment } from './environment';
import { PlatformError } from './errors';
import { parseEvents } from './events';
import { failureDependencies } from './failure-dependencies';
import { parseFailure } from './failure-event';
import { handleBatch } from './handle-batch';
import { readInvocation } from './invocation';
import { invocationContext } from './invocation-context';
import { writeLog } from './log';
import { inOwnBuckets } from './own-buckets';
import { mayCheckItself, selfCheckRequest } from './self-check/request';
import { sweepCall } from './sweep/call';
import { isSweepEvent } from './sweep/request';

/**
 * Entry point of the function behind the OSS trigger. Makes the row of each object in the event agree with
 * the object as it is now.
 *
 * @param event payload of an OSS trigger or of the sweep's timer, or the request of `media doctor`
 * @param context of Function Compute 2 or 3
 * @throws PlatformError when an object must be tried again; Function Compute then sends the event again
 */
export async function handler(event: Buffer | string, context: unknown): Promise<Answer> {
  const asked = selfCheckRequest(event);
  if (asked?.kind === 'run') {
    if (!mayCheckItself(process.env)) return selfCheckAnswer('refused', []);
    return (await import('./check-itself.js')).checkItself(asked.missingKey, context);
  }
  if (asked?.kind === 'fail' && mayCheckItself(process.env)) {
    throw new PlatformError('media doctor asked for this failure.');
  }
  const start = Date.now();
  const invocation = readInvocation(context);
  const environment = readEnvironment(process.env);
  const shared = invocationContext(invocation, environment, start);
  const { requestId } = invocation;
  const { sweep } = environment;
  if (sweep && isSweepEvent(event)) {
    const call = sweepCall(shared, { environment, sweep, invocation, start });
    return (await import('./sweep-slice.js')).sweepSlice(call);
  }
  return handleBatch(
    inOwnBuckets(parseEvents(event), environment.buckets),
    { requestId, memoryMB: invocation.function.memoryMB },
    ({ eventTime, inEvent }) => extractionDependencies(shared, { requestId, eventTime }, inEvent?.size),
    writeLog,
  );
}

/**
 * Entry point of the failure destination, for events that Function Compute gave up. Gives each object of such
 * an event a row that says why, unless a row describes its current version already.
 *
 * @param event payload of an asynchronous invocation's failure destination
 * @throws PlatformError when OSS or Tablestore still cannot be used
 */
export async function recordFailure(event: Buffer | string, context: unknown): Promise<Answer> {
  const start = Date.now();
  const invocation = readInvocation(context);
  const environment = readEnvironment(process.env);
  const shared = invocationContext(invocation, environment, start);
  const { requestId } = invocation;
  const failure = parseFailure(event);
  if (!failure) {
    const reason =
      "Failure: the payload of a failure destination is expected, one without 'requestPayload' given.";
    writeLog({ level: 'error', message: 'event rejected', requestId, reason });
    return { objects: [], rejected: [reason] };
  }
  const { given, cause } = failure;
  writeLog({ level: 'error', message: 'event given up', requestId, reason: cause });
  return handleBatch(
    inOwnBuckets(given, environment.buckets),
    { requestId, memoryMB: invocation.function.memoryMB },
    (failed) => failureDependencies(shared, failed, requestId, cause),
    writeLog,
  );
}

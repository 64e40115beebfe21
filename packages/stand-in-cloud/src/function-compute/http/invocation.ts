import { FcError } from '../errors';
import type { FunctionCompute } from '../function-compute';
import type { FunctionName } from '../function-name';
import type { Outcome } from '../invocation';
import type { FcRequest, FcResponse } from './messages';

/** Headers of an asynchronous task with an id of the caller's. Such tasks, whose state can be asked for, do not run here. */
const TASK_HEADERS = ['x-fc-stateful-async-invocation-id', 'x-fc-async-task-id'];

/** Invokes a function, and waits for its answer unless the request is asynchronous. */
export async function invoke(
  fc: FunctionCompute,
  { caller, body, headers }: FcRequest,
  name: FunctionName,
): Promise<FcResponse> {
  const type = String(headers['x-fc-invocation-type'] ?? 'Sync');
  if (type !== 'Sync' && type !== 'Async') {
    throw new FcError('InvalidArgument', `x-fc-invocation-type must be 'Sync' or 'Async', '${type}' given.`);
  }
  const task = TASK_HEADERS.find((header) => headers[header]);
  if (task) {
    throw new FcError('InvalidArgument', `${task}: asynchronous tasks with a state do not run here.`);
  }
  if (type === 'Async') {
    const requestId = await fc.invokeAsync(caller, name, body);
    return { status: 202, headers: { 'x-fc-request-id': requestId }, body: Buffer.alloc(0) };
  }
  return answerOf(await fc.invoke(caller, name, body), headers['x-fc-log-type'] === 'Tail');
}

function answerOf(outcome: Outcome, wantsLog: boolean): FcResponse {
  const { errorType } = outcome;
  return {
    status: 200,
    headers: {
      'content-type': errorType ? 'application/json' : 'application/octet-stream',
      'x-fc-request-id': outcome.requestId,
      'x-fc-invocation-duration': String(Math.round(outcome.durationMs)),
      'x-fc-max-memory-usage': outcome.maxMemoryMB.toFixed(2),
      ...(errorType && { 'x-fc-error-type': errorType }),
      ...(wantsLog && { 'x-fc-log-result': Buffer.from(outcome.logTail).toString('base64') }),
    },
    body: Buffer.from(outcome.payload),
  };
}

import type { FunctionCompute } from '../function-compute';
import { functionMembers, idOf, isoTime, triggerConfigOf, triggerMembers } from '../http/views';
import { type FunctionRecord, homeOf, type TriggerRecord } from '../registry';

/** What the API says of a function. */
export function viewOfFunction(fc: FunctionCompute, fn: FunctionRecord): object {
  const { role = '', logConfig = { project: '', logstore: '' }, internetAccess = true } = homeOf(fn);
  return {
    ...functionMembers(fn),
    functionArn: fc.arnOf(fn.fullName),
    functionId: idOf(`functions/${fn.name}`),
    role,
    logConfig,
    internetAccess,
    // A function that could not be made or changed is refused at once here.
    state: 'Active',
    lastUpdateStatus: 'Successful',
  };
}

/** What the API says of a trigger. */
export function viewOfTrigger(fc: FunctionCompute, trigger: TriggerRecord): object {
  return {
    ...triggerMembers(trigger),
    targetArn: fc.arnOf(trigger.fn.fullName),
    status: '',
    triggerConfig: JSON.stringify(triggerConfigOf(trigger)),
  };
}

/** What the API says of the settings of asynchronous invocations. */
export function viewOfAsyncConfig(
  fc: FunctionCompute,
  { fullName, options, asyncTimes }: FunctionRecord,
): object {
  const { onSuccess, onFailure, maxAsyncEventAgeInSeconds, maxAsyncRetryAttempts } = options.async ?? {};
  return {
    functionArn: fc.arnOf(fullName),
    asyncTask: false,
    destinationConfig: {
      ...(onSuccess !== undefined && { onSuccess: { destination: onSuccess } }),
      ...(onFailure !== undefined && { onFailure: { destination: onFailure } }),
    },
    maxAsyncEventAgeInSeconds,
    maxAsyncRetryAttempts,
    createdTime: isoTime(asyncTimes?.createdAt ?? 0),
    lastModifiedTime: isoTime(asyncTimes?.modifiedAt ?? 0),
  };
}

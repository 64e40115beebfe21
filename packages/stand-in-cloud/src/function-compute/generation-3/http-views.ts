import type { FunctionCompute } from '../function-compute';
import { functionMembers, idOf, triggerConfigOf, triggerMembers, viewOfLogs } from '../http/views';
import { type FunctionRecord, homeOf, type TriggerRecord } from '../registry';

/** What the API says of a function. */
export function viewOfFunction(fc: FunctionCompute, fn: FunctionRecord): object {
  const { role = '', logConfig, internetAccess = true } = homeOf(fn);
  return {
    ...functionMembers(fn),
    functionArn: fc.arnOf(fn.fullName),
    functionId: idOf(`functions/${fn.name}`),
    role,
    logConfig: viewOfLogs(logConfig),
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

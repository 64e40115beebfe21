import { labelOf } from '../generation';
import { functionMembers, idOf, isoTime, triggerConfigOf, triggerMembers, viewOfLogs } from '../http/views';
import type { FunctionRecord, ServiceRecord, TriggerRecord } from '../registry';

/** What the API says of a service. */
export function viewOfService(service: ServiceRecord): object {
  return {
    serviceName: service.name,
    serviceId: idOf(service.name),
    description: service.options.description ?? '',
    role: service.options.role ?? '',
    logConfig: viewOfLogs(service.options.logConfig),
    internetAccess: service.options.internetAccess ?? true,
    createdTime: isoTime(service.createdAt),
    lastModifiedTime: isoTime(service.createdAt),
  };
}

/** What the API says of a function. */
export function viewOfFunction(fn: FunctionRecord): object {
  return { ...functionMembers(fn), functionId: idOf(labelOf(fn.fullName)) };
}

/** What the API says of a trigger. */
export function viewOfTrigger(trigger: TriggerRecord): object {
  return { ...triggerMembers(trigger), triggerConfig: triggerConfigOf(trigger) };
}

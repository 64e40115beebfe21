import { createHash } from 'node:crypto';
import { limits } from 'ros-template-check';
import type { FunctionRecord, ServiceRecord, TriggerRecord } from '../registry';

/** What the API says of a service. */
export function viewOfService(service: ServiceRecord): object {
  return {
    serviceName: service.name,
    serviceId: idOf(service.name),
    description: service.options.description ?? '',
    role: service.options.role ?? '',
    logConfig: service.options.logConfig ?? { project: '', logstore: '' },
    internetAccess: service.options.internetAccess ?? true,
    createdTime: isoTime(service.createdAt),
    lastModifiedTime: isoTime(service.createdAt),
  };
}

/** What the API says of a function. */
export function viewOfFunction(fn: FunctionRecord): object {
  const { options } = fn;
  return {
    functionName: fn.name,
    functionId: idOf(`${fn.service.name}/${fn.name}`),
    description: options.description ?? '',
    runtime: options.runtime,
    handler: options.handler,
    timeout: options.timeoutSeconds,
    memorySize: options.memorySizeMB,
    cpu: options.cpu,
    diskSize: options.diskSizeMB ?? limits.functionCompute.DISK_MB[0],
    instanceConcurrency: options.instanceConcurrency ?? 1,
    environmentVariables: options.environment ?? {},
    createdTime: isoTime(fn.createdAt),
    lastModifiedTime: isoTime(fn.modifiedAt),
  };
}

/** What the API says of a trigger. */
export function viewOfTrigger(trigger: TriggerRecord): object {
  const { options, fn } = trigger;
  return {
    triggerName: trigger.name,
    triggerId: idOf(`${fn.service.name}/${fn.name}/${trigger.name}`),
    description: options.description ?? '',
    triggerType: options.type,
    sourceArn: options.sourceArn,
    invocationRole: options.invocationRole,
    qualifier: options.qualifier ?? '',
    triggerConfig: {
      events: options.events,
      filter: { key: { prefix: options.prefix ?? '', suffix: options.suffix ?? '' } },
    },
    createdTime: isoTime(trigger.createdAt),
    lastModifiedTime: isoTime(trigger.createdAt),
  };
}

function idOf(name: string): string {
  return createHash('md5').update(name).digest('hex');
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

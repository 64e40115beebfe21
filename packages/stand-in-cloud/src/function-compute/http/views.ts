import { createHash } from 'node:crypto';
import { limits } from 'ros-template-check';
import { labelOf } from '../generation';
import type { FunctionRecord, TriggerRecord } from '../registry';
import type { LogConfig } from '../service';

/** What both APIs say of a function. */
export function functionMembers({ name, options, createdAt, modifiedAt }: FunctionRecord): object {
  return {
    functionName: name,
    description: options.description ?? '',
    runtime: options.runtime,
    handler: options.handler,
    timeout: options.timeoutSeconds,
    memorySize: options.memorySizeMB,
    cpu: options.cpu,
    diskSize: options.diskSizeMB ?? limits.functionCompute.DISK_MB[0],
    instanceConcurrency: options.instanceConcurrency ?? 1,
    environmentVariables: options.environment ?? {},
    createdTime: isoTime(createdAt),
    lastModifiedTime: isoTime(modifiedAt),
  };
}

/** What both APIs say of where logs go. */
export function viewOfLogs(
  { project, logstore, logBeginRule, requestMetrics }: LogConfig = { project: '', logstore: '' },
): object {
  return { project, logstore, logBeginRule, enableRequestMetrics: requestMetrics };
}

/** What both APIs say of a trigger, without its configuration. */
export function triggerMembers({ name, options, fn, createdAt }: TriggerRecord): object {
  return {
    triggerName: name,
    triggerId: idOf(`${labelOf(fn.fullName)}/${name}`),
    description: options.description ?? '',
    triggerType: options.type,
    sourceArn: options.sourceArn ?? '',
    invocationRole: options.invocationRole ?? '',
    qualifier: options.qualifier ?? '',
    createdTime: isoTime(createdAt),
    lastModifiedTime: isoTime(createdAt),
  };
}

/** The configuration of a trigger, by its type. */
export function triggerConfigOf({ options }: TriggerRecord): object {
  if (options.type === 'timer') {
    const { cronExpression, enable = false, payload = '' } = options;
    return { cronExpression, enable, payload };
  }
  const { events, prefix = '', suffix = '' } = options;
  return { events, filter: { key: { prefix, suffix } } };
}

export function idOf(name: string): string {
  return createHash('md5').update(name).digest('hex');
}

export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

import type { FunctionName } from '../function-name';
import type { InstanceSpec } from '../instance-spec';
import type { FinishedRequest, Invocation, LogLine } from '../invocation';
import { sharedContext, sharedEnvironment, sharedRequestFields } from '../platform-values';
import { LATEST } from '../qualifier';

/** The variables that Function Compute 3 adds to an instance: there is no service to name. */
export function environment(spec: InstanceSpec, instanceId: string): Record<string, string> {
  return { ...sharedEnvironment(spec, instanceId), FC_QUALIFIER: LATEST, FC_VERSION_ID: LATEST };
}

/** The handler's `context`, but for `logger`. */
export function context(spec: InstanceSpec, invocation: Invocation): object {
  return sharedContext(spec, invocation, '');
}

/** One line of output in the logstore. */
export function logFields({ fn }: FunctionName, line: LogLine): Record<string, string> {
  return {
    __topic__: `FCLogs:${fn}`,
    functionName: fn,
    instanceID: line.instanceId,
    message: line.message,
    qualifier: LATEST,
    requestId: line.requestId,
    versionId: LATEST,
  };
}

/** An invocation in the logstore. */
export function requestFields({ fn }: FunctionName, finished: FinishedRequest): Record<string, string> {
  return { __topic__: `FCRequestMetrics:/${fn}`, ...sharedRequestFields(fn, finished) };
}

import type { FunctionName } from '../function-name';
import type { InstanceSpec } from '../instance-spec';
import type { FinishedRequest, Invocation, LogLine } from '../invocation';
import { sharedContext, sharedEnvironment, sharedRequestFields } from '../platform-values';
import { LATEST } from '../qualifier';

/** The variables that Function Compute 2 adds to an instance. */
export function environment(spec: InstanceSpec, instanceId: string): Record<string, string> {
  return {
    ...sharedEnvironment(spec, instanceId),
    FC_QUALIFIER: LATEST,
    FC_SERVICE_NAME: spec.service ?? '',
    FC_VER_ID: LATEST,
  };
}

/** The handler's `context`, but for `logger`. */
export function context(spec: InstanceSpec, invocation: Invocation): object {
  return sharedContext(spec, invocation, spec.service ?? '');
}

/** One line of output in the logstore. */
export function logFields({ service, fn }: FunctionName, line: LogLine): Record<string, string> {
  return {
    __topic__: service ?? '',
    functionName: fn,
    instanceID: line.instanceId,
    message: line.message,
    qualifier: LATEST,
    requestId: line.requestId,
    serviceName: service ?? '',
    versionId: LATEST,
  };
}

/** An invocation in the logstore. */
export function requestFields(
  { service = '', fn }: FunctionName,
  finished: FinishedRequest,
): Record<string, string> {
  return {
    __topic__: `FCRequestMetrics:${service}/${fn}`,
    serviceName: service,
    ...sharedRequestFields(fn, finished),
  };
}

import type { FunctionName } from '../generation';
import type { InstanceSpec } from '../instance-spec';
import type { Invocation, LogLine } from '../invocation';
import { LATEST } from './qualifier';

/** The variables that Function Compute 2 adds to an instance. */
export function environment(spec: InstanceSpec, instanceId: string): Record<string, string> {
  return {
    FC_ACCOUNT_ID: spec.accountId,
    FC_FUNC_CODE_PATH: spec.codeDirectory,
    FC_FUNCTION_HANDLER: spec.handler,
    FC_FUNCTION_MEMORY_SIZE: String(spec.memorySizeMB),
    FC_FUNCTION_NAME: spec.fn,
    FC_INSTANCE_ID: instanceId,
    FC_QUALIFIER: LATEST,
    FC_REGION: spec.region,
    FC_RUNTIME_VERSION: spec.runtime,
    FC_SERVICE_NAME: spec.service,
    FC_VER_ID: LATEST,
  };
}

/** The handler's `context`, but for `logger`. */
export function context(spec: InstanceSpec, invocation: Invocation): object {
  const { credentials } = invocation;
  return {
    requestId: invocation.requestId,
    credentials: {
      accessKeyId: credentials?.accessKeyId,
      accessKeySecret: credentials?.accessKeySecret,
      securityToken: credentials?.securityToken,
    },
    function: {
      name: spec.fn,
      handler: spec.handler,
      memory: spec.memorySizeMB,
      timeout: spec.timeoutSeconds,
    },
    service: {
      name: spec.service,
      logProject: invocation.logConfig?.project ?? '',
      logStore: invocation.logConfig?.logstore ?? '',
      qualifier: LATEST,
      versionId: LATEST,
    },
    region: spec.region,
    accountId: spec.accountId,
    tracing: { openTracingSpanContext: '', openTracingSpanBaggages: {}, jaegerEndpoint: '' },
  };
}

/** One line of output in the logstore. */
export function logFields({ service, fn }: FunctionName, line: LogLine): Record<string, string> {
  return {
    __topic__: `FCLogs:${fn}`,
    functionName: fn,
    instanceID: line.instanceId,
    message: line.message,
    qualifier: LATEST,
    requestId: line.requestId,
    serviceName: service,
    versionId: LATEST,
  };
}

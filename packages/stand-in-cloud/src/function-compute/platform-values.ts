import type { InstanceSpec } from './instance-spec';
import type { FinishedRequest, Invocation } from './invocation';
import { LATEST } from './qualifier';

/** The variables that both generations add to an instance. */
export function sharedEnvironment(spec: InstanceSpec, instanceId: string): Record<string, string> {
  return {
    FC_ACCOUNT_ID: spec.accountId,
    FC_FUNC_CODE_PATH: spec.code.directory,
    FC_FUNCTION_HANDLER: spec.handler,
    FC_FUNCTION_MEMORY_SIZE: String(spec.memorySizeMB),
    FC_FUNCTION_NAME: spec.fn,
    FC_INSTANCE_ID: instanceId,
    FC_REGION: spec.region,
    FC_RUNTIME_VERSION: spec.runtime,
  };
}

/**
 * The handler's `context`, but for `logger`. Its member `service` is listed for Function Compute 3, too.
 * @param service the name in it
 */
export function sharedContext(spec: InstanceSpec, invocation: Invocation, service: string): object {
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
      name: service,
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

/** What both generations record of an invocation (page "Request-level metric logs"); values are text, as in every entry. */
export function sharedRequestFields(fn: string, finished: FinishedRequest): Record<string, string> {
  const { request, outcome, memorySizeMB } = finished;
  return {
    functionName: fn,
    qualifier: LATEST,
    versionId: LATEST,
    requestId: request.requestId,
    operation: 'InvokeFunction',
    invocationType: request.type,
    resourceMode: 'OnDemand',
    instanceID: outcome.instanceId,
    isColdStart: String(outcome.isColdStart),
    hasFunctionError: String(outcome.errorType !== undefined),
    durationMs: outcome.durationMs.toFixed(2),
    memoryMB: String(memorySizeMB),
    memoryUsageMB: outcome.maxMemoryMB.toFixed(2),
    statusCode: '200',
  };
}

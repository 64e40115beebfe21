import type { Invocation } from './invocation';

/** What an instance is made from: one state of one function. */
export interface InstanceSpec {
  region: string;
  accountId: string;
  service: string;
  qualifier: string;
  fn: string;
  runtime: string;
  handler: string;
  memorySizeMB: number;
  timeoutSeconds: number;
  instanceConcurrency: number;
  environment: Record<string, string>;
  codeDirectory: string;
  /** Directory for the writable files of instances. */
  workDir: string;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Functions that are neither published nor aliased have this version. */
const VERSION_ID = 'LATEST';

/**
 * All variables of an instance: the function's own and those that Function Compute adds, nothing of this process's.
 * `HOME` and `TMPDIR` are the instance's writable directory, which is `/tmp` in production.
 */
export function instanceEnvironment(spec: InstanceSpec, instanceId: string, tmp: string): NodeJS.ProcessEnv {
  return {
    PATH,
    LANG: 'C.UTF-8',
    HOME: tmp,
    TMPDIR: tmp,
    ...spec.environment,
    FC_ACCOUNT_ID: spec.accountId,
    FC_FUNC_CODE_PATH: spec.codeDirectory,
    FC_FUNCTION_HANDLER: spec.handler,
    FC_FUNCTION_MEMORY_SIZE: String(spec.memorySizeMB),
    FC_FUNCTION_NAME: spec.fn,
    FC_INSTANCE_ID: instanceId,
    FC_QUALIFIER: spec.qualifier,
    FC_REGION: spec.region,
    FC_RUNTIME_VERSION: spec.runtime,
    FC_SERVICE_NAME: spec.service,
    FC_VER_ID: VERSION_ID,
  };
}

/** The handler's `context` in the form of Function Compute 2.0, but for `logger`, which the runtime adds. */
export function instanceContext(spec: InstanceSpec, invocation: Invocation): object {
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
      qualifier: spec.qualifier,
      versionId: VERSION_ID,
    },
    region: spec.region,
    accountId: spec.accountId,
    tracing: { openTracingSpanContext: '', openTracingSpanBaggages: {}, jaegerEndpoint: '' },
  };
}

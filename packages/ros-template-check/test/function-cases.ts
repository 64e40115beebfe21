import { ARN, type Case, each, POLICY } from './cases';

const ASYNC = 'WorkerFunction.AsyncConfiguration';
const ON_FAILURE = `${ASYNC}.Destination.OnFailure`;

const FAILURE = 'services/${FailureService.ServiceName}/functions/${FailureFunction.FunctionName}';
export const FUNCTION_CASES: Record<string, Case> = {
  'fc-service-name': {
    fails: each('WorkerService.ServiceName', '1st', 'a.b', 'a'.repeat(129)),
    passes: each('WorkerService.ServiceName', '_a-1', 'a'.repeat(128)),
    also: ['arn-exists'],
  },
  'fc-function-name': {
    fails: each('WorkerFunction.FunctionName', '1st', 'a.b', 'a'.repeat(65)),
    passes: each('WorkerFunction.FunctionName', '_a-1', 'a'.repeat(64)),
  },
  'fc-role': {
    fails: each('WorkerService.Role', 'service-role', { Ref: 'WorkerRole' }),
    passes: each('WorkerService.Role', { 'Fn::GetAtt': ['WorkerRole', 'Arn'] }, undefined),
  },
  'fc-role-missing': {
    fails: each('WorkerService.Role', undefined),
    passes: each('WorkerService.Role', { 'Fn::GetAtt': ['WorkerRole', 'Arn'] }),
  },
  'fc-role-trust': {
    fails: [
      ...each('WorkerRole.AssumeRolePolicyDocument.Statement.0.Principal.Service', ['oss.aliyuncs.com']),
      ...each('WorkerRole.AssumeRolePolicyDocument.Statement.0.Effect', 'Deny'),
    ],
    passes: each('WorkerRole.AssumeRolePolicyDocument.Statement.0.Principal.Service', 'fc.aliyuncs.com'),
  },
  'fc-logs': {
    fails: each('WorkerService.LogConfig.Logstore', undefined),
    passes: each('WorkerService.LogConfig', undefined),
  },
  'fc-logs-exist': {
    fails: each('WorkerService.LogConfig.Logstore', 'another'),
    passes: each('WorkerService.LogConfig.Logstore', 'worker', { Ref: 'OssEndpoint' }),
    also: ['fc-logs-permission'],
  },
  'fc-logs-permission': {
    fails: each(`${POLICY}.Statement.2`, undefined),
    passes: each(`${POLICY}.Statement.2.Action`, 'log:PostLogStoreLogs'),
  },
  'fc-log-rule': {
    fails: each('WorkerService.LogConfig.LogBeginRule', 'Regex'),
    passes: each('WorkerService.LogConfig.LogBeginRule', 'None'),
  },
  'fc-log-rule-json': {
    fails: [
      [
        ['WorkerService.LogConfig.LogBeginRule', 'DefaultRegex'],
        ['LogIndex.KeyIndices.+', { Name: 'message', Type: 'json' }],
      ],
    ],
    passes: [
      ...each('WorkerService.LogConfig.LogBeginRule', 'None', undefined),
      [
        ['WorkerService.LogConfig.LogBeginRule', 'DefaultRegex'],
        ['LogIndex.KeyIndices.+', { Name: 'message', Type: 'text' }],
      ],
    ],
  },
  'fc-function-memory': {
    fails: each('WorkerFunction.MemorySize', 130, 576.5, 1_408.1),
    passes: each('WorkerFunction.MemorySize', 576, '512'),
    also: ['fc-function-cpu-memory'],
  },
  'fc-function-cpu': {
    fails: each('WorkerFunction.Cpu', 0.33, 0.351),
    passes: each('WorkerFunction.Cpu', 0.15, 0.3, 0.45, '0.35'),
  },
  'fc-function-cpu-memory': {
    fails: each('WorkerFunction.Cpu', 0.1, 0.55, 16),
    passes: each('WorkerFunction.Cpu', 0.15, 0.5),
  },
  'fc-function-disk': {
    fails: each('WorkerFunction.DiskSize', 0, 1_024, 10_000),
    passes: each('WorkerFunction.DiskSize', 10_240),
  },
  'fc-function-timeout': {
    fails: each('WorkerFunction.Timeout', 0, 86_401, 1.5, -1),
    passes: each('WorkerFunction.Timeout', 1, 86_400),
  },
  'fc-function-concurrency': {
    fails: each('WorkerFunction.InstanceConcurrency', 0, 101),
    passes: each('WorkerFunction.InstanceConcurrency', 100),
  },
  'fc-function-runtime': {
    fails: each('WorkerFunction.Runtime', 'nodejs99', 'node20', 'Nodejs20'),
    passes: each('WorkerFunction.Runtime', 'nodejs18', 'custom.debian10'),
  },
  'fc-function-handler': {
    fails: each('WorkerFunction.Handler', 'handler', '.handler', 'index.', 'index handler'),
    passes: each('WorkerFunction.Handler', 'src/index.handler', 'example.App::handle'),
  },
  'fc-function-code': {
    fails: each('WorkerFunction.Code', undefined, {}, { OssBucketName: 'code' }),
    passes: each('WorkerFunction.Code', { SourceCode: 'exports.handler = async () => 1;' }),
  },
  'fc-function-code-hash': {
    fails: each('WorkerFunction.Code.OssObjectName', 'code.zip', 'v1.2.3/code.zip'),
    passes: each('WorkerFunction.Code.OssObjectName', `code/${'0a'.repeat(16)}.zip`),
  },
  'fc-function-code-inline': {
    fails: each('WorkerFunction.Code', { SourceCode: 'x'.repeat(4_097) }),
    passes: each('WorkerFunction.Code', { SourceCode: 'x\n'.repeat(2_048) }),
  },
  'fc-function-environment': {
    fails: each('WorkerFunction.EnvironmentVariables.A', 1, true, {}, null),
    passes: each('WorkerFunction.EnvironmentVariables.A', '1', { Ref: 'OssEndpoint' }),
  },
  'fc-function-environment-name': {
    fails: [
      ...each('WorkerFunction.EnvironmentVariables.A-B', 'x'),
      ...each('WorkerFunction.EnvironmentVariables._A', 'x'),
      ...each('WorkerFunction.EnvironmentVariables.FC_REGION', 'x'),
    ],
    passes: each('WorkerFunction.EnvironmentVariables.A_1', 'x'),
  },
  'fc-function-environment-size': {
    fails: each('WorkerFunction.EnvironmentVariables.A', 'x'.repeat(4_096)),
    passes: each('WorkerFunction.EnvironmentVariables.A', 'x'.repeat(3_500)),
  },
  'fc-function-service': {
    fails: each('WorkerFunction.ServiceName', 'another'),
    passes: each('WorkerFunction.ServiceName', { Ref: 'WorkerService' }),
    also: ['arn-exists', 'fc-trigger-function'],
  },
  'fc-async-retries': {
    fails: each(`${ASYNC}.MaxAsyncRetryAttempts`, 9, -1, 0.5),
    passes: each(`${ASYNC}.MaxAsyncRetryAttempts`, 0, 8),
  },
  'fc-async-max-age': {
    fails: each(`${ASYNC}.MaxAsyncEventAgeInSeconds`, 0, 2_592_001),
    passes: each(`${ASYNC}.MaxAsyncEventAgeInSeconds`, 1, 2_592_000),
  },
  'fc-destination-form': {
    fails: each(ON_FAILURE, 'record-failure', ARN('fc', 'functions/record-failure'), ARN('oss', 'failures')),
    passes: each(ON_FAILURE, ARN('fc', FAILURE)),
    also: ['arn-exists', 'fc-destination-permission'],
  },
  'fc-destination-home': {
    fails: each(ON_FAILURE, { 'Fn::Sub': `acs:fc:cn-beijing:\${ALIYUN::TenantId}:${FAILURE}` }),
    passes: each(ON_FAILURE, ARN('fc', FAILURE)),
    also: ['fc-destination-permission'],
  },
  'fc-destination-loop': {
    fails: each('FailureFunction.AsyncConfiguration.Destination', {
      OnFailure: ARN('fc', 'services/${FailureService}/functions/record-failure'),
    }),
    passes: each('FailureFunction.AsyncConfiguration.Destination', undefined),
    also: ['fc-destination-permission'],
  },
  'fc-destination-permission': {
    fails: [
      ...each(`${POLICY}.Statement.3`, undefined),
      ...each(`${POLICY}.Statement.3.Effect`, 'Deny'),
      ...each(ON_FAILURE, {
        'Fn::Sub': 'acs:mns:${ALIYUN::Region}:${ALIYUN::TenantId}:/queues/failures/messages',
      }),
    ],
    passes: [
      ...each('WorkerRole.PolicyAttachments', { System: ['AliyunFCInvocationAccess'] }),
      [
        [`${POLICY}.Statement.3`, undefined],
        ['WorkerRole.PolicyAttachments', { System: ['AliyunFCInvocationAccess'] }],
      ],
    ],
  },
};

import { ARN, type Case, type Change, each, POLICY, statement } from './cases';
import { FUNCTION_CASES } from './function-cases';

const ON_FAILURE = 'WorkerEvents.DestinationConfig.OnFailure.Destination';
const FAILURE = 'functions/${FailureFunction.FunctionName}';

/** The cases of rules that hold for functions of both generations in the same words. */
const shared = Object.fromEntries(
  [
    'fc-function-name',
    'fc-function-cpu',
    'fc-function-cpu-memory',
    'fc-function-disk',
    'fc-function-timeout',
    'fc-function-handler',
    'fc-function-code',
    'fc-function-code-hash',
    'fc-function-code-inline',
    'fc-function-environment',
    'fc-function-environment-name',
    'fc-function-environment-size',
  ].map((id) => [id, FUNCTION_CASES[id]!]),
);

const second = (change: Record<string, unknown>): Change => [
  'Resources.Second',
  {
    Type: 'ALIYUN::FC3::AsyncInvokeConfig',
    DependsOn: ['WorkerEvents'],
    Properties: { FunctionName: { 'Fn::GetAtt': ['WorkerFunction', 'FunctionName'] }, ...change },
  },
];

/** Of the template for Function Compute 3. */
export const FUNCTION_3_CASES: Record<string, Case> = {
  ...shared,
  'fc3-function-unique': {
    fails: each('FailureFunction.FunctionName', 'worker'),
    passes: each('FailureFunction.FunctionName', 'Worker'),
    also: ['fc3-destination-loop', 'fc3-destination-permission'],
  },
  'fc-log-rule-json': {
    fails: [
      [
        ['WorkerFunction.LogConfig.LogBeginRule', 'DefaultRegex'],
        ['LogIndex.KeyIndices.+', { Name: 'message', Type: 'json' }],
      ],
    ],
    passes: each('WorkerFunction.LogConfig.LogBeginRule', 'None', undefined),
  },
  'fc3-function-memory': {
    fails: [
      [
        ['WorkerFunction.MemorySize', 65_600],
        ['WorkerFunction.Cpu', undefined],
      ],
      [
        ['WorkerFunction.MemorySize', 130],
        ['WorkerFunction.Cpu', undefined],
      ],
    ],
    passes: each('WorkerFunction.MemorySize', 65_536, '512'),
  },
  'fc3-function-runtime': {
    fails: each('WorkerFunction.Runtime', 'nodejs99', 'nodejs6', 'python2.7'),
    passes: each('WorkerFunction.Runtime', 'nodejs18', 'custom.debian12'),
  },
  'fc3-function-concurrency': {
    fails: each('WorkerFunction.InstanceConcurrency', 2, '10'),
    passes: [
      ...each('WorkerFunction.InstanceConcurrency', 1, undefined, { Ref: 'OssEndpoint' }),
      [
        ['WorkerFunction.InstanceConcurrency', 10],
        ['WorkerFunction.Runtime', 'custom.debian12'],
      ],
    ],
  },
  'fc-function-concurrency': {
    fails: [
      [
        ['WorkerFunction.InstanceConcurrency', 101],
        ['WorkerFunction.Runtime', 'custom.debian12'],
      ],
    ],
    passes: each('WorkerFunction.InstanceConcurrency', 100),
  },
  'fc3-function-description': {
    fails: each('WorkerFunction.Description', 'x'.repeat(257)),
    passes: each('WorkerFunction.Description', '说'.repeat(256)),
  },
  'fc-role': {
    fails: each('WorkerFunction.Role', 'service-role', { Ref: 'WorkerRole' }),
    passes: each('WorkerFunction.Role', { 'Fn::GetAtt': ['WorkerRole', 'Arn'] }, undefined),
  },
  'fc-role-missing': {
    fails: each('WorkerFunction.Role', undefined),
    passes: each('WorkerFunction.Role', { 'Fn::GetAtt': ['WorkerRole', 'Arn'] }),
  },
  'fc-role-trust': {
    fails: each('WorkerRole.AssumeRolePolicyDocument.Statement.0.Principal.Service', ['oss.aliyuncs.com']),
    passes: each('WorkerRole.AssumeRolePolicyDocument.Statement.0.Principal.Service', 'fc.aliyuncs.com'),
  },
  'fc-logs': {
    fails: each('WorkerFunction.LogConfig.Logstore', undefined),
    passes: each('WorkerFunction.LogConfig', undefined),
  },
  'fc-logs-exist': {
    fails: each('WorkerFunction.LogConfig.Logstore', 'another'),
    passes: each('WorkerFunction.LogConfig.Logstore', 'worker', { Ref: 'OssEndpoint' }),
    also: ['fc-logs-permission'],
  },
  'fc-logs-permission': {
    fails: each(`${POLICY}.Statement.2`, undefined),
    passes: each(`${POLICY}.Statement.2.Action`, 'log:PostLogStoreLogs'),
  },
  'fc-log-rule': {
    fails: each('WorkerFunction.LogConfig.LogBeginRule', 'Regex'),
    passes: each('WorkerFunction.LogConfig.LogBeginRule', 'None'),
  },
  'fc3-async-retries': {
    fails: each('WorkerEvents.MaxAsyncRetryAttempts', 9, -1, 0.5),
    passes: each('WorkerEvents.MaxAsyncRetryAttempts', 0, 8),
  },
  'fc3-async-max-age': {
    fails: each('WorkerEvents.MaxAsyncEventAgeInSeconds', 0, 604_801),
    passes: each('WorkerEvents.MaxAsyncEventAgeInSeconds', 1, 604_800),
  },
  'fc3-async-function': {
    fails: each('WorkerEvents.FunctionName', 'another'),
    passes: each('WorkerEvents.FunctionName', 'worker', { Ref: 'OssEndpoint' }),
  },
  'fc3-async-single': {
    fails: [[second({})]],
    passes: [[second({ FunctionName: 'record-failure' })]],
  },
  'fc3-destination-form': {
    fails: each(
      ON_FAILURE,
      'record-failure',
      ARN('fc', 'services/uploads/functions/record-failure'),
      ARN('fc', `${FAILURE}/LATEST`),
      ARN('oss', 'failures'),
    ),
    passes: each(ON_FAILURE, ARN('fc', FAILURE)),
    also: ['arn-exists', 'fc3-destination-permission'],
  },
  'fc3-destination-home': {
    fails: each(ON_FAILURE, { 'Fn::Sub': `acs:fc:cn-beijing:\${ALIYUN::TenantId}:${FAILURE}` }),
    passes: each(ON_FAILURE, ARN('fc', FAILURE)),
    also: ['fc3-destination-permission'],
  },
  'fc3-destination-loop': {
    fails: each(ON_FAILURE, ARN('fc', 'functions/${WorkerFunction.FunctionName}')),
    passes: each('WorkerEvents.DestinationConfig', undefined),
    also: ['fc3-destination-permission'],
  },
  'fc3-destination-permission': {
    fails: [
      ...each(`${POLICY}.Statement.3`, undefined),
      ...each(ON_FAILURE, {
        'Fn::Sub': 'acs:mns:${ALIYUN::Region}:${ALIYUN::TenantId}:/queues/failures/messages',
      }),
    ],
    passes: each('WorkerRole.PolicyAttachments', { System: ['AliyunFCInvocationAccess'] }),
  },
  'oss-bucket-readable': {
    fails: each('SourceBucket.StorageClass', 'Archive'),
    passes: each('SourceBucket.StorageClass', 'IA'),
  },
  'policy-action': {
    fails: each(`${POLICY}.Statement.3.Action`, ['fc:InvokeFunction', 'fc:PutFunctionAsync']),
    passes: each(`${POLICY}.Statement.3.Action`, ['fc:InvokeFunction', 'fc:PutAsyncInvokeConfig']),
  },
  'policy-resource-wide': {
    fails: each(
      `${POLICY}.Statement.+`,
      statement({ Action: 'fc:InvokeFunction', Resource: ARN('fc', 'functions/*') }),
      statement({ Action: 'fc:InvokeFunction', Resource: ARN('fc', 'functions/uploads-*') }),
    ),
    passes: each(
      `${POLICY}.Statement.+`,
      statement({ Action: 'fc:InvokeFunction', Resource: ARN('fc', `${FAILURE}/*`) }),
    ),
    also: ['arn-exists'],
  },
  'arn-exists': {
    fails: each(
      `${POLICY}.Statement.+`,
      statement({ Action: 'fc:InvokeFunction', Resource: ARN('fc', 'functions/another') }),
      statement({ Action: 'fc:InvokeFunction', Resource: ARN('fc', 'services/uploads/functions/worker') }),
    ),
    passes: each(
      `${POLICY}.Statement.+`,
      statement({ Action: 'fc:InvokeFunction', Resource: ARN('fc', 'functions/record-failure/LATEST') }),
    ),
  },
};

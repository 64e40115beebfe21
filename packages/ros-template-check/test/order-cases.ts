import { ARN, type Case, type Change, each } from './cases';

export const dependsOn = (id: string, ...others: string[]): Change => [`Resources.${id}.DependsOn`, others];

/** The order by name alone: without references, which are an order themselves. */
const INSTANCE: Change[] = [
  ['RecordInstance.InstanceName', 'files'],
  ['RecordTable.InstanceName', 'files'],
];
const TABLE: Change[] = [
  ['RecordIndex.InstanceName', { 'Fn::GetAtt': ['RecordInstance', 'InstanceName'] }],
  ['RecordIndex.TableName', 'Records'],
];
const PROJECT: Change[] = [
  ['LogProject.Name', 'logs'],
  ['LogStore.ProjectName', 'logs'],
];
const STORE: Change[] = [['LogIndex.LogstoreName', 'worker']];
const FAILURE_ROLE: Change[] = [
  ['FailureRole.RoleName', 'failure-role'],
  ['FailureService.Role', { 'Fn::Sub': 'acs:ram::${ALIYUN::TenantId}:role/failure-role' }],
];
const FAILURE_SERVICE: Change[] = [
  ['FailureService.ServiceName', 'failure'],
  ['FailureFunction.ServiceName', 'failure'],
];
const FAILURE_TABLE: Change[] = [['FailureFunction.EnvironmentVariables.TABLE_NAME', 'Records']];
const FAILURE_ARN = ARN('fc', 'services/failure/functions/record-failure');
const DESTINATION: Change[] = [
  ['FailureService.ServiceName', 'failure'],
  ['WorkerRole.Policies.0.PolicyDocument.Statement.3.Resource', [FAILURE_ARN]],
  ['WorkerFunction.AsyncConfiguration.Destination.OnFailure', FAILURE_ARN],
];
const TRIGGER: Change[] = [
  ['ObjectTrigger.FunctionName', 'worker'],
  [
    'TriggerRole.Policies.0.PolicyDocument.Statement.0.Resource',
    [
      ARN('fc', 'services/${WorkerService.ServiceName}/functions/worker'),
      ARN('fc', 'services/${WorkerService.ServiceName}.*/functions/worker'),
    ],
  ],
];
export const TRIGGER_ROLE: Change[] = [
  ['TriggerRole.RoleName', 'trigger-role'],
  ['ObjectTrigger.InvocationRole', { 'Fn::Sub': 'acs:ram::${ALIYUN::TenantId}:role/trigger-role' }],
];
const BUCKET: Change[] = [
  ['SourceBucket.BucketName', 'files-bucket'],
  ['ObjectTrigger.SourceArn', ARN('oss', 'files-bucket')],
  ['ObjectTrigger.TriggerConfig.BucketName', 'files-bucket'],
  // The bucket also comes first through what the function and its logs wait for.
  dependsOn('RecordInstance'),
  dependsOn('LogProject'),
  ['WorkerRole.Policies.0.PolicyDocument.Statement.0.Resource', [ARN('oss', 'files-bucket/*')]],
  ['FailureRole.Policies.0.PolicyDocument.Statement.0.Resource', [ARN('oss', 'files-bucket/*')]],
];

export const policyFor = (role: string): Change => [
  'Resources.MorePolicy',
  {
    Type: 'ALIYUN::RAM::ManagedPolicy',
    Properties: {
      PolicyName: 'more',
      Roles: [{ Ref: role }],
      PolicyDocument: {
        Version: '1',
        Statement: [
          { Effect: 'Allow', Action: ['oss:GetObject'], Resource: [ARN('oss', '${SourceBucket.Name}/*')] },
        ],
      },
    },
  },
];

/** The failure service names its logstore by texts, so that no reference says what it waits for. */
const FAILURE_LOGS: Change[] = [
  ['LogProject.Name', 'logs'],
  ['FailureService.LogConfig', { Project: 'logs', Logstore: 'worker' }],
  [
    'FailureRole.Policies.0.PolicyDocument.Statement.2.Resource',
    [ARN('log', 'project/logs/logstore/worker')],
  ],
];

export const ORDER_CASES: Record<string, Case> = {
  'order-table-instance': {
    fails: [[...INSTANCE, dependsOn('RecordTable')]],
    passes: [[...INSTANCE, dependsOn('RecordTable', 'RecordInstance')], [dependsOn('RecordTable')]],
  },
  'order-search-index-table': {
    fails: [[...TABLE, dependsOn('RecordIndex')]],
    passes: [[...TABLE, dependsOn('RecordIndex', 'RecordTable')]],
  },
  'order-logstore-project': {
    fails: [[...PROJECT, dependsOn('LogStore')]],
    passes: [[...PROJECT, dependsOn('LogStore', 'LogProject')]],
  },
  'order-index-logstore': {
    fails: [[...STORE, dependsOn('LogIndex')]],
    passes: [[...STORE, dependsOn('LogIndex', 'LogStore')]],
  },
  'order-fc-role': {
    fails: [[...FAILURE_ROLE, dependsOn('FailureService', 'LogIndex')]],
    passes: [[...FAILURE_ROLE, dependsOn('FailureService', 'LogIndex', 'FailureRole')]],
    also: ['wait-fc'],
  },
  'order-fc-policy': {
    fails: [[policyFor('FailureRole')]],
    passes: [[policyFor('FailureRole'), dependsOn('FailureService', 'LogIndex', 'MorePolicy')]],
  },
  'order-fc-logs': {
    fails: [[...FAILURE_LOGS, dependsOn('FailureService', 'FailureRole')]],
    passes: [[...FAILURE_LOGS, dependsOn('FailureService', 'FailureRole', 'LogStore')]],
    also: ['order-fc-log-index', 'wait-fc'],
  },
  'order-fc-log-index': {
    fails: [[dependsOn('FailureService', 'FailureRole')]],
    passes: [[dependsOn('FailureService', 'LogIndex')]],
    also: ['wait-fc'],
  },
  'order-function-service': {
    fails: [[...FAILURE_SERVICE, dependsOn('FailureFunction', 'RecordTable')]],
    passes: [[...FAILURE_SERVICE, dependsOn('FailureFunction', 'FailureService', 'RecordTable')]],
  },
  'order-function-table': {
    fails: [
      [
        ...FAILURE_TABLE,
        // Its role names the table, too.
        [
          'FailureRole.Policies.0.PolicyDocument.Statement.1.Resource',
          [ARN('ots', 'instance/${RecordInstance.InstanceName}/table/Records')],
        ],
        dependsOn('FailureFunction', 'FailureService'),
      ],
    ],
    passes: [[...FAILURE_TABLE, dependsOn('FailureFunction', 'FailureService', 'RecordTable')]],
  },
  'order-function-destination': {
    fails: [[...DESTINATION, dependsOn('WorkerFunction', 'WorkerService', 'RecordTable')]],
    passes: [
      [...DESTINATION, dependsOn('WorkerFunction', 'WorkerService', 'FailureFunction', 'RecordTable')],
    ],
  },
  'order-trigger-function': {
    fails: [[...TRIGGER, dependsOn('ObjectTrigger', 'TriggerRole')]],
    passes: [[...TRIGGER, dependsOn('ObjectTrigger', 'WorkerFunction', 'TriggerRole')]],
    also: ['wait-trigger'],
  },
  'order-trigger-role': {
    fails: [[...TRIGGER_ROLE, dependsOn('ObjectTrigger', 'WorkerFunction')]],
    passes: [[...TRIGGER_ROLE, dependsOn('ObjectTrigger', 'WorkerFunction', 'TriggerRole')]],
  },
  'order-trigger-policy': {
    fails: [[policyFor('TriggerRole')]],
    passes: [[policyFor('TriggerRole'), dependsOn('ObjectTrigger', 'WorkerFunction', 'MorePolicy')]],
  },
  'order-trigger-bucket': {
    fails: [[...BUCKET, dependsOn('ObjectTrigger', 'WorkerFunction')]],
    passes: [[...BUCKET, dependsOn('ObjectTrigger', 'WorkerFunction', 'SourceBucket')]],
    also: ['wait-trigger'],
  },
  'deletion-policy': {
    fails: each('Resources.SourceBucket.DeletionPolicy', 'Keep', 'Snapshot'),
    passes: each('Resources.SourceBucket.DeletionPolicy', 'Delete', 'Retain', undefined),
  },
  'deletion-home': {
    fails: [
      ...each('Resources.RecordTable.DeletionPolicy', 'Retain'),
      ...each('Resources.LogStore.DeletionPolicy', 'Retain'),
      ...each('Resources.ObjectTrigger.DeletionPolicy', 'Retain'),
    ],
    passes: [
      [
        ['Resources.RecordInstance.DeletionPolicy', 'Retain'],
        ['Resources.RecordTable.DeletionPolicy', 'Retain'],
      ],
      ...each('Resources.LogProject.DeletionPolicy', 'Retain'),
    ],
  },
  'deletion-table': {
    fails: each('Resources.RecordInstance.DeletionPolicy', 'Retain'),
    passes: [
      [
        ['Resources.RecordInstance.DeletionPolicy', 'Retain'],
        ['Resources.RecordTable.DeletionPolicy', 'Retain'],
      ],
    ],
  },
};

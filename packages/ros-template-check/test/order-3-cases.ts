import { ARN, type Case, type Change, each, POLICY } from './cases';
import { dependsOn, policyFor, TRIGGER_ROLE } from './order-cases';

const ON_FAILURE = 'WorkerEvents.DestinationConfig.OnFailure.Destination';
const TRIGGER_POLICY = 'TriggerRole.Policies.0.PolicyDocument.Statement.0';

/** By texts alone, which are no order. */
const NAMED: Change[] = [
  ['WorkerEvents.FunctionName', 'worker'],
  ['ObjectTrigger.FunctionName', 'worker'],
  [`${TRIGGER_POLICY}.Resource`, [ARN('fc', 'functions/worker'), ARN('fc', 'functions/worker/*')]],
];
const FAILURE_NAMED: Change[] = [
  [ON_FAILURE, ARN('fc', 'functions/record-failure')],
  [`${POLICY}.Statement.3.Resource`, [ARN('fc', 'functions/record-failure')]],
];
const LOGS_NAMED: Change[] = [
  ['LogProject.Name', 'logs'],
  ['FailureFunction.LogConfig', { Project: 'logs', Logstore: 'worker' }],
  [
    'FailureRole.Policies.0.PolicyDocument.Statement.2.Resource',
    [ARN('log', 'project/logs/logstore/worker')],
  ],
];
const ROLE_NAMED: Change[] = [
  ['FailureRole.RoleName', 'failure-role'],
  ['FailureFunction.Role', { 'Fn::Sub': 'acs:ram::${ALIYUN::TenantId}:role/failure-role' }],
];

/** Of the template for Function Compute 3. */
export const ORDER_3_CASES: Record<string, Case> = {
  'order-fc-role': {
    fails: [[...ROLE_NAMED, dependsOn('FailureFunction', 'LogIndex', 'RecordTable')]],
    passes: [[...ROLE_NAMED, dependsOn('FailureFunction', 'LogIndex', 'RecordTable', 'FailureRole')]],
    also: ['wait-fc'],
  },
  'order-fc-policy': {
    fails: [[policyFor('FailureRole')]],
    passes: [[policyFor('FailureRole'), dependsOn('FailureFunction', 'LogIndex', 'MorePolicy')]],
  },
  'order-fc-logs': {
    fails: [[...LOGS_NAMED, dependsOn('FailureFunction', 'FailureRole', 'RecordTable')]],
    passes: [[...LOGS_NAMED, dependsOn('FailureFunction', 'FailureRole', 'RecordTable', 'LogStore')]],
    also: ['order-fc-log-index', 'wait-fc'],
  },
  'order-fc-log-index': {
    fails: [[dependsOn('FailureFunction', 'FailureRole', 'RecordTable')]],
    passes: [[dependsOn('FailureFunction', 'LogIndex')]],
    also: ['wait-fc'],
  },
  'order-function-table': {
    fails: [
      [
        ['FailureFunction.EnvironmentVariables.TABLE_NAME', 'Records'],
        [
          'FailureRole.Policies.0.PolicyDocument.Statement.1.Resource',
          [ARN('ots', 'instance/${RecordInstance.InstanceName}/table/Records')],
        ],
        dependsOn('FailureFunction', 'FailureRole', 'LogIndex', 'WaitForFailureRole'),
      ],
    ],
    passes: [[dependsOn('FailureFunction', 'FailureRole', 'LogIndex', 'RecordTable')]],
  },
  'order-async-function': {
    fails: [[...NAMED, dependsOn('WorkerEvents', 'FailureFunction')]],
    passes: [[...NAMED, dependsOn('WorkerEvents', 'WorkerFunction', 'FailureFunction')]],
    also: ['order-trigger-function'],
  },
  'order-function-destination': {
    fails: [[...FAILURE_NAMED, dependsOn('WorkerEvents', 'WorkerFunction')]],
    passes: [[...FAILURE_NAMED, dependsOn('WorkerEvents', 'WorkerFunction', 'FailureFunction')]],
  },
  'order-trigger-async': {
    fails: [[dependsOn('ObjectTrigger', 'WorkerFunction', 'WaitForTriggerRole')]],
    passes: [[dependsOn('ObjectTrigger', 'WorkerEvents')]],
  },
  'order-trigger-function': {
    fails: [[...NAMED, dependsOn('ObjectTrigger', 'WaitForTriggerRole')]],
    passes: [[...NAMED, dependsOn('ObjectTrigger', 'WorkerFunction', 'TriggerRole')]],
    also: ['order-trigger-async'],
  },
  'order-trigger-role': {
    fails: [[...TRIGGER_ROLE, dependsOn('ObjectTrigger', 'WorkerEvents')]],
    passes: [[...TRIGGER_ROLE, dependsOn('ObjectTrigger', 'WorkerEvents', 'TriggerRole')]],
  },
  'order-trigger-policy': {
    fails: [[policyFor('TriggerRole')]],
    passes: [[policyFor('TriggerRole'), dependsOn('ObjectTrigger', 'WorkerEvents', 'MorePolicy')]],
  },
  'order-trigger-bucket': {
    fails: [
      [
        ['SourceBucket.BucketName', 'files-bucket'],
        ['ObjectTrigger.SourceArn', ARN('oss', 'files-bucket')],
        dependsOn('RecordInstance'),
        dependsOn('LogProject'),
        [`${POLICY}.Statement.0.Resource`, [ARN('oss', 'files-bucket/*')]],
        ['FailureRole.Policies.0.PolicyDocument.Statement.0.Resource', [ARN('oss', 'files-bucket/*')]],
        dependsOn('ObjectTrigger', 'WorkerEvents', 'WaitForTriggerRole'),
      ],
    ],
    passes: [[dependsOn('ObjectTrigger', 'WorkerEvents', 'SourceBucket')]],
  },
  'deletion-home': {
    fails: [
      ...each('Resources.ObjectTrigger.DeletionPolicy', 'Retain'),
      ...each('Resources.WorkerEvents.DeletionPolicy', 'Retain'),
    ],
    passes: each('Resources.WorkerFunction.DeletionPolicy', 'Retain'),
  },
};

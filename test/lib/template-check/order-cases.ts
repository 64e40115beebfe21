import { ARN, type Case, type Change, each } from './cases';

const dependsOn = (id: string, ...others: string[]): Change => [`Resources.${id}.DependsOn`, others];

/** The order by name alone: without references, which are an order themselves. */
const INSTANCE: Change[] = [
  ['MetadataInstance.InstanceName', 'media'],
  ['MetadataTable.InstanceName', 'media'],
];
const TABLE: Change[] = [
  ['MetadataIndex.InstanceName', { 'Fn::GetAtt': ['MetadataInstance', 'InstanceName'] }],
  ['MetadataIndex.TableName', 'MediaMetadata'],
];
const PROJECT: Change[] = [
  ['LogProject.Name', 'logs'],
  ['LogStore.ProjectName', 'logs'],
];
const STORE: Change[] = [['LogIndex.LogstoreName', 'extract']];
const FAILURE_ROLE: Change[] = [
  ['FailureRole.RoleName', 'failure-role'],
  ['FailureService.Role', { 'Fn::Sub': 'acs:ram::${ALIYUN::TenantId}:role/failure-role' }],
];
const FAILURE_SERVICE: Change[] = [
  ['FailureService.ServiceName', 'failure'],
  ['FailureFunction.ServiceName', 'failure'],
];
const FAILURE_TABLE: Change[] = [['FailureFunction.EnvironmentVariables.TABLE_NAME', 'MediaMetadata']];
const FAILURE_ARN = ARN('fc', 'services/failure/functions/record-failure');
const DESTINATION: Change[] = [
  ['FailureService.ServiceName', 'failure'],
  ['ServiceRole.Policies.0.PolicyDocument.Statement.3.Resource', [FAILURE_ARN]],
  ['ExtractFunction.AsyncConfiguration.Destination.OnFailure', FAILURE_ARN],
];
const TRIGGER: Change[] = [
  ['ObjectTrigger.FunctionName', 'extract'],
  [
    'TriggerRole.Policies.0.PolicyDocument.Statement.0.Resource',
    [
      ARN('fc', 'services/${ExtractService.ServiceName}/functions/extract'),
      ARN('fc', 'services/${ExtractService.ServiceName}.*/functions/extract'),
    ],
  ],
];
const TRIGGER_ROLE: Change[] = [
  ['TriggerRole.RoleName', 'trigger-role'],
  ['ObjectTrigger.InvocationRole', { 'Fn::Sub': 'acs:ram::${ALIYUN::TenantId}:role/trigger-role' }],
];
const BUCKET: Change[] = [
  ['SourceBucket.BucketName', 'media-bucket'],
  ['ObjectTrigger.SourceArn', ARN('oss', 'media-bucket')],
  ['ObjectTrigger.TriggerConfig.BucketName', 'media-bucket'],
  // The bucket also comes first through what the function and its logs wait for.
  dependsOn('MetadataInstance'),
  dependsOn('LogProject'),
  ['ServiceRole.Policies.0.PolicyDocument.Statement.0.Resource', [ARN('oss', 'media-bucket/*')]],
  ['FailureRole.Policies.0.PolicyDocument.Statement.0.Resource', [ARN('oss', 'media-bucket/*')]],
];

const policyFor = (role: string): Change => [
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

export const ORDER_CASES: Record<string, Case> = {
  'order-table-instance': {
    fails: [[...INSTANCE, dependsOn('MetadataTable')]],
    passes: [[...INSTANCE, dependsOn('MetadataTable', 'MetadataInstance')], [dependsOn('MetadataTable')]],
  },
  'order-search-index-table': {
    fails: [[...TABLE, dependsOn('MetadataIndex')]],
    passes: [[...TABLE, dependsOn('MetadataIndex', 'MetadataTable')]],
  },
  'order-logstore-project': {
    fails: [[...PROJECT, dependsOn('LogStore')]],
    passes: [[...PROJECT, dependsOn('LogStore', 'LogProject')]],
  },
  'order-index-logstore': {
    fails: [[...STORE, dependsOn('LogIndex')]],
    passes: [[...STORE, dependsOn('LogIndex', 'LogStore')]],
  },
  'order-service-role': {
    fails: [[...FAILURE_ROLE, dependsOn('FailureService', 'LogIndex')]],
    passes: [[...FAILURE_ROLE, dependsOn('FailureService', 'LogIndex', 'FailureRole')]],
  },
  'order-service-policy': {
    fails: [[policyFor('FailureRole')]],
    passes: [[policyFor('FailureRole'), dependsOn('FailureService', 'LogIndex', 'MorePolicy')]],
  },
  'order-service-logs': {
    fails: [[dependsOn('FailureService', 'FailureRole')]],
    passes: [[dependsOn('FailureService', 'LogIndex')]],
  },
  'order-function-service': {
    fails: [[...FAILURE_SERVICE, dependsOn('FailureFunction', 'MetadataTable')]],
    passes: [[...FAILURE_SERVICE, dependsOn('FailureFunction', 'FailureService', 'MetadataTable')]],
  },
  'order-function-table': {
    fails: [
      [
        ...FAILURE_TABLE,
        // Its role names the table, too.
        [
          'FailureRole.Policies.0.PolicyDocument.Statement.1.Resource',
          [ARN('ots', 'instance/${MetadataInstance.InstanceName}/table/MediaMetadata')],
        ],
        dependsOn('FailureFunction', 'FailureService'),
      ],
    ],
    passes: [[...FAILURE_TABLE, dependsOn('FailureFunction', 'FailureService', 'MetadataTable')]],
  },
  'order-function-destination': {
    fails: [[...DESTINATION, dependsOn('ExtractFunction', 'ExtractService', 'MetadataTable')]],
    passes: [
      [...DESTINATION, dependsOn('ExtractFunction', 'ExtractService', 'FailureFunction', 'MetadataTable')],
    ],
  },
  'order-trigger-function': {
    fails: [[...TRIGGER, dependsOn('ObjectTrigger', 'TriggerRole')]],
    passes: [[...TRIGGER, dependsOn('ObjectTrigger', 'ExtractFunction', 'TriggerRole')]],
  },
  'order-trigger-role': {
    fails: [[...TRIGGER_ROLE, dependsOn('ObjectTrigger', 'ExtractFunction')]],
    passes: [[...TRIGGER_ROLE, dependsOn('ObjectTrigger', 'ExtractFunction', 'TriggerRole')]],
  },
  'order-trigger-policy': {
    fails: [[policyFor('TriggerRole')]],
    passes: [[policyFor('TriggerRole'), dependsOn('ObjectTrigger', 'ExtractFunction', 'MorePolicy')]],
  },
  'order-trigger-bucket': {
    fails: [[...BUCKET, dependsOn('ObjectTrigger', 'ExtractFunction')]],
    passes: [[...BUCKET, dependsOn('ObjectTrigger', 'ExtractFunction', 'SourceBucket')]],
  },
  'deletion-policy': {
    fails: each('Resources.SourceBucket.DeletionPolicy', 'Keep', 'Snapshot'),
    passes: each('Resources.SourceBucket.DeletionPolicy', 'Delete', 'Retain', undefined),
  },
  'deletion-home': {
    fails: [
      ...each('Resources.MetadataTable.DeletionPolicy', 'Retain'),
      ...each('Resources.LogStore.DeletionPolicy', 'Retain'),
      ...each('Resources.ObjectTrigger.DeletionPolicy', 'Retain'),
    ],
    passes: [
      [
        ['Resources.MetadataInstance.DeletionPolicy', 'Retain'],
        ['Resources.MetadataTable.DeletionPolicy', 'Retain'],
      ],
      ...each('Resources.LogProject.DeletionPolicy', 'Retain'),
    ],
  },
  'deletion-table': {
    fails: each('Resources.MetadataInstance.DeletionPolicy', 'Retain'),
    passes: [
      [
        ['Resources.MetadataInstance.DeletionPolicy', 'Retain'],
        ['Resources.MetadataTable.DeletionPolicy', 'Retain'],
      ],
    ],
  },
};

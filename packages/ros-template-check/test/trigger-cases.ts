import { ARN, type Case, type Change, each } from './cases';

const FAILURE = 'services/${FailureService.ServiceName}/functions/${FailureFunction.FunctionName}';
const CONFIG = 'ObjectTrigger.TriggerConfig';
const EVENTS = `${CONFIG}.Events`;

/** Triggers beside the one that is there, which is without a filter here. */
const triggers = (count: number, key: (index: number) => Record<string, string>): Change[] =>
  Array.from({ length: count }, (_, index) => [
    `Resources.Trigger${index}`,
    {
      Type: 'ALIYUN::FC::Trigger',
      DependsOn: ['ObjectTrigger'],
      Properties: {
        ServiceName: { 'Fn::GetAtt': ['WorkerService', 'ServiceName'] },
        FunctionName: { 'Fn::GetAtt': ['WorkerFunction', 'FunctionName'] },
        TriggerName: `more-${index}`,
        TriggerType: 'oss',
        SourceArn: ARN('oss', '${SourceBucket.Name}'),
        InvocationRole: { 'Fn::GetAtt': ['TriggerRole', 'Arn'] },
        TriggerConfig: {
          BucketName: { 'Fn::GetAtt': ['SourceBucket', 'Name'] },
          Events: ['oss:ObjectCreated:PutObject'],
          Filter: { Key: key(index) },
        },
      },
    },
  ]);

const only = (prefix: string): Change => [`${CONFIG}.Filter.Key.Prefix`, prefix];

export const TRIGGER_CASES: Record<string, Case> = {
  'fc-trigger-name': {
    fails: each('ObjectTrigger.TriggerName', '1st', 'all objects'),
    passes: each('ObjectTrigger.TriggerName', 'all_objects-1'),
  },
  'fc-trigger-type': {
    fails: each('ObjectTrigger.TriggerType', 'OSS', 's3'),
    passes: each('ObjectTrigger.TriggerType', 'oss'),
  },
  'fc-trigger-function': {
    fails: each('ObjectTrigger.FunctionName', 'another'),
    passes: each('ObjectTrigger.FunctionName', 'worker'),
    also: ['fc-trigger-permission'],
  },
  'fc-trigger-events': {
    fails: each(
      EVENTS,
      ['ObjectCreated:PutObject'],
      ['oss:ObjectCreated:Put'],
      [],
      undefined,
      'oss:ObjectCreated:PutObject',
    ),
    passes: each(EVENTS, ['oss:ObjectCreated:PutSymlink']),
  },
  'fc-trigger-event-family': {
    fails: each(EVENTS, ['oss:ObjectCreated:*'], ['oss:ObjectCreated:PutObject', 'oss:ObjectRemoved:*']),
    passes: each(EVENTS, ['oss:ObjectRemoved:DeleteObject']),
  },
  'fc-trigger-config': {
    fails: [
      ...each(`${CONFIG}.events`, []),
      ...each(`${CONFIG}.Filter.key`, {}),
      ...each(`${CONFIG}.Filter.Key.prefix`, ''),
      ...each(`${CONFIG}.Enable`, true),
    ],
    passes: each(`${CONFIG}.Filter.Key`, { Prefix: 'a', Suffix: 'b' }),
  },
  'fc-trigger-filter': {
    fails: [
      ...each(`${CONFIG}.Filter.Key.Prefix`, 'a*', 7, '视'.repeat(342)),
      ...each(`${CONFIG}.Filter`, undefined, {}),
    ],
    passes: each(`${CONFIG}.Filter.Key.Prefix`, 'films/', '视'.repeat(341)),
  },
  'fc-trigger-source': {
    fails: each('ObjectTrigger.SourceArn', undefined, 'files', ARN('oss', '${SourceBucket}/*')),
    passes: each('ObjectTrigger.SourceArn', ARN('oss', '${SourceBucket.Name}')),
  },
  'fc-trigger-bucket': {
    fails: each(`${CONFIG}.BucketName`, 'another-bucket', undefined),
    passes: each(`${CONFIG}.BucketName`, { Ref: 'SourceBucket' }),
  },
  'fc-trigger-role': {
    fails: each('ObjectTrigger.InvocationRole', undefined, { Ref: 'TriggerRole' }),
    passes: each('ObjectTrigger.InvocationRole', { 'Fn::Sub': '${TriggerRole.Arn}' }),
  },
  'fc-trigger-role-trust': {
    fails: each('ObjectTrigger.InvocationRole', { 'Fn::GetAtt': ['WorkerRole', 'Arn'] }),
    passes: each('ObjectTrigger.InvocationRole', { 'Fn::GetAtt': ['TriggerRole', 'Arn'] }),
    also: ['fc-trigger-permission'],
  },
  'fc-trigger-permission': {
    fails: [
      ...each('TriggerRole.Policies.0.PolicyDocument.Statement.0.Action', ['fc:GetFunction']),
      ...each('TriggerRole.Policies.0.PolicyDocument.Statement.0.Resource.0', undefined),
      ...each('TriggerRole.Policies.0.PolicyDocument.Statement.0.Resource.1', undefined),
    ],
    passes: each('TriggerRole.Policies.0.PolicyDocument.Statement.0.Resource.+', ARN('fc', FAILURE)),
  },
  'fc-trigger-count': {
    fails: [[only('x/'), ...triggers(10, (index) => ({ Prefix: `${index}/` }))]],
    passes: [[only('x/'), ...triggers(9, (index) => ({ Prefix: `${index}/` }))]],
  },
  'fc-trigger-overlap': {
    fails: [
      triggers(1, () => ({ Prefix: 'films/' })),
      [only('films/new/'), ...triggers(1, () => ({ Prefix: 'films/' }))],
    ],
    passes: [
      [only('films/'), ...triggers(1, () => ({ Prefix: 'music/' }))],
      [[EVENTS, ['oss:ObjectCreated:PostObject']], ...triggers(1, () => ({ Prefix: '' }))],
    ],
  },
};

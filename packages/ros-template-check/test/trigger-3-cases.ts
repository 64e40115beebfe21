import { ARN, type Case, type Change, each } from './cases';
import { TRIGGER_CASES } from './trigger-cases';

const CONFIG = 'ObjectTrigger.TriggerConfig';
const TRIGGER_POLICY = 'TriggerRole.Policies.0.PolicyDocument.Statement.0';

/** Triggers beside the one that is there. */
const triggers = (count: number, key: (index: number) => Record<string, string>): Change[] =>
  Array.from({ length: count }, (_, index) => [
    `Resources.Trigger${index}`,
    {
      Type: 'ALIYUN::FC3::Trigger',
      DependsOn: ['ObjectTrigger'],
      Properties: {
        FunctionName: { 'Fn::GetAtt': ['WorkerFunction', 'FunctionName'] },
        TriggerName: `more-${index}`,
        TriggerType: 'oss',
        SourceArn: ARN('oss', '${SourceBucket.Name}'),
        InvocationRole: { 'Fn::GetAtt': ['TriggerRole', 'Arn'] },
        TriggerConfig: { events: ['oss:ObjectCreated:PutObject'], filter: { key: key(index) } },
      },
    },
  ]);

const only = (prefix: string): Change => [`${CONFIG}.filter.key.prefix`, prefix];

/** The cases of rules that hold for triggers of both generations in the same words. */
const shared = Object.fromEntries(
  ['fc-trigger-name', 'fc-trigger-type', 'fc-trigger-role'].map((id) => [id, TRIGGER_CASES[id]!]),
);

/** Of the triggers in the template for Function Compute 3. */
export const TRIGGER_3_CASES: Record<string, Case> = {
  ...shared,
  'fc3-trigger-function': {
    fails: each('ObjectTrigger.FunctionName', 'another'),
    passes: each('ObjectTrigger.FunctionName', 'worker'),
    also: ['fc3-trigger-permission'],
  },
  'fc-trigger-events': {
    fails: each(`${CONFIG}.events`, ['ObjectCreated:PutObject'], [], undefined),
    passes: each(`${CONFIG}.events`, ['oss:ObjectCreated:PutSymlink']),
  },
  'fc-trigger-event-family': {
    fails: each(`${CONFIG}.events`, ['oss:ObjectCreated:*']),
    passes: each(`${CONFIG}.events`, ['oss:ObjectRemoved:DeleteObject']),
  },
  'fc3-trigger-config': {
    fails: [
      ...each(`${CONFIG}.Events`, ['oss:ObjectCreated:PutObject']),
      ...each(`${CONFIG}.bucketName`, 'uploads'),
      ...each(`${CONFIG}.filter.Key`, {}),
      ...each(`${CONFIG}.filter.key.Prefix`, ''),
    ],
    passes: each(`${CONFIG}.filter.key`, { prefix: 'a', suffix: 'b' }),
  },
  'fc-trigger-filter': {
    fails: each(`${CONFIG}.filter.key.prefix`, 'a*', 7, '视'.repeat(342)),
    passes: each(`${CONFIG}.filter.key.prefix`, 'films/', '视'.repeat(341)),
  },
  'fc-trigger-source': {
    fails: each('ObjectTrigger.SourceArn', undefined, 'files', ARN('oss', '${SourceBucket}/*')),
    passes: each('ObjectTrigger.SourceArn', ARN('oss', '${SourceBucket.Name}')),
  },
  'fc-trigger-role-trust': {
    fails: each('ObjectTrigger.InvocationRole', { 'Fn::GetAtt': ['WorkerRole', 'Arn'] }),
    passes: each('ObjectTrigger.InvocationRole', { 'Fn::GetAtt': ['TriggerRole', 'Arn'] }),
    also: ['fc3-trigger-permission'],
  },
  'fc3-trigger-permission': {
    fails: [
      ...each(`${TRIGGER_POLICY}.Action`, ['fc:GetFunction']),
      ...each(`${TRIGGER_POLICY}.Resource.0`, undefined),
      ...each(`${TRIGGER_POLICY}.Resource.1`, undefined),
    ],
    passes: [
      [
        ['ObjectTrigger.Qualifier', undefined],
        [`${TRIGGER_POLICY}.Resource.1`, undefined],
      ],
      ...each(`${TRIGGER_POLICY}.Resource.1`, ARN('fc', 'functions/worker/LATEST')),
    ],
  },
  'fc-trigger-count': {
    fails: [[only('x/'), ...triggers(10, (index) => ({ prefix: `${index}/` }))]],
    passes: [[only('x/'), ...triggers(9, (index) => ({ prefix: `${index}/` }))]],
  },
  'fc-trigger-overlap': {
    fails: [
      triggers(1, () => ({ prefix: 'films/' })),
      [only('films/new/'), ...triggers(1, () => ({ prefix: 'films/' }))],
    ],
    passes: [[only('films/'), ...triggers(1, () => ({ prefix: 'music/' }))]],
  },
};

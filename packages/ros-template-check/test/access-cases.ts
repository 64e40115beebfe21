import { ARN, type Case, each, POLICY, statement } from './cases';

const TRUST = 'WorkerRole.AssumeRolePolicyDocument';
const STATEMENT = `${POLICY}.Statement.+`;
const statements = (...changes: Record<string, unknown>[]) =>
  each(STATEMENT, ...changes.map((change) => statement(change)));

const wide = (action: string, ...relatives: string[]) =>
  statements(
    ...relatives.map((relative) => ({ Action: action, Resource: ARN(action.split(':')[0]!, relative) })),
  );

export const ACCESS_CASES: Record<string, Case> = {
  'ram-role-name': {
    fails: each('TriggerRole.RoleName', 'two words', 'a_b', 'a'.repeat(65)),
    passes: each('TriggerRole.RoleName', 'a.b-c', 'a'.repeat(64)),
  },
  'ram-policy-name': {
    fails: [
      ...each('WorkerRole.Policies.0.PolicyName', 'two words', 'a'.repeat(129), '-a_'),
      ...each('Resources.Ann', {
        Type: 'ALIYUN::RAM::User',
        Properties: { UserName: 'ann', PolicyAttachments: {}, Policies: [{ PolicyName: 'two words' }] },
      }),
    ],
    passes: each('WorkerRole.Policies.0.PolicyName', 'a'.repeat(128), { 'Fn::Sub': 'a-${OssEndpoint}' }),
  },
  'ram-role-session': {
    fails: each('WorkerRole.MaxSessionDuration', 3_599, 43_201),
    passes: each('WorkerRole.MaxSessionDuration', 3_600, 43_200),
  },
  'ram-role-existing': {
    fails: [
      ...each('WorkerRole.IgnoreExisting', true, 'true'),
      ...each('WorkerRole.Policies.0.IgnoreExisting', true),
    ],
    passes: each('WorkerRole.IgnoreExisting', undefined, false),
  },
  'ram-role-description': {
    fails: each('WorkerRole.Description', 'x'.repeat(1_025)),
    passes: each('WorkerRole.Description', '说'.repeat(1_024)),
  },
  'ram-trust-action': {
    fails: each(`${TRUST}.Statement.0.Action`, 'sts:*', 'oss:GetObject', undefined),
    passes: each(`${TRUST}.Statement.0.Action`, ['sts:AssumeRole']),
  },
  'ram-trust-principal': {
    fails: each(`${TRUST}.Statement.+`, { Effect: 'Deny', Action: 'sts:AssumeRole' }),
    passes: each(`${TRUST}.Statement.+`, {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { RAM: [{ 'Fn::Sub': 'acs:ram::${ALIYUN::TenantId}:root' }] },
    }),
  },
  'ram-trust-anybody': {
    fails: each(`${TRUST}.Statement.0.Principal.RAM`, ['*'], 'acs:ram::*:root'),
    passes: each(`${TRUST}.Statement.0.Principal.RAM`, [{ 'Fn::Sub': 'acs:ram::${ALIYUN::TenantId}:root' }]),
  },
  'ram-trust-service': {
    fails: each(`${TRUST}.Statement.0.Principal.Service`, ['fc.aliyuncs.com', 'fc.amazonaws.com']),
    passes: each(`${TRUST}.Statement.0.Principal.Service`, ['fc.aliyuncs.com', 'log.aliyuncs.com']),
  },
  'policy-version': {
    fails: [...each(`${POLICY}.Version`, '9', '2012-10-17', undefined), ...each(`${TRUST}.Version`, '2')],
    passes: each(`${POLICY}.Version`, '1', 1),
  },
  'policy-statement': {
    fails: each('WorkerRole.Policies.+', {
      PolicyName: 'empty',
      PolicyDocument: { Version: '1', Statement: [] },
    }),
    passes: each('WorkerRole.Policies.+', {
      PolicyName: 'one',
      PolicyDocument: { Version: '1', Statement: [statement({})] },
    }),
  },
  'policy-effect': {
    fails: [...statements({ Effect: 'Maybe' }, { Effect: 'allow' }, { Effect: undefined })],
    passes: statements({ Effect: 'Deny', Action: ['oss:DeleteObject'] }),
  },
  'policy-size': {
    fails: statements({ Condition: { StringEquals: { 'oss:Prefix': ['x'.repeat(6_144)] } } }),
    passes: statements({ Condition: { StringEquals: { 'oss:Prefix': ['x'.repeat(4_000)] } } }),
  },
  'policy-elements': {
    fails: statements({ Action: undefined }, { Resource: undefined }),
    passes: statements({ Action: 'oss:GetObject' }),
  },
  'policy-action-wildcard': {
    fails: statements({ Action: ['oss:*'] }, { Action: '*' }, { Action: ['oss:Get?bject'] }),
    passes: statements({ Action: ['oss:GetObject'] }),
    also: ['policy-action-resource'],
  },
  'policy-action': {
    fails: statements(
      { Action: ['oss:HeadObject'] },
      { Action: ['oss:getobject'] },
      { Action: ['GetObject'] },
    ),
    passes: statements({ Action: ['oss:GetObjectTagging'] }),
    also: ['policy-action-resource'],
  },
  'policy-resource': {
    fails: statements({ Resource: ['files-bucket/*'] }, { Resource: 'everything' }),
    passes: statements({ Resource: ARN('oss', '${SourceBucket.Name}/films/*') }, { Resource: '*' }),
  },
  'policy-resource-everything': {
    fails: statements({ Resource: '*' }, { Resource: ['*'] }),
    passes: statements({ Resource: ARN('oss', '${SourceBucket.Name}/*') }),
  },
  'policy-resource-wide': {
    fails: [
      ...wide('oss:GetObject', '*', '*/films', 'files-*/x'),
      ...wide('ots:GetRow', 'instance/*', 'instance/${RecordInstance}/table/*', 'instance/*/table/*'),
      ...wide('log:PostLogStoreLogs', 'project/*/logstore/*', 'project/${LogProject}/logstore/*'),
      ...wide('fc:InvokeFunction', 'services/*/functions/*', 'services/${FailureService}/functions/*'),
    ],
    passes: [
      ...wide('oss:GetObject', '${SourceBucket}', '${SourceBucket}/*'),
      ...wide('ots:GetRow', 'instance/${RecordInstance}/table/${RecordTable.TableName}'),
    ],
    also: ['arn-exists'],
  },
  'policy-resource-region': {
    fails: statements({
      Action: 'ots:ListTable',
      Resource: { 'Fn::Sub': 'acs:ots:*:${ALIYUN::TenantId}:instance/${RecordInstance}' },
    }),
    passes: statements({ Action: 'ots:ListTable', Resource: ARN('ots', 'instance/${RecordInstance}') }),
  },
  'policy-resource-account': {
    fails: statements(
      { Resource: { 'Fn::Sub': 'acs:oss:*:*:${SourceBucket}/*' } },
      { Resource: { 'Fn::Sub': 'acs:oss:*::${SourceBucket}/*' } },
    ),
    passes: statements({ Resource: { 'Fn::Sub': 'acs:oss:*:${ALIYUN::TenantId}:${SourceBucket}/*' } }),
  },
  'policy-action-resource': {
    fails: statements({ Action: 'ots:GetRow' }),
    passes: statements({ Action: ['oss:GetObject', 'oss:PutObject'] }),
  },
  'arn-account': {
    fails: [
      ...statements({ Resource: { 'Fn::Sub': 'acs:oss:*:${ALIYUN::AccountId}:${SourceBucket}/*' } }),
      ...each('FailureService.Role', { 'Fn::Sub': 'acs:ram::${ALIYUN::AccountId}:role/${FailureRole}' }),
    ],
    passes: each('FailureService.Role', { 'Fn::Sub': 'acs:ram::${ALIYUN::TenantId}:role/${FailureRole}' }),
  },
  'arn-exists': {
    fails: [
      ...statements({ Resource: { 'Fn::Sub': 'acs:oss:*:${ALIYUN::TenantId}:another-bucket/*' } }),
      ...wide('ots:GetRow', 'instance/${RecordInstance}/table/Another', 'instance/other/table/Records'),
      ...wide('log:PostLogStoreLogs', 'project/${LogProject}/logstore/another'),
      ...wide('fc:InvokeFunction', 'services/${FailureService}/functions/another'),
      ...each('FailureService.Role', { 'Fn::Sub': 'acs:ram::${ALIYUN::TenantId}:role/another' }),
    ],
    passes: [
      ...statements({ Resource: ARN('oss', '${OssEndpoint}/*') }),
      ...wide('fc:InvokeFunction', 'services/${FailureService}.LATEST/functions/record-failure'),
      ...statements({ Resource: 'acs:oss:*:3333333333333333:theirs/*' }),
    ],
  },
  'arn-form': {
    fails: [
      ...each('WorkerFunction.EnvironmentVariables.ROLE', 'arn:aws:iam::1:role/x', 'acs:oss:x'),
      ...each('WorkerFunction.EnvironmentVariables.ROLE', 'acs:ram::me:role/x'),
    ],
    passes: each('WorkerFunction.EnvironmentVariables.ROLE', { 'Fn::GetAtt': ['WorkerRole', 'Arn'] }),
    also: ['arn-exists'],
  },
};

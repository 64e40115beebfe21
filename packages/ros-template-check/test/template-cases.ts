import { type Case, each } from './cases';

const many = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`N${index}`, value]));

/** Lists in lists. */
function nested(levels: number): unknown {
  let value: unknown[] = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}

const PROJECT = { Type: 'ALIYUN::SLS::Project', Properties: { Name: 'logs' } };
const OUTPUT = { Value: 'x' };
const TEXT = { Type: 'String' };

const DEFAULTS = {
  range: { Type: 'Number', MinValue: 1, MaxValue: 3 },
  length: { Type: 'String', MinLength: 2, MaxLength: 3 },
  values: { Type: 'String', AllowedValues: ['a', 'b'] },
  pattern: { Type: 'String', AllowedPattern: '^[a-z]+$' },
};

const withDefaults = (parameter: Record<string, unknown>, ...values: unknown[]) =>
  each('Parameters.P', ...values.map((value) => ({ ...parameter, Default: value })));

const PROPERTY = 'WorkerFunction.Description';

export const TEMPLATE_CASES: Record<string, Case> = {
  'template-depth': {
    fails: [...each(PROPERTY, nested(97)), ...each('Metadata', nested(100))],
    passes: [...each(PROPERTY, nested(96)), ...each('Metadata', nested(99))],
  },
  'template-prototype': {
    fails: each(PROPERTY, JSON.parse('{"__proto__":{"a":1}}')),
    passes: each('Metadata', { prototype: 1, constructor: 2 }),
  },
  'template-version': {
    fails: each('ROSTemplateFormatVersion', undefined, '2010-09-09'),
    passes: each('ROSTemplateFormatVersion', '2015-09-01'),
  },
  'template-section': {
    fails: each('Hooks', {}),
    passes: each('Mappings', {}),
  },
  'template-section-form': {
    fails: each('Parameters', []),
    passes: each('Metadata', {}),
    also: ['reference'],
  },
  'template-size': {
    fails: each('Metadata', { note: 'x'.repeat(524_288) }),
    passes: each('Metadata', { note: 'x'.repeat(400_000) }),
  },
  'template-empty': {
    fails: each('Resources', {}),
    passes: each('Resources', { Project: PROJECT }),
    also: ['reference'],
  },
  'template-resources': {
    fails: each('Resources.+', many(200, PROJECT)),
    passes: each('Resources.+', many(179, PROJECT)),
  },
  'template-parameters': {
    fails: each('Parameters.+', many(199, TEXT)),
    passes: each('Parameters.+', many(198, TEXT)),
  },
  'template-outputs': {
    fails: each('Outputs.+', many(200, OUTPUT)),
    passes: each('Outputs.+', many(180, OUTPUT)),
  },
  'logical-id': {
    fails: [...each('Resources.a/b', PROJECT), ...each(`Resources.${'a'.repeat(256)}`, PROJECT)],
    passes: [...each('Resources.1st', PROJECT), ...each('Resources.a b', PROJECT)],
  },
  'resource-key': {
    fails: each('Resources.SourceBucket.UpdatePolicy', {}),
    passes: each('Resources.SourceBucket.Metadata', {}),
  },
  'output-key': {
    fails: each('Outputs.BucketName.Export', {}),
    passes: each('Outputs.BucketName.Label', 'Bucket'),
  },
  'output-value': {
    fails: each('Outputs.BucketName.Value', undefined),
    passes: each('Outputs.BucketName.Value', 'x'),
  },
  'resource-type': {
    fails: [...each('Resources.Vm', { Type: 'AWS::EC2::Instance' }), ...each('Resources.Vm', {})],
    passes: [...each('Resources.More', PROJECT), ...each('Resources.Vm', { Type: 'ALIYUN::ECS::Instance' })],
  },
  'resource-type-unchecked': {
    fails: each('Resources.Vm', { Type: 'ALIYUN::ECS::Instance' }, { Type: 'DATASOURCE::VPC::Vpcs' }),
    passes: each('Resources.More', PROJECT),
  },
  'resource-property': {
    fails: [
      ...each('WorkerFunction.MemorySizeMB', 512),
      ...each('WorkerFunction.Code.OssKey', 'x'),
      ...each('RecordTable.PrimaryKey.0.Kind', 'STRING'),
      ...each('RecordIndex.FieldSchemas.3.Sort', true),
    ],
    passes: each('WorkerFunction.InstanceType', 'e1'),
  },
  'resource-property-missing': {
    fails: [
      ...each('LogIndex.FullTextIndex', undefined),
      ...each('ObjectTrigger.TriggerName', undefined, ''),
    ],
    passes: each('WorkerFunction.Description', undefined),
    also: ['fc-trigger-name'],
  },
  'parameter-key': {
    fails: each('Parameters.P', { ...TEXT, Pattern: 'a' }),
    passes: each('Parameters.P', { ...TEXT, NoEcho: true, Label: 'Name' }),
  },
  'parameter-name': {
    fails: each('Parameters.SourceBucket', TEXT),
    passes: each('Parameters.Source', TEXT),
  },
  'parameter-type': {
    fails: [...each('Parameters.P', { Type: 'Text' }, { Type: 'constructor' }), ...each('Parameters.P', {})],
    passes: each('Parameters.P', TEXT, { Type: 'CommaDelimitedList' }),
  },
  'parameter-pattern': {
    fails: each('Parameters.P', { ...TEXT, AllowedPattern: '([a-z' }),
    passes: each('Parameters.P', { ...TEXT, AllowedPattern: '([a-z])' }),
  },
  'parameter-default-type': {
    fails: [
      ...withDefaults({ Type: 'Number' }, 'many'),
      ...withDefaults({ Type: 'Boolean' }, 'perhaps'),
      ...withDefaults(TEXT, {}),
    ],
    passes: [
      ...withDefaults({ Type: 'Number' }, 1, '1'),
      ...withDefaults({ Type: 'Boolean' }, true, 'False'),
      ...withDefaults({ Type: 'Json' }, {}),
    ],
  },
  'parameter-default-pattern': {
    fails: [
      ...withDefaults(DEFAULTS.pattern, '', 'A'),
      ...withDefaults({ Type: 'String', AllowedPattern: '[a-z]+' }, 'a1', '1a'),
      // A million million steps and more.
      ...withDefaults({ Type: 'String', AllowedPattern: '(a+)+' }, `${'a'.repeat(60)}b`),
      ...each('Parameters.OssEndpoint.Default', 'oss-cn-hangzhou.aliyuncs.com'),
    ],
    passes: [
      ...withDefaults(DEFAULTS.pattern, 'a'),
      ...each('Parameters.OssEndpoint.Default', 'https://oss-cn-hangzhou.aliyuncs.com'),
    ],
  },
  'parameter-default-values': {
    fails: withDefaults(DEFAULTS.values, 'c'),
    passes: withDefaults(DEFAULTS.values, 'b'),
  },
  'parameter-default-length': {
    fails: withDefaults(DEFAULTS.length, 'a', 'abcd'),
    passes: withDefaults(DEFAULTS.length, 'ab', 'abc'),
  },
  'parameter-default-range': {
    fails: withDefaults(DEFAULTS.range, 0, 4),
    passes: withDefaults(DEFAULTS.range, 1, '3'),
  },
  reference: {
    fails: [
      ...each(
        PROPERTY,
        { Ref: 'Nothing' },
        { 'Fn::GetAtt': ['Nothing', 'Name'] },
        { 'Fn::Sub': '${Nothing}' },
      ),
      ...each('Outputs.BucketName.Value', { 'Fn::Join': ['', ['a', { Ref: 'Nothing' }]] }),
    ],
    passes: each(
      PROPERTY,
      { Ref: 'ALIYUN::StackName' },
      { Ref: 'OssEndpoint' },
      { 'Fn::Sub': '${!Nothing} ${SourceBucket}' },
      { 'Fn::Sub': ['${own}', { own: 'x' }] },
    ),
  },
  'reference-attribute': {
    fails: each(
      PROPERTY,
      { 'Fn::GetAtt': ['RecordInstance', 'VpcEndpoint'] },
      { 'Fn::Sub': '${SourceBucket.Url}' },
    ),
    passes: each(PROPERTY, { 'Fn::GetAtt': ['SourceBucket', 'DomainName'] }),
  },
  'reference-in-condition': {
    fails: each('Conditions.C', { 'Fn::Equals': [{ Ref: 'SourceBucket' }, 'a'] }),
    passes: each('Conditions.C', { 'Fn::Equals': [{ Ref: 'OssEndpoint' }, 'a'] }),
  },
  'condition-exists': {
    fails: [
      ...each(PROPERTY, { 'Fn::If': ['Never', 'a', 'b'] }),
      ...each('Resources.LogIndex.Condition', 'Never'),
      ...each('Conditions.C', { 'Fn::Not': ['Never'] }),
    ],
    passes: [
      ...each(PROPERTY, { 'Fn::If': ['OssEndpointIsDefault', 'a', { Ref: 'ALIYUN::NoValue' }] }),
      ...each('Conditions.C', {
        'Fn::Or': ['OssEndpointIsDefault', { Condition: 'TablestoreEndpointIsDefault' }],
      }),
    ],
  },
  'mapping-exists': {
    fails: each(PROPERTY, { 'Fn::FindInMap': ['Names', 'a', 'b'] }),
    passes: [
      [
        ['Mappings', { Names: { a: { b: 'c' } } }],
        [PROPERTY, { 'Fn::FindInMap': ['Names', 'a', 'b'] }],
      ],
    ],
  },
  'mapping-form': {
    fails: each('Mappings.M', 'a', { a: 'b' }, { a: { b: { Ref: 'OssEndpoint' } } }, { a: { b: [{}] } }),
    passes: each('Mappings.M', { a: { b: 'c', d: 1, e: ['f', 2], g: true } }),
  },
  'mapping-key': {
    fails: [
      [
        ['Mappings', { Names: { a: { b: 'c' } } }],
        [PROPERTY, { 'Fn::FindInMap': ['Names', 'a', 'c'] }],
      ],
      [
        ['Mappings', { Names: { a: { b: 'c' } } }],
        [PROPERTY, { 'Fn::FindInMap': ['Names', 'b', { Ref: 'OssEndpoint' }] }],
      ],
    ],
    passes: [
      [
        ['Mappings', { Names: { '1': { b: 'c' } } }],
        [PROPERTY, { 'Fn::FindInMap': ['Names', 1, { Ref: 'OssEndpoint' }] }],
      ],
      [
        ['Mappings', { Names: { a: { b: 'c' } } }],
        [PROPERTY, { 'Fn::FindInMap': ['Names', { Ref: 'ALIYUN::Region' }, 'c'] }],
      ],
    ],
  },
  'condition-form': {
    fails: each('Conditions.C', 1, [], { 'Fn::Join': ['', ['true']] }, { Ref: 'OssEndpoint' }, {}),
    passes: each('Conditions.C', true, { 'Fn::Equals': [1, 2] }, { Condition: 'OssEndpointIsDefault' }),
  },
  'condition-cycle': {
    fails: [
      ...each('Conditions.C', { 'Fn::Not': ['C'] }),
      [
        ['Conditions.C', { 'Fn::Not': ['D'] }],
        ['Conditions.D', { 'Fn::And': ['OssEndpointIsDefault', { Condition: 'C' }] }],
      ],
    ],
    passes: [
      [
        ['Conditions.C', { 'Fn::Not': ['D'] }],
        ['Conditions.D', { 'Fn::Not': ['OssEndpointIsDefault'] }],
      ],
    ],
  },
  function: {
    fails: each(PROPERTY, { 'Fn::Concat': ['a', 'b'] }),
    passes: each(PROPERTY, { 'Fn::Replace': [{ a: 'b' }, 'a'] }),
  },
  'function-arguments': {
    fails: each(
      PROPERTY,
      { 'Fn::Join': ['a'] },
      { 'Fn::GetAtt': 'SourceBucket.Name' },
      { 'Fn::If': ['OssEndpointIsDefault', 'a'] },
      { 'Fn::Sub': 1 },
      { 'Fn::Sub': '${}' },
      { 'Fn::Equals': ['a', 'b'] },
    ),
    passes: each(PROPERTY, { 'Fn::Join': ['', ['a', 'b']] }, { 'Fn::Select': [0, ['a']] }),
  },
  'depends-on': {
    fails: each('Resources.LogIndex.DependsOn', ['LogStore', 'Nothing'], 'Nothing'),
    passes: each('Resources.LogIndex.DependsOn', 'LogStore'),
  },
  cycle: {
    fails: [
      ...each('Resources.SourceBucket.DependsOn', ['ObjectTrigger']),
      ...each('WorkerRole.Description', { 'Fn::GetAtt': ['WorkerService', 'ServiceId'] }),
    ],
    passes: each('WorkerService.Description', { 'Fn::GetAtt': ['WorkerRole', 'RoleId'] }),
  },
};

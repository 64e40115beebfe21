import { type Case, each } from './cases';

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

export const PARAMETER_CASES: Record<string, Case> = {
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
};

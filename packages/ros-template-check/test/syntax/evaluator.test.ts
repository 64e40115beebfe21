import { evaluatorOf } from '../../src/evaluator-of';
import {
  Evaluator,
  type Fault,
  FUNCTIONS,
  isEvaluated,
  isKnown,
  placeholder,
  readable,
  readTemplate,
  type Scope,
} from '../../src/syntax';

const template = readTemplate({
  Parameters: { Preset: { Type: 'String', Default: 'preset' }, Open: { Type: 'String' } },
  Mappings: { Sizes: { small: { memory: 128 } } },
  Conditions: {},
  Resources: {
    Bucket: { Type: 'ALIYUN::OSS::Bucket', Properties: { BucketName: { 'Fn::Sub': 'files-${Open}' } } },
    Role: { Type: 'ALIYUN::RAM::Role', Properties: { RoleName: { Ref: 'Preset' } } },
    Loop: { Type: 'ALIYUN::RAM::Role', Properties: { RoleName: { Ref: 'Loop' } } },
    Left: { Type: 'ALIYUN::OSS::Bucket', Condition: 'No', Properties: { BucketName: 'left' } },
  },
});

const OUTCOME = new Map([
  ['Yes', true],
  ['No', false],
]);

describe('before a deployment', () => {
  const evaluate = (value: unknown) => evaluatorOf(template, OUTCOME).evaluate(value);

  it.each([
    [{ Ref: 'Preset' }, 'preset'],
    [{ Ref: 'Open' }, '${Open}'],
    [{ Ref: 'Bucket' }, 'files-${Open}'],
    [{ Ref: 'Nothing' }, '${Nothing}'],
    [{ Ref: 'Left' }, '${Left}'],
    [{ 'Fn::GetAtt': ['Bucket', 'Name'] }, 'files-${Open}'],
    [{ 'Fn::GetAtt': ['Bucket', 'DomainName'] }, '${Bucket.DomainName}'],
    [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'acs:ram::1111111111111111:role/preset'],
    [{ Ref: 'Loop' }, '${Loop}'],
    [{ 'Fn::Sub': '${Preset} ${!Preset} ${ Role.RoleName }' }, 'preset ${Preset} preset'],
    [{ 'Fn::Sub': ['${own}', { own: { Ref: 'Preset' } }] }, 'preset'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Preset' }, 1]] }, 'a-preset-1'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Open' }]] }, 'a-${Open}'],
    [{ 'Fn::Join': ['-', { 'Fn::Split': ['.', { Ref: 'Open' }] }] }, expect.stringMatching(/^\$\{Fn::Join /)],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b'] }] }, 'b'],
    [{ 'Fn::Select': [0, ['a', { Ref: 'Open' }]] }, 'a'],
    [{ 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 128],
    [{ 'Fn::FindInMap': ['Sizes', 'toString', 'memory'] }, expect.stringMatching(/^\$\{Fn::FindInMap /)],
    [{ 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
    [{ 'Fn::If': ['No', 'a', 'b'] }, 'b'],
    [{ a: { Ref: 'ALIYUN::NoValue' }, b: [{ Ref: 'ALIYUN::NoValue' }, 1] }, { b: [1] }],
    [{ 'Fn::Calculate': ['1+1', 0, []] }, expect.stringMatching(/^\$\{Fn::Calculate /)],
  ])('gives %j as far as it is known', (value, expected) => {
    expect(readable(evaluate(value))).toEqual(expected);
  });

  it('knows what it does not know, at any depth', () => {
    expect(isKnown(evaluate({ a: ['x', { Ref: 'Preset' }] }))).toBe(true);
    expect(isKnown(evaluate({ a: ['x', { 'Fn::Join': ['', ['y', { Ref: 'Open' }]] }] }))).toBe(false);
    expect(isKnown(evaluate({ 'Fn::Split': ['-', { Ref: 'Open' }] }))).toBe(false);
  });
});

describe('in a deployment', () => {
  class Refused extends Error {
    constructor(readonly fault: Fault) {
      super(fault.rule);
    }
  }
  const scope: Scope = {
    parameter: (name) => ({ Name: { value: 'n' }, None: { value: undefined } })[name],
    resource: (id) =>
      id === 'Made' ? { reference: 'made-1', attribute: (name) => `made-1.${name}` } : undefined,
    condition: (name) => name === 'Yes',
    mappings: { Sizes: { small: { memory: 128 } } },
    fault: (fault) => {
      throw new Refused(fault);
    },
  };
  const evaluate = (value: unknown) => new Evaluator(scope).evaluate(value, 'Properties.A');

  it.each([
    [{ Ref: 'Made' }, 'made-1'],
    [{ Ref: 'None' }, undefined],
    [{ 'Fn::GetAtt': ['Made', 'Arn'] }, 'made-1.Arn'],
    [{ 'Fn::Sub': '${Name}/${Made.Arn}/${None}' }, 'n/made-1.Arn/'],
    [{ 'Fn::Select': ['-1', ['a', 'b']] }, 'b'],
    [{ 'Fn::Select': ['0:2', ['a', 'b', 'c']] }, ['a', 'b']],
    [{ 'Fn::Select': ['1::-1', ['a', 'b', 'c']] }, ['b', 'a']],
    [{ 'Fn::Select': ['key', { key: 'value' }] }, 'value'],
    [{ 'Fn::Select': ['5', ['a'], 'otherwise'] }, 'otherwise'],
    [{ 'Fn::Select': ['5', ['a']] }, ''],
    [{ 'Fn::Select': [1, 'a, b'] }, 'b'],
    [{ 'Fn::Replace': [{ a: '$&' }, 'banana'] }, 'b$&n$&n$&'],
    [{ 'Fn::Str': 7 }, '7'],
    [{ 'Fn::Base64Decode': { 'Fn::Base64Encode': '视' } }, '视'],
    [{ 'Fn::ListMerge': [['a'], ['b', { Ref: 'None' }]] }, ['a', 'b']],
    [{ 'Fn::GetJsonValue': ['a', '{"a":1}'] }, 1],
    [{ 'Fn::Length': ['a', 'b'] }, 2],
    [{ 'Fn::Max': [1, 3, 2] }, 3],
    [{ 'Fn::Min': [2, 1, 3] }, 1],
    [
      {
        'Fn::Equals': [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      },
      true,
    ],
    [{ 'Fn::If': ['Yes', 'a', { 'Fn::GetAtt': ['Gone', 'Arn'] }] }, 'a'],
  ])('gives %j', (value, expected) => {
    expect(evaluate(value)).toEqual(expected);
  });

  it.each([
    [{ 'Fn::GetAtt': ['Gone', 'Arn'] }, 'resource', 'Fn::GetAtt', 'Gone.Arn'],
    [{ 'Fn::FindInMap': ['Sizes', 'large', 'memory'] }, 'key', 'Fn::FindInMap', expect.any(String)],
    [{ 'Fn::Join': ['-'] }, 'arguments', 'Fn::Join', expect.any(String)],
    [{ 'Fn::Join': ['-', [{}]] }, 'arguments', 'Fn::Join', expect.any(String)],
    [{ 'Fn::Sub': '${}' }, 'arguments', 'Fn::Sub', expect.any(String)],
    [{ 'Fn::Sub': ['${a}', { a: ['list'] }] }, 'arguments', 'Fn::Sub', expect.any(String)],
    [{ 'Fn::Select': ['x', ['a']] }, 'arguments', 'Fn::Select', expect.any(String)],
    [{ 'Fn::Max': ['1'] }, 'arguments', 'Fn::Max', expect.any(String)],
    [{ 'Fn::GetJsonValue': ['a', '{'] }, 'arguments', 'Fn::GetJsonValue', expect.any(String)],
    [{ 'Fn::Jq': ['First', '.', {}] }, 'arguments', 'Fn::Jq', expect.any(String)],
    [{ 'Fn::Concat': ['a'] }, 'arguments', 'Fn::Concat', expect.any(String)],
  ])('hands over the fault of %j, with its place', (value, kind, name, asked) => {
    let fault: Fault | undefined;
    try {
      evaluate({ x: value });
    } catch (error) {
      fault = (error as Refused).fault;
    }
    expect(fault).toEqual({
      kind,
      path: `Properties.A.x.${name}`,
      rule: expect.stringMatching(/^must /),
      asked,
    });
  });

  it('waits for what is not known yet, and counts it', () => {
    const open: Scope = {
      ...scope,
      resource: () => ({ reference: placeholder('R'), attribute: placeholder }),
    };
    const early = (value: unknown) => new Evaluator(open).evaluate(value);

    expect(isKnown(early({ 'Fn::Base64Encode': { Ref: 'R' } }))).toBe(false);
    expect(readable(early({ 'Fn::ListMerge': [['a'], [{ Ref: 'R' }]] }))).toEqual(['a', '${R}']);
  });
});

it('says of each function what it takes, and whether it is evaluated', () => {
  for (const { takes } of FUNCTIONS.values()) expect(takes).not.toBe('');
  expect(['Ref', 'Fn::Sub', 'Fn::Join', 'Fn::If', 'Fn::Jq', 'Fn::Concat'].filter(isEvaluated)).toEqual([
    'Ref',
    'Fn::Sub',
    'Fn::Join',
    'Fn::If',
  ]);
});

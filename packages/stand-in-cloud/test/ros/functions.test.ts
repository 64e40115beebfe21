import { ACCOUNT, CALLER, evaluate, findings, item, STACK_ID, template } from './shelf';

const out = (Value: unknown, sections = {}) =>
  template({ A: item('a') }, { ...sections, Outputs: { Out: { Value } } });

describe('functions', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref of a resource', { Ref: 'A' }, 'id-a'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['A', 'Url'] }, 'shelf://a'],
    ['Fn::GetAtt of a number', { 'Fn::GetAtt': ['A', 'Size'] }, 3],
    ['Fn::Join', { 'Fn::Join': ['-', ['x', { Ref: 'A' }, 1]] }, 'x-id-a-1'],
    ['Fn::Join of nothing', { 'Fn::Join': ['-', []] }, ''],
    ['Fn::Sub', { 'Fn::Sub': 'a ${A} b ${A.Url} c ${ALIYUN::Region}' }, 'a id-a b shelf://a c cn-hangzhou'],
    ['Fn::Sub with a literal', { 'Fn::Sub': '${!A} ${A}' }, '${A} id-a'],
    [
      'Fn::Sub with variables',
      { 'Fn::Sub': ['${x}/${A}', { x: { 'Fn::GetAtt': ['A', 'Name'] } }] },
      'a/id-a',
    ],
    ['Fn::Sub with a variable that hides a resource', { 'Fn::Sub': ['${A}', { A: 'mine' }] }, 'mine'],
    ['Fn::Select by number', { 'Fn::Select': [1, ['x', 'y']] }, 'y'],
    ['Fn::Select by text', { 'Fn::Select': ['1', ['x', 'y']] }, 'y'],
    ['Fn::Select from the end', { 'Fn::Select': ['-1', ['x', 'y']] }, 'y'],
    ['Fn::Select beyond the end', { 'Fn::Select': ['2', ['x', 'y']] }, ''],
    ['Fn::Select of a range', { 'Fn::Select': ['1:3', [1, 2, 3, 4, 5]] }, [2, 3]],
    ['Fn::Select of every other', { 'Fn::Select': ['::2', [1, 2, 3, 4, 5]] }, [1, 3, 5]],
    ['Fn::Select backwards', { 'Fn::Select': ['5:0:-2', [1, 2, 3, 4, 5]] }, [5, 3]],
    ['Fn::Select by key', { 'Fn::Select': ['k', { k: 'v' }] }, 'v'],
    ['Fn::Select by an absent key', { 'Fn::Select': ['z', { k: 'v' }] }, ''],
    ['Fn::Select beyond the end with a default', { 'Fn::Select': ['2', ['x', 'y'], 'd'] }, 'd'],
    ['Fn::Select by an absent key with a default', { 'Fn::Select': ['z', { k: 'v' }, 'd'] }, 'd'],
    ['Fn::Select of a comma-delimited text', { 'Fn::Select': ['1', 'x, y'] }, 'y'],
    ['Fn::Split', { 'Fn::Split': [';', 'a; b'] }, ['a', ' b']],
    [
      'Fn::Select of Fn::Split',
      { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'ALIYUN::StackId' }] }] },
      '4a6c9851',
    ],
    ['Fn::Replace', { 'Fn::Replace': [{ print: 'echo' }, 'print print'] }, 'echo echo'],
    ['Fn::Str', { 'Fn::Str': 12 }, '12'],
    ['Fn::Base64Encode', { 'Fn::Base64Encode': 'string to encode' }, 'c3RyaW5nIHRvIGVuY29kZQ=='],
    ['Fn::Base64Decode', { 'Fn::Base64Decode': 'c3RyaW5nIHRvIGVuY29kZQ==' }, 'string to encode'],
    ['Fn::ListMerge', { 'Fn::ListMerge': [['a'], ['b', 'c']] }, ['a', 'b', 'c']],
    ['Fn::GetJsonValue', { 'Fn::GetJsonValue': ['k', '{"k":7}'] }, 7],
    ['Fn::Length', { 'Fn::Length': ['a', 'b'] }, 2],
    ['Fn::Max', { 'Fn::Max': [1, 3, 2] }, 3],
    ['Fn::Min', { 'Fn::Min': [2, 1, 3] }, 1],
    ['the account', { Ref: 'ALIYUN::TenantId' }, ACCOUNT],
    ['who deploys', { Ref: 'ALIYUN::AccountId' }, CALLER],
    [
      'the stack',
      { 'Fn::Join': [' ', [{ Ref: 'ALIYUN::StackId' }, { Ref: 'ALIYUN::StackName' }]] },
      `${STACK_ID} test`,
    ],
    ['the resource group', { Ref: 'ALIYUN::ResourceGroupId' }, 'rg-test'],
    ['ALIYUN::NoValue in a list', ['a', { Ref: 'ALIYUN::NoValue' }], ['a']],
    ['ALIYUN::NoValue under a key', { a: 1, b: { Ref: 'ALIYUN::NoValue' } }, { a: 1 }],
  ])('%s', async (_, value, expected) => {
    expect(await evaluate(value)).toEqual(expected);
  });

  it('finds in maps', async () => {
    const Mappings = { M: { 'cn-hangzhou': { '64': 'image', list: ['a', 'b'] } } };
    const find = (key: string) => ({ 'Fn::FindInMap': ['M', { Ref: 'ALIYUN::Region' }, key] });
    expect(await evaluate([find('64'), find('list')], { Mappings })).toEqual(['image', ['a', 'b']]);
    expect(findings(out(find('32'), { Mappings }))).toEqual([
      'StackValidationFailed Outputs.Out.Value.Fn::FindInMap: must be keys that the mapping has: M has no cn-hangzhou.32',
    ]);
    expect(findings(out(find('toString'), { Mappings }))).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    [
      'a function that is not known',
      { a: [{ 'Fn::Cidr': 'x' }] },
      'InvalidSchema Outputs.Out.Value.a.0.Fn::Cidr: the function Fn::Cidr is not known here',
    ],
    [
      'a function beside other keys',
      { 'Fn::Join': ['', []], x: 1 },
      'InvalidSchema Outputs.Out.Value.Fn::Join: must stand alone in its object',
    ],
    [
      'Ref of a list',
      { Ref: ['A'] },
      'InvalidSchema Outputs.Out.Value.Ref: must take the name of a parameter or a resource',
    ],
    [
      'GetAtt in one text',
      { 'Fn::GetAtt': 'A.Url' },
      'InvalidSchema Outputs.Out.Value.Fn::GetAtt: must take a list of a resource and an attribute',
    ],
    [
      'Sub without its map',
      { 'Fn::Sub': ['${A}'] },
      'InvalidSchema Outputs.Out.Value.Fn::Sub: must take a text, or a list of a text and variables',
    ],
    [
      'Sub that names nothing',
      { 'Fn::Sub': '${}' },
      "InvalidSchema Outputs.Out.Value.Fn::Sub: must name something in '${}'",
    ],
    [
      'Join of a text',
      { 'Fn::Join': ['-', 'abc'] },
      'InvalidSchema Outputs.Out.Value.Fn::Join: must take a delimiter and a list',
    ],
    [
      'Split without a delimiter',
      { 'Fn::Split': ['', 'abc'] },
      'InvalidSchema Outputs.Out.Value.Fn::Split: must take a delimiter and a text',
    ],
    [
      'Select with a bad index',
      { 'Fn::Select': ['first', ['a']] },
      "StackValidationFailed Outputs.Out.Value.Fn::Select: must take a whole number as an index, not 'first'",
    ],
    [
      'Select with four arguments',
      { 'Fn::Select': ['0', ['a'], 'b', 'c'] },
      'InvalidSchema Outputs.Out.Value.Fn::Select: must take an index and a list',
    ],
    [
      'If with two arguments',
      { 'Fn::If': ['C', 1] },
      'InvalidSchema Outputs.Out.Value.Fn::If: must take a condition and two values',
    ],
    [
      'And outside Conditions',
      { 'Fn::And': [true, true] },
      'InvalidSchema Outputs.Out.Value.Fn::And: must stand in the Conditions section',
    ],
    [
      'an unknown name',
      { Ref: 'B' },
      'InvalidTemplateReference Outputs.Out.Value.Ref: refers to "B", which the template does not have',
    ],
    [
      'an unknown name within Sub',
      { 'Fn::Sub': 'x${B.Url}' },
      'InvalidTemplateReference Outputs.Out.Value.Fn::Sub: refers to "B", which the template does not have',
    ],
    [
      'an unknown pseudo parameter',
      { Ref: 'ALIYUN::Index' },
      'InvalidTemplateReference Outputs.Out.Value.Ref: refers to "ALIYUN::Index", which the template does not have',
    ],
    [
      'an unknown attribute',
      { 'Fn::GetAtt': ['A', 'Color'] },
      'InvalidTemplateAttribute Outputs.Out.Value.Fn::GetAtt: TEST::Shelf::Item has no attribute Color, only Name, Size, Url',
    ],
    [
      'an unknown mapping',
      { 'Fn::FindInMap': ['M', 'a', 'b'] },
      'InvalidTemplateReference Outputs.Out.Value.Fn::FindInMap: refers to "M", which the template does not have',
    ],
    [
      'an unknown condition',
      { 'Fn::If': ['C', 1, 2] },
      'InvalidTemplateReference Outputs.Out.Value.Fn::If: refers to "C", which the template does not have',
    ],
  ])('refuses %s', (_, value, expected) => {
    expect(findings(out(value))).toContain(expected);
  });

  it('refuses a fault in a branch that is not taken', () => {
    const body = out({ 'Fn::If': ['C', 1, { Ref: 'B' }] }, { Conditions: { C: { 'Fn::Equals': [1, 1] } } });
    expect(findings(body)).toEqual([
      'InvalidTemplateReference Outputs.Out.Value.Fn::If.2.Ref: refers to "B", which the template does not have',
    ]);
  });
});

describe('conditions', () => {
  const Parameters = { Env: { Type: 'String', Default: 'pre' } };
  const isEnv = (name: string) => ({ 'Fn::Equals': [name, { Ref: 'Env' }] });

  it.each<[string, unknown, boolean]>([
    ['Fn::Equals', isEnv('pre'), true],
    ['Fn::Not of a call', { 'Fn::Not': isEnv('pre') }, false],
    ['Fn::Not of a list', { 'Fn::Not': [isEnv('prod')] }, true],
    ['Fn::And of names and calls', { 'Fn::And': ['Pre', isEnv('pre')] }, true],
    ['Fn::And with one that fails', { 'Fn::And': ['Pre', isEnv('prod')] }, false],
    ['Fn::Or', { 'Fn::Or': [isEnv('prod'), { Condition: 'Pre' }] }, true],
    ['Fn::Or of none', { 'Fn::Or': [isEnv('a'), isEnv('b')] }, false],
  ])('%s', async (_, condition, expected) => {
    const Conditions = { Pre: isEnv('pre'), C: condition };
    expect(await evaluate({ 'Fn::If': ['C', true, false] }, { Parameters, Conditions })).toBe(expected);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'another function',
      { C: { 'Fn::Join': ['', []] } },
      'InvalidSchema Conditions.C: must be made of Fn::Equals, Fn::And, Fn::Or, Fn::Not',
    ],
    [
      'a single condition under And',
      { C: { 'Fn::And': [isEnv('a')] } },
      'InvalidSchema Conditions.C.Fn::And: must take at least two conditions',
    ],
    [
      'two conditions under Not',
      { C: { 'Fn::Not': [isEnv('a'), isEnv('b')] } },
      'InvalidSchema Conditions.C.Fn::Not: must take one condition',
    ],
    [
      'one value under Equals, although nothing uses the condition',
      { C: { 'Fn::Equals': ['a'] } },
      'InvalidSchema Conditions.C.Fn::Equals: must take two values',
    ],
    [
      'a name that is not there',
      { C: { 'Fn::Not': 'D' } },
      'InvalidTemplateReference Conditions.C.Fn::Not: refers to "D", which the template does not have',
    ],
    [
      'a resource',
      { C: { 'Fn::Equals': ['a', { Ref: 'A' }] } },
      'StackValidationFailed Conditions.C.Fn::Equals.1.Ref: a condition must not refer to the resource A',
    ],
    [
      'a cycle',
      { C: { 'Fn::Not': 'D' }, D: { 'Fn::Not': 'C' } },
      'CircularDependency Conditions: C needs D needs C',
    ],
  ])('refuse %s', (_, Conditions, expected) => {
    expect(findings(template({ A: item('a') }, { Parameters, Conditions }))).toContain(expected);
  });
});

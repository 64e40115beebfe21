import { worldsOf } from '../syntax/condition-outcomes';
import { Resolver } from '../syntax/evaluator';
import { Dependencies } from '../syntax/graph';
import { isKnown, readable } from '../syntax/placeholder';
import { readTemplate } from '../syntax/template';

const template = readTemplate({
  Parameters: { Preset: { Type: 'String', Default: 'preset' }, Open: { Type: 'String' } },
  Mappings: { Sizes: { small: { memory: 128 } } },
  Conditions: {},
  Resources: {
    Bucket: { Type: 'ALIYUN::OSS::Bucket', Properties: { BucketName: { 'Fn::Sub': 'files-${Open}' } } },
    Role: { Type: 'ALIYUN::RAM::Role', Properties: { RoleName: { Ref: 'Preset' } } },
    Loop: { Type: 'ALIYUN::RAM::Role', Properties: { RoleName: { Ref: 'Loop' } } },
  },
});

const resolve = (value: unknown) =>
  new Resolver(
    template,
    new Map([
      ['Yes', true],
      ['No', false],
    ]),
  ).resolve(value);

it.each([
  [{ Ref: 'Preset' }, 'preset'],
  [{ Ref: 'Open' }, '${Open}'],
  [{ Ref: 'Bucket' }, 'files-${Open}'],
  [{ 'Fn::GetAtt': ['Bucket', 'Name'] }, 'files-${Open}'],
  [{ 'Fn::GetAtt': ['Bucket', 'DomainName'] }, '${Bucket.DomainName}'],
  [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'acs:ram::1111111111111111:role/preset'],
  [{ Ref: 'Loop' }, '${Loop}'],
  [{ 'Fn::Sub': '${Preset} ${!Preset} ${Role.RoleName}' }, 'preset ${Preset} preset'],
  [{ 'Fn::Sub': ['${own}', { own: { Ref: 'Preset' } }] }, 'preset'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Preset' }, 1]] }, 'a-preset-1'],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b'] }] }, 'b'],
  [{ 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 128],
  [{ 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
  [{ 'Fn::If': ['No', 'a', 'b'] }, 'b'],
  [{ a: { Ref: 'ALIYUN::NoValue' }, b: [{ Ref: 'ALIYUN::NoValue' }, 1] }, { b: [1] }],
])('resolves %j', (value, expected) => {
  expect(readable(resolve(value))).toEqual(expected);
});

it('knows what it does not know, at any depth', () => {
  expect(isKnown(resolve({ a: ['x', { Ref: 'Preset' }] }))).toBe(true);
  expect(isKnown(resolve({ a: ['x', { 'Fn::Join': ['', ['y', { Ref: 'Open' }]] }] }))).toBe(false);
  expect(isKnown(resolve({ 'Fn::Split': ['-', { Ref: 'Open' }] }))).toBe(false);
});

describe('worlds', () => {
  const is = (name: string) => ({ 'Fn::Equals': [{ Ref: name }, 'yes'] });
  const seen = (conditions: Record<string, unknown>) =>
    worldsOf(conditions).map((world) => Object.fromEntries(world));

  it('are one where nothing is conditional', () => {
    expect(seen({})).toEqual([{}]);
  });

  it('are every way in which comparisons come out, and never one that contradicts itself', () => {
    expect(
      seen({ A: is('x'), B: { 'Fn::Not': ['A'] }, C: { 'Fn::And': [{ Condition: 'A' }, is('y')] } }),
    ).toEqual([
      { A: false, B: true, C: false },
      { A: false, B: true, C: false },
      { A: true, B: false, C: false },
      { A: true, B: false, C: true },
    ]);
  });

  it('stay few for many comparisons', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`C${index}`, is(`p${index}`)]));

    expect(worldsOf(many)).toHaveLength(22);
  });

  it('end for conditions that name each other', () => {
    expect(seen({ A: { 'Fn::Not': ['B'] }, B: { 'Fn::Not': ['A'] } })).toHaveLength(1);
  });
});

describe('dependencies', () => {
  const dependencies = new Dependencies(
    readTemplate({
      Resources: {
        A: {},
        B: { DependsOn: 'A' },
        C: { Properties: { x: [{ 'Fn::Sub': '${B.Name}' }] } },
        D: { DependsOn: ['E'] },
        E: { Properties: { Ref: 'D' } },
      },
    }),
  );

  it('follow DependsOn and references, however long the way', () => {
    expect(dependencies.waitsFor('C', 'A')).toBe(true);
    expect(dependencies.waitsFor('A', 'C')).toBe(false);
    expect(dependencies.waitsFor('A', 'A')).toBe(false);
  });

  it('show a cycle from end to end', () => {
    expect(dependencies.cycle()).toEqual(['D', 'E', 'D']);
  });
});

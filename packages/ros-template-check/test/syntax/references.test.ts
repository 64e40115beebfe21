import { conditionReferences, referencesIn } from '../../src/syntax';

const found = (value: unknown) => [...referencesIn(value, 'P')];

it.each([
  [{ Ref: 'A' }, [{ kind: 'name', path: 'P.Ref', name: 'A' }]],
  [{ 'Fn::GetAtt': ['A', 'Arn'] }, [{ kind: 'name', path: 'P.Fn::GetAtt', name: 'A', attribute: 'Arn' }]],
  [
    { 'Fn::Sub': ['${A.Arn} ${own} ${!B}', { own: { Ref: 'C' } }] },
    [
      { kind: 'name', path: 'P.Fn::Sub', name: 'A', attribute: 'Arn' },
      { kind: 'name', path: 'P.Fn::Sub.1.own.Ref', name: 'C' },
    ],
  ],
  [
    { 'Fn::If': ['Cond', { Ref: 'A' }, 'b'] },
    [
      { kind: 'condition', path: 'P.Fn::If', name: 'Cond' },
      { kind: 'name', path: 'P.Fn::If.1.Ref', name: 'A' },
    ],
  ],
  [
    { 'Fn::FindInMap': ['M', 'a', { Ref: 'B' }] },
    [
      { kind: 'mapping', path: 'P.Fn::FindInMap', name: 'M', keys: ['a', { Ref: 'B' }] },
      { kind: 'name', path: 'P.Fn::FindInMap.2.Ref', name: 'B' },
    ],
  ],
  [
    { 'Fn::Concat': [] },
    [{ kind: 'unevaluated function', path: 'P.Fn::Concat', name: 'Fn::Concat', inRos: false }],
  ],
  [
    { 'Fn::Jq': ['First', { Ref: 'A' }] },
    [
      { kind: 'unevaluated function', path: 'P.Fn::Jq', name: 'Fn::Jq', inRos: true },
      { kind: 'name', path: 'P.Fn::Jq.1.Ref', name: 'A' },
    ],
  ],
])('finds what %j refers to', (value, references) => {
  expect(found(value)).toEqual(references);
});

it.each([
  [{ 'Fn::Join': ['a'] }, 'must take a delimiter and a list'],
  [{ 'Fn::Sub': '${}' }, "must name something in '${}'"],
  [{ Ref: 'A', other: 1 }, 'must stand alone in its object'],
  [{ 'Fn::Equals': [1, 2] }, 'must stand in the Conditions section'],
  [{ 'Fn::If': ['C', { 'Fn::And': ['C', 'D'] }, 1] }, 'must stand in the Conditions section'],
])('finds the fault of %j', (value, rule) => {
  expect(found(value)).toContainEqual(expect.objectContaining({ kind: 'fault', rule }));
});

it('finds a condition that is alone in Fn::Not', () => {
  expect([...conditionReferences({ 'Fn::Not': 'A' }, 'C')]).toEqual([
    { kind: 'condition', path: 'C.Fn::Not', name: 'A' },
  ]);
});

it('finds conditions by name, as an object, and inline', () => {
  const value = { 'Fn::And': ['A', { Condition: 'B' }, { 'Fn::Equals': [{ Ref: 'P' }, 1] }] };

  expect([...conditionReferences(value, 'C')]).toEqual([
    { kind: 'condition', path: 'C.Fn::And.0', name: 'A' },
    { kind: 'condition', path: 'C.Fn::And.1', name: 'B' },
    { kind: 'name', path: 'C.Fn::And.2.Fn::Equals.0.Ref', name: 'P' },
  ]);
});

it.each([
  [{ 'Fn::Join': ['', ['true']] }, 'C'],
  [{ 'Fn::And': ['A', { Ref: 'B' }] }, 'C.Fn::And.1'],
  [7, 'C'],
])('finds that %j is no condition', (value, path) => {
  expect([...conditionReferences(value, 'C')]).toContainEqual(
    expect.objectContaining({ kind: 'no condition', path }),
  );
});

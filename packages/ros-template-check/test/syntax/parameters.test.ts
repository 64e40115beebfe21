import { convertParameter, parameterViolations } from '../../src/syntax';

it.each([
  ['String', 7, '7'],
  ['Number', '7.5', 7.5],
  ['Boolean', 'False', false],
  ['CommaDelimitedList', 'a, b', ['a', 'b']],
  ['CommaDelimitedList', '', []],
  ['Json', '{"a":1}', { a: 1 }],
  ['ALIYUN::OOS::Parameter::Value', 'name', 'name'],
])('takes for a %s %j as a value', (type, given, value) => {
  expect(convertParameter(type, given)).toEqual({ value });
});

it.each([
  ['String', {}],
  ['String', null],
  ['Number', ''],
  ['Number', 'many'],
  ['Boolean', 1],
  ['CommaDelimitedList', 1],
  ['Json', '{'],
])('takes for a %s no %j', (type, given) => {
  expect(convertParameter(type, given)).toBeUndefined();
});

it.each([
  [{ Type: 'Number', AllowedValues: ['1', 2] }, 1, []],
  [{ Type: 'Number', AllowedValues: ['1', 2] }, 3, ['AllowedValues']],
  [{ Type: 'CommaDelimitedList', AllowedValues: ['a', 1] }, ['1', 'a'], []],
  [{ Type: 'CommaDelimitedList', AllowedValues: ['a'] }, ['a', 'b'], ['AllowedValues']],
  [{ Type: 'String', AllowedPattern: '[a-z]+' }, 'a1', ['AllowedPattern']],
  [{ Type: 'String', AllowedPattern: '([a-z' }, 'a1', []],
  [{ Type: 'Json', MaxLength: 200 }, { a: 'x'.repeat(150) }, []],
  [{ Type: 'Json', MaxLength: 120 }, { a: 'x'.repeat(150) }, ['MaxLength']],
  [{ Type: 'String', MinLength: 2 }, 'a', ['MinLength']],
  [{ Type: 'Number', MinValue: 2, MaxValue: 3 }, 4, ['MaxValue']],
  [{ Type: 'Number', MinValue: 2, MaxValue: 3 }, 1, ['MinValue']],
])('finds what %j and %j disagree on', (definition, value, keys) => {
  expect([...parameterViolations(definition, value)].map(({ key }) => key)).toEqual(keys);
});

import { evaluate, findings, item, prepare, template } from './shelf';

const one = (definition: Record<string, unknown>) => ({ Parameters: { P: definition } });
const ask = (definition: Record<string, unknown>, P?: unknown) =>
  evaluate({ Ref: 'P' }, one(definition), P === undefined ? {} : { P });

describe('parameters', () => {
  it.each<[string, Record<string, unknown>, unknown, unknown]>([
    ['a String', { Type: 'String' }, 'x', 'x'],
    ['a String from a number', { Type: 'String' }, 1, '1'],
    ['a Number', { Type: 'Number' }, '1.5', 1.5],
    ['a Boolean', { Type: 'Boolean' }, 'True', true],
    ['a list', { Type: 'CommaDelimitedList' }, 'a, b', ['a', 'b']],
    ['Json from text', { Type: 'Json' }, '{"a":[1]}', { a: [1] }],
    ['Json', { Type: 'Json' }, [1], [1]],
    ['a default', { Type: 'String', Default: 'd' }, undefined, 'd'],
    ['a value before the default', { Type: 'String', Default: 'd' }, 'e', 'e'],
  ])('give %s', async (_, definition, value, expected) => {
    expect(await ask(definition, value)).toEqual(expected);
  });

  it.each<[string, Record<string, unknown>, unknown, string]>([
    ['type', { Type: 'Number' }, 'ten', 'must be of type Number, "ten" given'],
    [
      'AllowedValues',
      { Type: 'String', AllowedValues: ['a', 'b'] },
      'c',
      'must be one of ["a","b"], "c" given',
    ],
    [
      'AllowedValues of a number',
      { Type: 'Number', AllowedValues: [1, 2] },
      '3',
      'must be one of [1,2], "3" given',
    ],
    [
      'AllowedPattern as a whole',
      { Type: 'String', AllowedPattern: '[a-z]+' },
      'a1',
      'must match [a-z]+, "a1" given',
    ],
    [
      'AllowedPattern when it goes back and forth for ever',
      { Type: 'String', AllowedPattern: '(a+)+', NoEcho: true },
      `${'a'.repeat(60)}b`,
      'must match (a+)+ within 250 ms',
    ],
    [
      'Json that is too deep',
      { Type: 'Json', NoEcho: true },
      '['.repeat(9_000) + ']'.repeat(9_000),
      'must be of type Json',
    ],
    ['MinLength', { Type: 'String', MinLength: 2 }, 'a', 'must have at least 2 characters, "a" given'],
    ['MaxLength', { Type: 'String', MaxLength: 2 }, 'abc', 'must have at most 2 characters, "abc" given'],
    ['MinValue', { Type: 'Number', MinValue: 1 }, 0, 'must be at least 1, 0 given'],
    ['MaxValue', { Type: 'Number', MaxValue: 1 }, 2, 'must be at most 1, 2 given'],
    [
      'a constraint with words for it',
      { Type: 'Number', MaxValue: 1, ConstraintDescription: 'one' },
      2,
      'must be at most 1 ("one"), 2 given',
    ],
    [
      'a constraint of a secret',
      { Type: 'String', MinLength: 9, NoEcho: true },
      'hidden',
      'must have at least 9 characters',
    ],
  ])('keep %s', (_, definition, P, expected) => {
    expect(findings(template({ A: item('a') }, one(definition)), { P })).toEqual([
      `StackValidationFailed Parameters.P: ${expected}`,
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a pattern that is none',
      { Type: 'String', AllowedPattern: '[a-' },
      'InvalidSchema Parameters.P.AllowedPattern: is no regular expression, "[a-" given',
    ],
    [
      'an allowed value of another type',
      { Type: 'Number', AllowedValues: [1, 'two'] },
      'InvalidSchema Parameters.P.AllowedValues.1: must be of type Number, "two" given',
    ],
  ])('refuse %s, whatever the value', (_, definition, expected) => {
    expect(findings(template({ A: item('a') }, one(definition)), { P: '1' })).toEqual([expected]);
  });

  it('refuse the name of a resource', () => {
    const body = template({ P: item('p') }, one({ Type: 'String', Default: 'x' }));
    expect(findings(body)).toEqual(['InvalidSchema Parameters.P: a resource has the same name']);
  });

  it('refuse a default that breaks its own rules', () => {
    const body = template({ A: item('a') }, one({ Type: 'String', Default: 'x', MinLength: 2 }));
    expect(findings(body, { P: 'fine' })).toEqual([
      'StackValidationFailed Parameters.P.Default: must have at least 2 characters, "x" given',
    ]);
  });

  it('must be given and must be known', () => {
    const body = template({ A: item('a') }, one({ Type: 'String' }));
    expect(findings(body)).toEqual(['UserParameterMissing: The Parameter P was not provided.']);
    expect(findings(body, { P: 'x', Q: 'y' })).toEqual([
      'UnknownUserParameter: The Parameter (Q) was not defined in template.',
    ]);
  });

  it.each(['constructor', 'toString'])('may be called %s', (name) => {
    const body = template({ A: item('a') }, { Parameters: { [name]: { Type: 'String' } } });
    expect(findings(body)).toEqual([`UserParameterMissing: The Parameter ${name} was not provided.`]);
  });

  it('with NoEcho never show in errors and events', async () => {
    const { engine, events } = prepare();
    const body = template({ A: item({ Ref: 'P' }) }, one({ Type: 'String', NoEcho: true }));
    await engine.createStack({ name: 'one', template: body, parameters: { P: 'hush-hush' } });
    const again = prepare({ nextId: () => 'other', onEvent: (event) => events.push(event) });
    again.shelf.items.set('hush-hush', { Name: 'hush-hush' });
    const failed = again.engine.createStack({ name: 'two', template: body, parameters: { P: 'hush-hush' } });
    await expect(failed).rejects.toThrow('ItemExists: ****** is there');
    expect(events.map(({ reason }) => reason).join('\n')).not.toContain('hush-hush');
  });

  it('with NoEcho never show in what is found before anything is made, not even in part', () => {
    const secret = 'hush"'.repeat(60);
    const Name = { 'Fn::Join': ['-', ['a', { Ref: 'P' }]] };
    const body = template(
      { A: item('a', { Size: { Ref: 'P' }, List: Name }) },
      one({ Type: 'String', NoEcho: true }),
    );
    expect(findings(body, { P: secret })).toEqual([
      'StackValidationFailed Resources.A.Properties.Size: Invalid input: expected number, received string',
      'StackValidationFailed Resources.A.Properties.List: Invalid input: expected array, received string',
    ]);
  });
});

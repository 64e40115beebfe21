import { findings, item, prepare, template } from './shelf';

const resources = { A: item('a') };

describe('template check', () => {
  it.each<[string, unknown, string]>([
    ['text that is not JSON', '{', 'InvalidSchema: The template is not JSON.'],
    [
      'too many levels',
      `{"Metadata":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_001)}`,
      `InvalidSchema Metadata${'.a'.repeat(96)}…: must have at most 100 levels`,
    ],
    [
      'a key that is a prototype',
      '{"Resources":{"A":{"Type":"X","Properties":{"__proto__":{}}}}}',
      'InvalidSchema Resources.A.Properties.__proto__: must not be a key: programs take it for the prototype of an object',
    ],
    [
      'a missing version',
      { Resources: resources },
      'InvalidTemplateVersion ROSTemplateFormatVersion: is required',
    ],
    [
      'another version',
      template(resources, { ROSTemplateFormatVersion: '2010-09-09' }),
      'InvalidTemplateVersion ROSTemplateFormatVersion: Invalid input: expected "2015-09-01", "2010-09-09" given',
    ],
    [
      'an unknown section',
      template(resources, { Transform: 'x' }),
      'InvalidTemplateSection Transform: "Transform" is not known here',
    ],
    ['no resources', template({}), 'InvalidSchema Resources: a template must have a resource'],
    [
      'too many resources',
      template(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`R${n}`, item(`r${n}`)]))),
      'InvalidSchema Resources: at most 200 resources, 201 given',
    ],
    [
      'too many parameters',
      template(resources, {
        Parameters: Object.fromEntries(
          Array.from({ length: 201 }, (_, n) => [`P${n}`, { Type: 'String', Default: '' }]),
        ),
      }),
      'InvalidSchema Parameters: at most 200 parameters, 201 given',
    ],
    [
      'a resource without a type',
      template({ A: { Properties: {} } }),
      'InvalidSchema Resources.A.Type: is required',
    ],
    [
      'an unknown key of a resource',
      template({ A: item('a', {}, { Count: 2 }) }),
      'InvalidSchema Resources.A.Count: "Count" is not known here',
    ],
    [
      'an unknown deletion policy',
      template({ A: item('a', {}, { DeletionPolicy: 'Snapshot' }) }),
      'InvalidSchema Resources.A.DeletionPolicy: Invalid option: expected one of "Delete"|"Retain", "Snapshot" given',
    ],
    [
      'an unknown key of a parameter',
      template(resources, { Parameters: { P: { Type: 'String', Min: 1 } } }),
      'InvalidSchema Parameters.P.Min: "Min" is not known here',
    ],
    [
      'an output without a value',
      template(resources, { Outputs: { O: { Description: 'x' } } }),
      'InvalidSchema Outputs.O.Value: an output must have a value',
    ],
    [
      'an unknown type',
      template({ A: { Type: 'TEST::Shelf::Box' } }),
      'StackValidationFailed Resources.A.Type: the resource type TEST::Shelf::Box is not known here',
    ],
    [
      'an unknown dependency',
      template({ A: item('a', {}, { DependsOn: ['B'] }) }),
      'InvalidTemplateReference Resources.A.DependsOn: refers to "B", which the template does not have',
    ],
    [
      'an unknown condition',
      template({ A: item('a', {}, { Condition: 'C' }) }),
      'InvalidTemplateReference Resources.A.Condition: refers to "C", which the template does not have',
    ],
    [
      'a cycle of references',
      template({ A: item({ Ref: 'B' }), B: item({ 'Fn::Sub': '${A.Url}' }) }),
      'CircularDependency Resources: A needs B needs A',
    ],
    [
      'a cycle through DependsOn',
      template({ A: item({ Ref: 'B' }), B: item('b', {}, { DependsOn: 'A' }) }),
      'CircularDependency Resources: A needs B needs A',
    ],
    [
      'a resource that needs itself',
      template({ A: item({ Ref: 'A' }) }),
      'CircularDependency Resources: A needs A',
    ],
    [
      'a function in a mapping',
      template(resources, { Mappings: { M: { a: { b: [{ Ref: 'A' }] } } } }),
      'InvalidSchema Mappings.M.a.b: Invalid input, [{"Ref":"A"}] given',
    ],
    [
      'an unknown property',
      template({ A: item('a', { Color: 'red' }) }),
      'StackValidationFailed Resources.A.Properties.Color: "Color" is not known here',
    ],
    [
      'a missing property',
      template({ A: { Type: 'TEST::Shelf::Item' } }),
      'StackValidationFailed Resources.A.Properties.Name: is required',
    ],
    [
      'a property of the wrong type',
      template({ A: item('a', { Size: 'big' }) }),
      'StackValidationFailed Resources.A.Properties.Size: Invalid input: expected number, received string, "big" given',
    ],
    [
      'a wrong type deep inside',
      template({ A: item('a', { Tags: { k: 1 } }) }),
      'StackValidationFailed Resources.A.Properties.Tags.k: Invalid input: expected string, received number, 1 given',
    ],
    [
      'a wrong type that a function gives',
      template({ A: item('a', { List: { 'Fn::Join': ['', ['x']] } }) }),
      'StackValidationFailed Resources.A.Properties.List: Invalid input: expected array, received string, "x" given',
    ],
  ])('refuses %s', (_, body, expected) => {
    expect(findings(body)).toContain(expected);
  });

  it('finds what is wrong beside values that are not known yet', () => {
    const body = template({
      A: item('a'),
      B: item({ Ref: 'A' }, { Color: { Ref: 'A' }, Size: 'x', List: [{ Ref: 'A' }, 1] }),
    });
    expect(findings(body)).toEqual([
      'StackValidationFailed Resources.B.Properties.Size: Invalid input: expected number, received string, "x" given',
      'StackValidationFailed Resources.B.Properties.List.1: Invalid input: expected string, received number, 1 given',
      'StackValidationFailed Resources.B.Properties.Color: "Color" is not known here',
    ]);
  });

  it('tells of every finding at once', () => {
    const body = template(
      { A: item({ Ref: 'X' }), B: { Type: 'TEST::Nothing' } },
      { Outputs: { O: { Value: { Ref: 'Y' } } } },
    );
    expect(findings(body)).toHaveLength(3);
  });

  it('makes nothing of a template that it refuses', async () => {
    const { engine, shelf, events } = prepare();
    const body = template({ A: item('a'), B: item('b', { Size: 'big' }) });
    await expect(engine.createStack({ name: 'test', template: body })).rejects.toMatchObject({
      code: 'StackValidationFailed',
      status: 400,
    });
    expect(shelf.log).toEqual([]);
    expect(events).toEqual([]);
    expect(engine.listStacks()).toEqual([]);
  });

  it('refuses a reference to a resource that its condition leaves out, and only where it is taken', () => {
    const Conditions = { No: { 'Fn::Equals': ['a', 'b'] } };
    const both = { A: item('a', {}, { Condition: 'No' }), B: item({ 'Fn::If': ['No', { Ref: 'A' }, 'b'] }) };
    expect(findings(template(both, { Conditions }))).toEqual([]);
    expect(findings(template({ ...both, B: item({ Ref: 'A' }) }, { Conditions }))).toEqual([
      'InvalidTemplateReference Resources.B.Properties.Name.Ref: must refer to a resource that is there: A is not, or is left out by its condition',
    ]);
  });

  it('takes JSON text', () => {
    expect(findings(JSON.stringify(template(resources)))).toEqual([]);
    expect(findings(`${JSON.stringify(template(resources))}${' '.repeat(524_288)}`)).toEqual([
      expect.stringMatching(/^InvalidSchema: A template has at most 524288 bytes/),
    ]);
  });
});

import {
  conditionDependencies,
  creationOrder,
  findCycle,
  needs,
  readTemplate,
  resourceDependencies,
} from '../../src/syntax';

const template = readTemplate({
  Conditions: { One: { 'Fn::Not': ['Two'] }, Two: { 'Fn::Equals': [1, 2] } },
  Resources: {
    C: { Properties: { x: [{ 'Fn::Sub': '${B.Name}' }] } },
    A: {},
    B: { DependsOn: 'A' },
    D: { DependsOn: ['E'] },
    E: { Properties: { Ref: 'D' } },
  },
});
const graph = resourceDependencies(template);
const acyclic = new Map([...graph].filter(([id]) => ['A', 'B', 'C'].includes(id)));

it('follows DependsOn and references, however long the way', () => {
  expect(needs(graph, 'C', 'A')).toBe(true);
  expect(needs(graph, 'A', 'C')).toBe(false);
  expect(needs(graph, 'A', 'A')).toBe(false);
});

it('shows a cycle from end to end', () => {
  expect(findCycle(graph)).toEqual(['D', 'E', 'D']);
  expect(findCycle(acyclic)).toBeUndefined();
});

it('makes each after what it needs, by the choice of the caller where there is one', () => {
  const free = new Map([...acyclic, ['F', new Set<string>()]]);

  expect(creationOrder(acyclic)).toEqual(['A', 'B', 'C']);
  expect(creationOrder(free, (ready) => ready.at(-1)!)).toEqual(['F', 'A', 'B', 'C']);
  expect(() => creationOrder(graph)).toThrow('The resources D, E need one another.');
  expect(() => creationOrder(acyclic, () => 'C')).toThrow('C is not among the resources that are ready.');
});

it('knows which conditions a condition is made of', () => {
  expect(conditionDependencies(template)).toEqual(
    new Map([
      ['One', new Set(['Two'])],
      ['Two', new Set()],
    ]),
  );
});

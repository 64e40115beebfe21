import fc from 'fast-check';
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

/** Graphs without cycles: each resource needs some of those before it. */
const withoutCycles = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .map(
    (rows) =>
      new Map(rows.map((row, n) => [`r${n}`, new Set(n === 0 ? [] : row.map((one) => `r${one % n}`))])),
  );

it('orders every graph without cycles, whatever is chosen among those ready', () => {
  fc.assert(
    fc.property(withoutCycles, fc.nat(), (free, seed) => {
      const order = creationOrder(free, (ready) => ready[seed % ready.length] ?? '');
      expect([...order].sort()).toEqual([...free.keys()].sort());
      for (const [id, needed] of free) {
        for (const one of needed) expect(order.indexOf(one)).toBeLessThan(order.indexOf(id));
      }
      expect(findCycle(free)).toBeUndefined();
    }),
  );
});

it('finds a cycle wherever one is closed, and names its members in order', () => {
  fc.assert(
    fc.property(withoutCycles, fc.nat(), (free, seed) => {
      const ids = [...free.keys()];
      const last = ids.at(-1) ?? '';
      const start = ids[seed % ids.length] ?? '';
      const chain = ids.slice(ids.indexOf(start));
      const closed = new Map([...free].map(([id, needed]) => [id, new Set(needed)]));
      for (const [n, id] of chain.entries()) closed.get(id)?.add(chain[n + 1] ?? start);

      const cycle = findCycle(closed);
      expect(cycle?.[0]).toBe(cycle?.at(-1));
      for (const [n, id] of (cycle ?? []).slice(0, -1).entries()) {
        expect(closed.get(id)?.has(cycle?.[n + 1] ?? '')).toBe(true);
      }
      expect(() => creationOrder(closed)).toThrow(last);
    }),
  );
});

it('keeps the order of the template where nothing else decides', () => {
  const free = new Map([
    ['c', new Set(['b'])],
    ['b', new Set<string>()],
    ['a', new Set<string>()],
  ]);

  expect(creationOrder(free)).toEqual(['b', 'c', 'a']);
});

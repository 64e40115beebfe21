import fc from 'fast-check';
import { creationOrder, findCycle } from '../../src/ros/graph';

/** Graphs without cycles: each resource needs some of those before it. */
const acyclic = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .map(
    (rows) =>
      new Map(rows.map((row, n) => [`r${n}`, new Set(n === 0 ? [] : row.map((one) => `r${one % n}`))])),
  );

describe('graph', () => {
  it('orders every graph without cycles, whatever is chosen among those ready', () => {
    fc.assert(
      fc.property(acyclic, fc.nat(), (graph, seed) => {
        const order = creationOrder(graph, (ready) => ready[seed % ready.length] ?? '');
        expect([...order].sort()).toEqual([...graph.keys()].sort());
        for (const [id, needs] of graph) {
          for (const needed of needs) expect(order.indexOf(needed)).toBeLessThan(order.indexOf(id));
        }
        expect(findCycle(graph)).toBeUndefined();
      }),
    );
  });

  it('keeps the order of the template where nothing else decides', () => {
    expect(
      creationOrder(
        new Map([
          ['c', new Set(['b'])],
          ['b', new Set<string>()],
          ['a', new Set<string>()],
        ]),
      ),
    ).toEqual(['b', 'c', 'a']);
  });

  it('finds a cycle wherever one is closed, and names its members in order', () => {
    fc.assert(
      fc.property(acyclic, fc.nat(), (graph, seed) => {
        const ids = [...graph.keys()];
        const last = ids.at(-1) ?? '';
        const start = ids[seed % ids.length] ?? '';
        const chain = ids.slice(ids.indexOf(start));
        const closed = new Map([...graph].map(([id, needs]) => [id, new Set(needs)]));
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
});

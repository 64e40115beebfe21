/** What each of several things needs, by name. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Picks the next of several resources that could be made; ROS promises no order among them. */
export type Choice = (ready: readonly string[]) => string;

const first: Choice = (ready) => ready[0] ?? '';

/** A closed chain, first and last the same; undefined when there is none. */
export function findCycle(graph: Graph): string[] | undefined {
  const done = new Set<string>();
  const visit = (id: string, trail: string[]): string[] | undefined => {
    const seen = trail.indexOf(id);
    if (seen >= 0) return [...trail.slice(seen), id];
    if (done.has(id)) return undefined;
    for (const next of graph.get(id) ?? []) {
      const cycle = visit(next, [...trail, id]);
      if (cycle) return cycle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of graph.keys()) {
    const cycle = visit(id, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Whether `id` needs `other`, directly or through others. */
export function needs(graph: Graph, id: string, other: string): boolean {
  const seen = new Set<string>();
  const next = [id];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const needed of graph.get(at) ?? []) {
      if (needed === other) return true;
      if (!seen.has(needed)) {
        seen.add(needed);
        next.push(needed);
      }
    }
  }
  return false;
}

/**
 * Everything in an order in which each comes after what it needs. What is needed and not in the graph is there already.
 * @param choose @default the order of the graph
 * @throws Error for a graph with a cycle, which `findCycle` tells before
 */
export function creationOrder(graph: Graph, choose: Choice = first): string[] {
  const order: string[] = [];
  const waiting = new Set(graph.keys());
  while (waiting.size > 0) {
    const ready = [...waiting].filter((id) =>
      [...(graph.get(id) ?? [])].every((needed) => !waiting.has(needed)),
    );
    if (ready.length === 0) throw new Error(`The resources ${[...waiting].join(', ')} need one another.`);
    const next = choose(ready);
    if (!ready.includes(next)) throw new Error(`${next} is not among the resources that are ready.`);
    order.push(next);
    waiting.delete(next);
  }
  return order;
}

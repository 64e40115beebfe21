/** For each name, the names that it needs. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Picks the next one of several resources that are ready to be created. ROS promises no order. */
export type Choice = (ready: readonly string[]) => string;

const first: Choice = (ready) => ready[0] ?? '';

/** The names along a cycle; the first and the last are the same. Undefined when there is no cycle. */
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
 * All names, each after those that it needs. Needed names that are not in the graph count as finished.
 * @param choose @default the order of the graph
 * @throws Error for a graph with a cycle; use `findCycle` first
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

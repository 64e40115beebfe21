/** Which resources each resource needs. */
export type Dependencies = ReadonlyMap<string, ReadonlySet<string>>;

/** Chooses the next of several resources that can be created; ROS promises no order. */
export type Choice = (ready: readonly string[]) => string;

const first: Choice = (ready) => ready[0] ?? '';

/** A cycle of references: its first and last elements are the same. Undefined when there is none. */
export function findCycle(dependencies: Dependencies): string[] | undefined {
  const done = new Set<string>();
  const visit = (id: string, trail: string[]): string[] | undefined => {
    const seen = trail.indexOf(id);
    if (seen >= 0) return [...trail.slice(seen), id];
    if (done.has(id)) return undefined;
    for (const next of dependencies.get(id) ?? []) {
      const cycle = visit(next, [...trail, id]);
      if (cycle) return cycle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of dependencies.keys()) {
    const cycle = visit(id, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/**
 * The resources in an order in which each comes after those that it needs. There must be no cycle.
 * @param choose @default the order of the template
 */
export function creationOrder(dependencies: Dependencies, choose: Choice = first): string[] {
  const order: string[] = [];
  const waiting = new Set(dependencies.keys());
  while (waiting.size > 0) {
    const ready = [...waiting].filter((id) =>
      [...(dependencies.get(id) ?? [])].every((needed) => !waiting.has(needed)),
    );
    if (ready.length === 0) throw new Error(`The resources ${[...waiting].join(', ')} need one another.`);
    const next = choose(ready);
    if (!ready.includes(next)) throw new Error(`${next} is not among the resources that are ready.`);
    order.push(next);
    waiting.delete(next);
  }
  return order;
}

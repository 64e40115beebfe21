import { mentionsOf } from './references';
import { listOf, type Template } from './template';

/** What each resource waits for: what it names in DependsOn, and what it refers to. */
export class Dependencies {
  readonly #direct = new Map<string, Set<string>>();

  constructor(template: Template) {
    for (const [id, resource] of Object.entries(template.Resources)) {
      const others = listOf(resource['DependsOn']).map(String);
      this.#direct.set(id, new Set(others.filter((other) => Object.hasOwn(template.Resources, other))));
    }
    for (const mention of mentionsOf(template.sections)) {
      if (mention.kind === 'reference' && mention.section === 'Resources') {
        if (Object.hasOwn(template.Resources, mention.name)) this.#direct.get(mention.id)?.add(mention.name);
      }
    }
  }

  /** Whether `id` is made after `other` and removed before it, directly or through others. */
  waitsFor(id: string, other: string): boolean {
    const seen = new Set<string>();
    const next = [id];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      for (const needed of this.#direct.get(at) ?? []) {
        if (needed === other) return true;
        if (!seen.has(needed)) {
          seen.add(needed);
          next.push(needed);
        }
      }
    }
    return false;
  }

  /** A closed chain of dependencies, first and last the same. */
  cycle(): string[] | undefined {
    const start = [...this.#direct.keys()].find((id) => this.waitsFor(id, id));
    if (start === undefined) return undefined;
    const chain = [start];
    for (let at = start; ; ) {
      const next = [...(this.#direct.get(at) ?? [])].find((id) => id === start || this.waitsFor(id, start));
      chain.push(next ?? start);
      if (next === undefined || chain.indexOf(next) < chain.length - 1) return chain;
      at = next;
    }
  }
}

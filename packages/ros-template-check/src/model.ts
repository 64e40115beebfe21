import { type Fields, type Graph, needs } from './syntax';

/** A resource with its properties as the services will receive them. */
export interface Resource {
  id: string;
  type: string;
  /** `Resources.ID`. */
  path: string;
  properties: Fields;
  /** The resource as it is written in the template, with functions. */
  source: Fields;
}

/** What exists outside of the template. */
export interface Surroundings {
  /** Names of buckets of the same account and region. */
  readonly buckets?: readonly string[];
}

/** A template as it is deployed with one outcome of its conditions, without the resources that they leave out. */
export class Model {
  private readonly byType = new Map<string, Resource[]>();

  constructor(
    readonly resources: readonly Resource[],
    /** Only few rules ask. */
    private readonly dependencies: () => Graph,
    readonly surroundings: Surroundings = {},
  ) {
    for (const resource of this.resources) {
      const alike = this.byType.get(resource.type);
      if (alike) alike.push(resource);
      else this.byType.set(resource.type, [resource]);
    }
  }

  ofType(...types: string[]): readonly Resource[] {
    const [only = '', ...others] = types;
    if (others.length === 0) return this.byType.get(only) ?? [];
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** The resource of a type whose properties have these values. */
  find(types: string | string[], properties: Fields): Resource | undefined {
    return this.ofType(...[types].flat()).find((resource) =>
      Object.entries(properties).every(([name, value]) => resource.properties[name] === value),
    );
  }

  /** Whether a resource is created after another one and deleted before it, directly or through others. */
  waitsFor(id: string, other: string): boolean {
    return needs(this.dependencies(), id, other);
  }
}

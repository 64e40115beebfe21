import { evaluatorOf, isThere } from './evaluator-of';
import { type ConditionOutcome, type Fields, fieldsOf, type Graph, needs, type Template } from './syntax';

/** A resource with its properties as the services will get them. */
export interface Resource {
  id: string;
  type: string;
  /** `Resources.ID`. */
  path: string;
  properties: Fields;
  /** As the template has it, functions unresolved. */
  source: Fields;
}

/** What is known to be there without the template. */
export interface Surroundings {
  /** Names of buckets of the account, in the region that the template is for. */
  readonly buckets?: readonly string[];
}

/** A template as it is deployed when its conditions come out in one way; what they leave out is not there. */
export class Model {
  readonly resources: readonly Resource[];

  constructor(
    template: Template,
    private readonly dependencies: Graph,
    outcome: ConditionOutcome,
    readonly surroundings: Surroundings = {},
  ) {
    const evaluator = evaluatorOf(template, outcome);
    this.resources = Object.entries(template.Resources)
      .filter(([, source]) => isThere(source, outcome))
      .map(([id, source]) => ({
        id,
        type: String(source['Type']),
        path: `Resources.${id}`,
        properties: fieldsOf(evaluator.evaluate(source['Properties'])),
        source,
      }));
  }

  ofType(...types: string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** The resource of a type whose properties have these values. */
  find(types: string | string[], properties: Fields): Resource | undefined {
    return this.ofType(...[types].flat()).find((resource) =>
      Object.entries(properties).every(([name, value]) => resource.properties[name] === value),
    );
  }

  /** Whether a resource is made after another and removed before it, directly or through others. */
  waitsFor(id: string, other: string): boolean {
    return needs(this.dependencies, id, other);
  }
}

import type { World } from './syntax/condition-outcomes';
import { Resolver } from './syntax/evaluator';
import type { Dependencies } from './syntax/graph';
import { type Fields, fieldsOf, type Template } from './syntax/template';

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

/** A template as it is deployed in one world: resources whose condition does not hold are not there. */
export class Model {
  readonly resources: readonly Resource[];

  constructor(
    readonly template: Template,
    readonly dependencies: Dependencies,
    world: World,
  ) {
    const resolver = new Resolver(template, world);
    this.resources = Object.entries(template.Resources)
      .filter(([, source]) => resolver.exists(source))
      .map(([id, source]) => ({
        id,
        type: String(source['Type']),
        path: `Resources.${id}`,
        properties: fieldsOf(resolver.resolve(source['Properties'])),
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
}

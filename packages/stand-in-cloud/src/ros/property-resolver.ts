import { syntax } from 'ros-template-check';
import { TemplateError } from './errors';
import type { ParameterValues } from './parameters';
import type { Template } from './template';

/** What is known of a resource while a stack is checked or made. */
export type ResourceView = syntax.ResourceView;

/** Answers what a name that is no parameter stands for; undefined when there is no such resource now. */
type ResourceLookup = (logicalId: string) => ResourceView | undefined;

/** A resource that is not there yet. */
export const notYetCreated: ResourceView = {
  reference: syntax.placeholder('known after creation'),
  attribute: (name) => syntax.placeholder(name),
};

/** Replaces the functions in a value by what they give, and refuses what ROS refuses. */
export class PropertyResolver {
  /** They depend on parameters only. */
  readonly conditions: syntax.Conditions;
  readonly #evaluator: syntax.Evaluator;

  constructor(
    template: Template,
    parameters: ParameterValues,
    /** `ALIYUN::Region` and its like. */
    pseudo: Readonly<Record<string, string>>,
    resources: ResourceLookup,
  ) {
    this.#evaluator = new syntax.Evaluator({
      parameter(name) {
        if (Object.hasOwn(pseudo, name)) return { value: pseudo[name] };
        return Object.hasOwn(template.Parameters, name) ? { value: parameters[name] } : undefined;
      },
      resource: resources,
      condition: (name) => this.conditions.holds(name),
      mappings: template.Mappings,
      fault({ kind, path, rule }) {
        const code = kind === 'resource' ? 'InvalidTemplateReference' : 'StackValidationFailed';
        throw new TemplateError([{ code, path, rule }]);
      },
    });
    this.conditions = new syntax.Conditions(
      template.Conditions,
      ({ name, args }, path) => this.resolve({ [name]: args }, path) === true,
    );
  }

  /**
   * @returns the value without functions; placeholders stand in it for what only a creation will tell
   * @throws TemplateError for a function that does not take its arguments
   */
  resolve(value: unknown, path: string): unknown {
    return this.#evaluator.evaluate(value, path);
  }
}

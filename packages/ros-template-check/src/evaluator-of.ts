import { attributeOf } from './attributes';
import { PSEUDO_SAMPLES } from './samples';
import {
  type ConditionOutcome,
  Evaluator,
  type Fields,
  fieldsOf,
  placeholder,
  type ResourceView,
  type Template,
} from './syntax';

/** Whether a resource or an output is there when conditions come out so. */
export const isThere = ({ Condition }: Fields, outcome: ConditionOutcome): boolean =>
  typeof Condition !== 'string' || (outcome.get(Condition) ?? true);

/** Evaluates what a template tells of its values when its conditions come out so; placeholders stand for the rest. */
export function evaluatorOf(template: Template, outcome: ConditionOutcome): Evaluator {
  /** Attributes on the way: one that leads back to itself stays a placeholder, and is found as a cycle. */
  const open = new Set<string>();
  const known = new Map<string, unknown>();

  function lookUp(id: string, resource: Fields, attribute: string | undefined): unknown {
    const asked = attribute === undefined ? id : `${id}.${attribute}`;
    if (known.has(asked)) return known.get(asked);
    const value = attributeOf(resource['Type'], attribute);
    if (!value || open.has(asked)) return placeholder(asked);
    open.add(asked);
    try {
      const properties = fieldsOf(resource['Properties']);
      const found = value((property) => evaluator.evaluate(properties[property])) ?? placeholder(asked);
      // What is found on the way to something else can be cut short by a circle.
      if (open.size === 1) known.set(asked, found);
      return found;
    } finally {
      open.delete(asked);
    }
  }

  function viewOf(id: string): ResourceView | undefined {
    const resource = template.Resources[id];
    if (!resource || !isThere(resource, outcome)) return undefined;
    return {
      get reference() {
        return lookUp(id, resource, undefined);
      },
      attribute: (name) => lookUp(id, resource, name),
    };
  }

  const evaluator = new Evaluator({
    parameter: (name) => {
      if (PSEUDO_SAMPLES.has(name)) return { value: PSEUDO_SAMPLES.get(name) };
      if (!Object.hasOwn(template.Parameters, name)) return undefined;
      // A default counts: it is what the stack gets when nothing is said. An empty one mostly stands for `none`.
      const preset = fieldsOf(template.Parameters[name])['Default'];
      return { value: preset === undefined || preset === '' ? placeholder(name) : preset };
    },
    resource: viewOf,
    condition: (name) => outcome.get(name) ?? true,
    mappings: template.Mappings,
    // Rules about the syntax find it.
    fault: ({ asked }) => placeholder(asked),
  });
  return evaluator;
}

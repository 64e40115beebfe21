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

/** What is asked of an outcome. */
export type Outcome = Pick<ConditionOutcome, 'get'>;

/** Whether a resource or an output exists with these results of the conditions. */
export const isThere = ({ Condition }: Fields, outcome: Outcome): boolean =>
  typeof Condition !== 'string' || (outcome.get(Condition) ?? true);

/**
 * Attributes that may need one another in a row. Ours: ROS has 300 resources in a stack at most, and some thousands in a
 * row would end the stack of calls.
 */
const MOST_OPEN = 400;

/**
 * Cycles that are cut before incomplete results are remembered as well: their number can double with each resource. Ours:
 * templates with a cycle are refused anyway, and have one or two.
 */
const MOST_CUTS = 1_000;

/** An evaluator for one outcome of the conditions. Placeholders stand for values that are not known yet. */
export function evaluatorOf(template: Template, outcome: Outcome): Evaluator {
  /** Attributes that are being evaluated. One that needs itself becomes a placeholder; a rule reports the cycle. */
  const open = new Set<string>();
  /** How often a placeholder stood for an attribute that is being evaluated. */
  let cuts = 0;
  /** Finished results. */
  const known = new Map<string, unknown>();

  function lookUp(id: string, resource: Fields, attribute: string | undefined): unknown {
    const asked = attribute === undefined ? id : `${id}.${attribute}`;
    if (known.has(asked)) return known.get(asked);
    const value = attributeOf(resource['Type'], attribute);
    if (!value) return placeholder(asked);
    if (open.has(asked) || open.size === MOST_OPEN) {
      cuts += 1;
      return placeholder(asked);
    }
    const before = cuts;
    open.add(asked);
    try {
      const properties = fieldsOf(resource['Properties']);
      const found = value((property) => evaluator.evaluate(properties[property])) ?? placeholder(asked);
      // Inside another evaluation the result may be incomplete, because of a cycle: then it is not remembered. All others
      // are, or resources that each name the next one twice would take twice the time for each of them.
      if (open.size === 1 || cuts === before || cuts > MOST_CUTS) known.set(asked, found);
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
      // The default is what the stack gets when no value is given. An empty default mostly means `none`.
      const preset = fieldsOf(template.Parameters[name])['Default'];
      return { value: preset === undefined || preset === '' ? placeholder(name) : preset };
    },
    resource: viewOf,
    condition: (name) => outcome.get(name) ?? true,
    mappings: template.Mappings,
    // The rules about syntax report it.
    fault: ({ asked }) => placeholder(asked),
  });
  return evaluator;
}

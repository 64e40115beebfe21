import { evaluatorOf, isThere, type Outcome } from './evaluator-of';
import type { Resource } from './model';
import { type Fields, fieldsOf, type Template } from './syntax';
import { textOf } from './syntax/text-of';

/** A resource, undefined when it is left out, with the conditions that were asked for to evaluate it. */
interface Evaluated {
  asked: ReadonlyMap<string, boolean | undefined>;
  resource: Resource | undefined;
}

/**
 * Evaluates the resources of a template, outcome after outcome. Most resources depend on few conditions or none: one whose
 * conditions have the same results as in an earlier outcome is not evaluated again.
 */
export function resourcesOf(template: Template): (outcome: Outcome) => Resource[] {
  const evaluated = new Map<string, Evaluated[]>();

  function evaluate(id: string, source: Fields, outcome: Outcome): Evaluated {
    const asked = new Map<string, boolean | undefined>();
    const recording: Outcome = {
      get(name) {
        asked.set(name, outcome.get(name));
        return outcome.get(name);
      },
    };
    if (!isThere(source, recording)) return { asked, resource: undefined };
    const properties = fieldsOf(evaluatorOf(template, recording).evaluate(source['Properties']));
    return {
      asked,
      resource: { id, type: textOf(source['Type']), path: `Resources.${id}`, properties, source },
    };
  }

  return (outcome) =>
    Object.entries(template.Resources).flatMap(([id, source]) => {
      const earlier = evaluated.get(id) ?? [];
      evaluated.set(id, earlier);
      let found = earlier.find(({ asked }) =>
        [...asked].every(([name, value]) => outcome.get(name) === value),
      );
      if (!found) {
        found = evaluate(id, source, outcome);
        earlier.push(found);
      }
      return found.resource ?? [];
    });
}

import type { Finding, Verdict } from './finding';
import type { Model, Resource } from './model';
import { isKnown, listOf, type Template } from './syntax';
import { valuesAt } from './values';

/** A place that breaks a rule. `message` is given where it can say more than the rule. */
export type Problem = Omit<Finding, 'rule' | 'verdict' | 'message'> & { message?: string };

/** Something that must be true in a template. */
export interface Rule {
  id: string;
  /** What happens to a template that breaks the rule. */
  verdict: Verdict;
  /** Where it applies: a resource type, or a section of the template. */
  where: string;
  /** The rule in words: `must …`. */
  must: string;
  /** Looks at the template as it is written. */
  checkTemplate?(template: Template): Problem[];
  /** Looks at the template as it is deployed, once for each outcome of its conditions. */
  checkModel?(model: Model): Problem[];
}

export interface PropertyRule {
  id: string;
  /** @default 'refused' */
  verdict?: Verdict;
  /** One type or several. */
  type: string | string[];
  /** Below Properties, with `*` for every item of a list or a map. */
  path: string;
  must: string;
  /** Whether `holds` is also called when the property is missing. @default false */
  required?: boolean;
  /** Called only with values that are known before the deployment. */
  holds(value: unknown, resource: Resource, model: Model): boolean;
}

/** A rule about one property. */
export function propertyRule({ path, required = false, holds, ...rule }: PropertyRule): Rule {
  return resourceRule({
    ...rule,
    check: (resource, model) =>
      valuesAt(resource.properties, path)
        .filter(({ value }) => (value === undefined ? required : isKnown(value)))
        .filter(({ value }) => !holds(value, resource, model)),
  });
}

/** Where a rule about the order of resources applies. */
export const dependsOnOf = (type: string | string[]): string =>
  `DependsOn of ${[type]
    .flat()
    .map((name) => name.replace('ALIYUN::', ''))
    .join(', ')}`;

/** A resource that does not come after another one as `must` says. */
export const comesTooEarly = (resource: Resource, needed: Resource, must: string): Problem => ({
  logicalId: resource.id,
  path: `${resource.path}.DependsOn`,
  value: listOf(resource.source['DependsOn']),
  message: `${must} (${needed.id})`,
});

export interface ResourceRule {
  id: string;
  /** @default 'refused' */
  verdict?: Verdict;
  /** One type or several. */
  type: string | string[];
  must: string;
  /** Problems, with paths below Properties. */
  check(resource: Resource, model: Model): { path: string; value: unknown; message?: string }[];
}

/** A rule about several properties of a resource, or about a resource and the other ones. */
export function resourceRule({ id, verdict = 'refused', type, must, check }: ResourceRule): Rule {
  const types = [type].flat();
  return {
    id,
    verdict,
    where: types.map((name) => name.replace('ALIYUN::', '')).join(', '),
    must,
    checkModel: (model) =>
      model.ofType(...types).flatMap((resource) =>
        check(resource, model).map(({ path, ...problem }) => ({
          ...problem,
          logicalId: resource.id,
          path: path === '' ? resource.path : `${resource.path}.Properties.${path}`,
        })),
      ),
  };
}

import type { Problem, Rule } from '../rule';
import {
  conditionDependencies,
  type Fields,
  fieldsOf,
  findCycle,
  isFields,
  LOGICAL_FUNCTIONS,
  templateReferences,
} from '../syntax';
import { textOf } from '../syntax/text-of';

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** Parts of a mapping that are not a value under two keys. */
function misshapen(name: string, mapping: unknown): Problem[] {
  const wrong = (path: string, value: unknown) => ({ logicalId: name, path: `Mappings.${path}`, value });
  if (!isFields(mapping)) return [wrong(name, mapping)];
  return Object.entries(mapping).flatMap(([top, values]) => {
    if (!isFields(values)) return [wrong(`${name}.${top}`, values)];
    return Object.entries(values)
      .filter(([, value]) => !(Array.isArray(value) ? value.every(isScalar) : isScalar(value)))
      .map(([second, value]) => wrong(`${name}.${top}.${second}`, value));
  });
}

/** Whether a mapping does not have the keys. Keys that are functions are not checked. */
function lacks(mapping: Fields, [first, second]: unknown[]): boolean {
  if (!isScalar(first)) return false;
  const values = mapping[textOf(first)];
  if (values === undefined) return true;
  return isScalar(second) && !Object.hasOwn(fieldsOf(values), textOf(second));
}

export const CONDITION_RULES: Rule[] = [
  {
    id: 'condition-form',
    verdict: 'refused',
    where: 'Conditions',
    must: `must be made of ${[...LOGICAL_FUNCTIONS].join(', ')}`,
    checkTemplate: (template) =>
      templateReferences(template.sections).flatMap((reference): Problem[] => {
        if (reference.kind !== 'no condition') return [];
        const { id, path, value } = reference;
        return [{ logicalId: id, path, value }];
      }),
  },
  {
    id: 'condition-cycle',
    verdict: 'refused',
    where: 'Conditions',
    must: 'must not use itself',
    checkTemplate: (template) => {
      const cycle = findCycle(conditionDependencies(template));
      return cycle
        ? [{ logicalId: cycle[0]!, path: `Conditions.${cycle[0]}`, value: cycle.join(' → ') }]
        : [];
    },
  },
  {
    id: 'mapping-form',
    verdict: 'refused',
    where: 'Mappings',
    must: 'must be values under two keys, without functions',
    checkTemplate: ({ Mappings }) =>
      Object.entries(Mappings).flatMap(([name, mapping]) => misshapen(name, mapping)),
  },
  {
    id: 'mapping-key',
    verdict: 'refused',
    where: 'Fn::FindInMap',
    must: 'must be keys that the mapping has',
    checkTemplate: (template) =>
      templateReferences(template.sections).flatMap((reference): Problem[] => {
        if (reference.kind !== 'mapping' || !Object.hasOwn(template.Mappings, reference.name)) return [];
        const { id, path, name, keys } = reference;
        return lacks(fieldsOf(template.Mappings[name]), keys) ? [{ logicalId: id, path, value: keys }] : [];
      }),
  },
];

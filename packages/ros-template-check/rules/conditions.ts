import type { Problem, Rule } from '../rule';
import { asCall } from '../syntax/call';
import { mentionsOf } from '../syntax/references';
import { type Fields, fieldsOf, isFields, type Template } from '../syntax/template';

/** Functions whose result is true or false. */
const LOGICAL = [
  'Fn::Equals',
  'Fn::And',
  'Fn::Or',
  'Fn::Not',
  'Fn::Any',
  'Fn::Contains',
  'Fn::EachMemberIn',
  'Fn::MatchPattern',
];

function isCondition(value: unknown): boolean {
  if (typeof value === 'boolean' || typeof value === 'string') return true;
  if (isFields(value) && Object.keys(value).join() === 'Condition') return true;
  return LOGICAL.includes(asCall(value)?.name ?? '');
}

/** Which conditions each condition is made of. */
function partsOf(template: Template): Map<string, string[]> {
  const parts = new Map<string, string[]>(Object.keys(template.Conditions).map((name) => [name, []]));
  for (const mention of mentionsOf(template.sections)) {
    if (mention.kind === 'condition' && mention.section === 'Conditions')
      parts.get(mention.id)?.push(mention.name);
  }
  return parts;
}

/** A chain of names that ends where it began. */
function circle(parts: Map<string, string[]>, start: string): string[] | undefined {
  const seen = new Set<string>();
  const follow = (name: string, trail: string[]): string[] | undefined => {
    for (const next of parts.get(name) ?? []) {
      if (next === start) return [...trail, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = follow(next, [...trail, next]);
      if (found) return found;
    }
    return undefined;
  };
  return follow(start, [start]);
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** What of a mapping is no value under two keys. */
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

/** Whether a mapping lacks what is asked of it, as far as the keys are written out. */
function lacks(mapping: Fields, [first, second]: unknown[]): boolean {
  if (!isScalar(first)) return false;
  const values = mapping[String(first)];
  if (values === undefined) return true;
  return isScalar(second) && !Object.hasOwn(fieldsOf(values), String(second));
}

export const CONDITION_RULES: Rule[] = [
  {
    id: 'condition-form',
    verdict: 'refused',
    where: 'Conditions',
    must: `must be made of ${LOGICAL.join(', ')}`,
    checkTemplate: ({ Conditions }) =>
      Object.entries(Conditions)
        .filter(([, value]) => !isCondition(value))
        .map(([name, value]) => ({ logicalId: name, path: `Conditions.${name}`, value })),
  },
  {
    id: 'condition-cycle',
    verdict: 'refused',
    where: 'Conditions',
    must: 'must not be made of itself',
    checkTemplate: (template) => {
      const parts = partsOf(template);
      const start = [...parts.keys()].find((name) => circle(parts, name));
      if (start === undefined) return [];
      return [{ logicalId: start, path: `Conditions.${start}`, value: circle(parts, start)?.join(' → ') }];
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
      mentionsOf(template.sections).flatMap((mention): Problem[] => {
        if (mention.kind !== 'mapping' || !Object.hasOwn(template.Mappings, mention.name)) return [];
        const { id, path, name, keys } = mention;
        return lacks(fieldsOf(template.Mappings[name]), keys) ? [{ logicalId: id, path, value: keys }] : [];
      }),
  },
];

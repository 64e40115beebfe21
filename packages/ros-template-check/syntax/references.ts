import { asCall, type Call, splitVariable, substitutionOf, VARIABLE } from './call';
import { type Fields, isFields, listOf } from './template';

/** What a value of the template mentions, wherever it stands, and what is wrong with how it does. */
export type Mention =
  | { kind: 'reference'; path: string; name: string; attribute?: string }
  | { kind: 'condition'; path: string; name: string }
  | { kind: 'mapping'; path: string; name: string; keys: unknown[] }
  | { kind: 'unknown function'; path: string; name: string }
  | { kind: 'arguments'; path: string; name: string; must: string; value: unknown };

/** Arguments of each function that ROS has: whether they have the right form, and the form in words. */
const FUNCTIONS: Readonly<Record<string, { form: string; fits(args: unknown, list: unknown[]): boolean }>> = {
  Ref: { form: 'take the name of a parameter or a resource', fits: (args) => typeof args === 'string' },
  'Fn::GetAtt': {
    form: 'take a list of a resource and an attribute',
    fits: (_, list) => list.length === 2 && typeof list[0] === 'string',
  },
  'Fn::Join': {
    form: 'take a delimiter and a list',
    fits: (_, list) => list.length === 2 && typeof list[0] === 'string' && typeof list[1] === 'object',
  },
  'Fn::Sub': {
    form: 'take a text, or a list of a text and variables',
    fits: (args) => !!substitutionOf(args),
  },
  'Fn::Select': { form: 'take an index and a list', fits: (_, list) => [2, 3].includes(list.length) },
  'Fn::Split': {
    form: 'take a delimiter and a text',
    fits: (_, list) => list.length === 2 && list[0] !== '',
  },
  'Fn::If': {
    form: 'take a condition and two values',
    fits: (_, list) => list.length === 3 && typeof list[0] === 'string',
  },
  'Fn::FindInMap': { form: 'take a mapping and two keys', fits: (_, list) => list.length === 3 },
  'Fn::Equals': { form: 'take two values', fits: (_, list) => list.length === 2 },
  'Fn::And': { form: 'take at least two conditions', fits: (_, list) => list.length >= 2 },
  'Fn::Or': { form: 'take at least two conditions', fits: (_, list) => list.length >= 2 },
  'Fn::Not': { form: 'take one condition', fits: (args) => listOf(args).length === 1 },
};

/** Functions of ROS whose arguments are not judged here. */
const OTHER_FUNCTIONS = new Set(
  [
    'Add Avg Base64 Base64Decode Base64Encode Calculate Cidr Contains EachMemberIn Format GetAZs GetJsonValue',
    'GetStackOutput Index Jq Length ListMerge MatchPattern Max MemberListToMap MergeMapToList Min Replace',
    'ResourceFacade SelectMapList Str Sub TransformNamespace Any MarketplaceImage',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `Fn::${name}`),
);

/** Functions that take conditions, by name or inline. */
const LOGIC = new Set(['Fn::And', 'Fn::Or', 'Fn::Not']);

/** Every mention in `value`. */
export function* mentionsIn(value: unknown, path: string): Generator<Mention> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* mentionsIn(item, `${path}.${index}`);
    return;
  }
  const call = asCall(value);
  if (call) {
    yield* inCall(call, `${path}.${call.name}`);
  } else if (isFields(value)) {
    yield* inFields(value, path);
  }
}

function* inFields(fields: Fields, path: string): Generator<Mention> {
  for (const [key, item] of Object.entries(fields)) {
    if (key.startsWith('Fn::') || key === 'Ref') {
      const must = 'stand alone in its object';
      yield { kind: 'arguments', path: `${path}.${key}`, name: key, must, value: fields };
    }
    yield* mentionsIn(item, `${path}.${key}`);
  }
}

function* inCall({ name, args }: Call, path: string): Generator<Mention> {
  const list = Array.isArray(args) ? args : [];
  const known = FUNCTIONS[name];
  if (known ? !known.fits(args, list) : !OTHER_FUNCTIONS.has(name)) {
    yield known
      ? { kind: 'arguments', path, name, must: known.form, value: args }
      : { kind: 'unknown function', path, name };
    return;
  }
  if (name === 'Ref') yield { kind: 'reference', path, name: String(args) };
  else if (name === 'Fn::GetAtt')
    yield { kind: 'reference', path, name: list[0], attribute: String(list[1]) };
  else if (name === 'Fn::Sub') yield* inSubstitution(args, path);
  else if (LOGIC.has(name)) yield* conditionsIn(listOf(args), path);
  else {
    if (name === 'Fn::If') yield { kind: 'condition', path, name: list[0] };
    if (name === 'Fn::FindInMap' && typeof list[0] === 'string') {
      yield { kind: 'mapping', path, name: list[0], keys: list.slice(1) };
    }
    yield* mentionsIn(args, path);
  }
}

function* inSubstitution(args: unknown, path: string): Generator<Mention> {
  const { text, variables } = substitutionOf(args)!;
  for (const [, literal, variable] of text.matchAll(VARIABLE)) {
    if (literal || Object.hasOwn(variables, variable!)) continue;
    yield { kind: 'reference', path, ...splitVariable(variable!) };
  }
  yield* mentionsIn(variables, path);
}

/** Conditions stand by name, as `{ "Condition": NAME }`, or inline. */
export function* conditionsIn(list: unknown[], path: string): Generator<Mention> {
  for (const item of list) {
    const name = isFields(item) ? item['Condition'] : item;
    if (typeof name === 'string') yield { kind: 'condition', path, name };
    else yield* mentionsIn(item, path);
  }
}

export type PlacedMention = Mention & { section: string; id: string };

/** Several rules ask for them, of a template that stays as it is. */
const known = new WeakMap<Fields, PlacedMention[]>();

/** Every mention of a whole template, by the section and the id that it stands in. */
export function mentionsOf(sections: Fields): PlacedMention[] {
  const found = known.get(sections) ?? [...allMentions(sections)];
  known.set(sections, found);
  return found;
}

function* allMentions(sections: Fields): Generator<PlacedMention> {
  for (const section of ['Conditions', 'Resources', 'Outputs']) {
    const entries = sections[section];
    for (const [id, entry] of Object.entries(isFields(entries) ? entries : {})) {
      const path = `${section}.${id}`;
      const condition = isFields(entry) ? entry['Condition'] : undefined;
      if (section !== 'Conditions' && typeof condition === 'string') {
        yield { kind: 'condition', path: `${path}.Condition`, name: condition, section, id };
      }
      const found = section === 'Conditions' ? conditionsIn([entry], path) : mentionsIn(entry, path);
      for (const mention of found) yield { ...mention, section, id };
    }
  }
}

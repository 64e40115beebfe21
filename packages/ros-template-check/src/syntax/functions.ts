import { FunctionError } from './function-error';
import { isKnown } from './placeholder';
import { sameJson } from './same-json';
import { select } from './select';
import { substitutionOf } from './substitution';
import { isFields, listOf } from './template';

export interface RosFunction {
  /** The arguments in words, as an error says them: `must take …`. */
  takes: string;
  /** Whether arguments as they are written have the right form. */
  fits(args: unknown, list: unknown[]): boolean;
  /**
   * Computes the result from the evaluated arguments. Absent for functions that need the template, which the evaluator
   * computes, and for those that have no result here.
   * @throws FunctionError
   */
  evaluate?(args: unknown): unknown;
  /** Whether there is a result although some arguments are not known yet. @default never */
  copesWithUnknown?(args: unknown): boolean;
}

const isText = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

function text(value: unknown): string {
  if (isText(value)) return String(value);
  throw new FunctionError('must take strings and numbers');
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new FunctionError('must take a list');
}

const numbers = (args: unknown): number[] =>
  list(args).map((value) => {
    if (typeof value === 'number') return value;
    throw new FunctionError('must take a list of numbers');
  });

function split(args: unknown): string[] {
  const [delimiter, whole] = list(args);
  if (typeof delimiter !== 'string' || typeof whole !== 'string') {
    throw new FunctionError('must take a delimiter and a text');
  }
  return whole.split(delimiter);
}

function replace(args: unknown): string {
  const [pairs, whole] = list(args);
  if (!isFields(pairs) || typeof whole !== 'string') {
    throw new FunctionError('must take a map of replacements and a text');
  }
  return Object.entries(pairs).reduce((result, [from, to]) => result.replaceAll(from, () => text(to)), whole);
}

function getJsonValue(args: unknown): unknown {
  const [key, json] = list(args);
  if (typeof key !== 'string' || typeof json !== 'string') {
    throw new FunctionError('must take a key and JSON text');
  }
  try {
    const parsed: unknown = JSON.parse(json);
    return isFields(parsed) && Object.hasOwn(parsed, key) ? parsed[key] : '';
  } catch {
    throw new FunctionError('must take JSON text');
  }
}

function lengthOf(args: unknown): number {
  if (Array.isArray(args) || typeof args === 'string') return args.length;
  if (isFields(args)) return Object.keys(args).length;
  throw new FunctionError('must take a text, a list or a map');
}

const pair = (_: unknown, items: unknown[]) => items.length === 2;
const anything = () => true;

const LISTS: Readonly<Record<string, RosFunction>> = {
  'Fn::Join': {
    takes: 'a delimiter and a list',
    fits: (_, [delimiter, items, ...others]) =>
      typeof delimiter === 'string' && typeof items === 'object' && others.length === 0,
    evaluate: (args) =>
      list(list(args)[1])
        .map(text)
        .join(text(list(args)[0])),
    // A text with an unknown part can still be checked.
    copesWithUnknown: (args) => Array.isArray(args) && Array.isArray(args[1]),
  },
  'Fn::Split': {
    takes: 'a delimiter and a text',
    fits: (_, items) => items.length === 2 && items[0] !== '',
    evaluate: split,
  },
  'Fn::Select': {
    takes: 'an index and a list',
    fits: (_, items) => [2, 3].includes(items.length),
    evaluate: select,
    // The length of a list can be known before its items are.
    copesWithUnknown: (args) => Array.isArray(args) && isKnown(args[0]) && typeof args[1] === 'object',
  },
  'Fn::ListMerge': {
    takes: 'a list of lists',
    fits: anything,
    evaluate: (args) => list(args).flatMap(list),
    copesWithUnknown: (args) => Array.isArray(args) && args.every(Array.isArray),
  },
  'Fn::Length': { takes: 'a text, a list or a map', fits: anything, evaluate: lengthOf },
  'Fn::Max': {
    takes: 'a list of numbers',
    fits: anything,
    evaluate: (args) => Math.max(...numbers(args)),
  },
  'Fn::Min': {
    takes: 'a list of numbers',
    fits: anything,
    evaluate: (args) => Math.min(...numbers(args)),
  },
};

const TEXTS: Readonly<Record<string, RosFunction>> = {
  'Fn::Sub': { takes: 'a text, or a list of a text and variables', fits: (args) => !!substitutionOf(args) },
  'Fn::Replace': { takes: 'a map of replacements and a text', fits: pair, evaluate: replace },
  'Fn::Str': { takes: 'a number', fits: anything, evaluate: text },
  'Fn::Base64Encode': {
    takes: 'a text',
    fits: anything,
    evaluate: (args) => Buffer.from(text(args)).toString('base64'),
  },
  'Fn::Base64Decode': {
    takes: 'a text',
    fits: anything,
    evaluate: (args) => Buffer.from(text(args), 'base64').toString('utf8'),
  },
  'Fn::GetJsonValue': { takes: 'a key and JSON text', fits: pair, evaluate: getJsonValue },
};

const OF_THE_TEMPLATE: Readonly<Record<string, RosFunction>> = {
  Ref: { takes: 'the name of a parameter or a resource', fits: (args) => typeof args === 'string' },
  'Fn::GetAtt': {
    takes: 'a list of a resource and an attribute',
    fits: (_, items) => items.length === 2 && typeof items[0] === 'string',
  },
  'Fn::If': {
    takes: 'a condition and two values',
    fits: (_, items) => items.length === 3 && typeof items[0] === 'string',
  },
  'Fn::FindInMap': { takes: 'a mapping and two keys', fits: (_, items) => items.length === 3 },
};

const LOGICAL: Readonly<Record<string, RosFunction>> = {
  'Fn::Equals': {
    takes: 'two values',
    fits: pair,
    evaluate: (args) => sameJson(list(args)[0], list(args)[1]),
  },
  'Fn::And': { takes: 'at least two conditions', fits: (_, items) => items.length >= 2 },
  'Fn::Or': { takes: 'at least two conditions', fits: (_, items) => items.length >= 2 },
  'Fn::Not': { takes: 'one condition', fits: (args) => listOf(args).length === 1 },
  'Fn::Any': { takes: 'values', fits: anything },
  'Fn::Contains': { takes: 'a list and a value', fits: anything },
  'Fn::EachMemberIn': { takes: 'two lists', fits: anything },
  'Fn::MatchPattern': { takes: 'a pattern and a text', fits: anything },
};

/** Functions of ROS that have no result here: only their names are known. */
const OTHERS = Object.fromEntries(
  [
    'Add Avg Base64 Calculate Cidr Format GetAZs GetStackOutput Index Jq MemberListToMap MergeMapToList',
    'ResourceFacade SelectMapList TransformNamespace MarketplaceImage',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [`Fn::${name}`, { takes: 'arguments', fits: anything }]),
);

/** Every function that ROS has. */
export const FUNCTIONS: ReadonlyMap<string, RosFunction> = new Map(
  Object.entries({ ...OF_THE_TEMPLATE, ...LISTS, ...TEXTS, ...LOGICAL, ...OTHERS }),
);

/** Functions with the result true or false, used in conditions. */
export const LOGICAL_FUNCTIONS: ReadonlySet<string> = new Set(Object.keys(LOGICAL));

/** Functions that ROS allows only in Conditions and Rules, by its documentation. */
export const CONDITION_FUNCTIONS: ReadonlySet<string> = new Set([
  'Fn::Equals',
  'Fn::And',
  'Fn::Or',
  'Fn::Not',
]);

/** Functions that need the template or its conditions. */
const SCOPED: ReadonlySet<string> = new Set([
  ...Object.keys(OF_THE_TEMPLATE),
  'Fn::Sub',
  'Fn::And',
  'Fn::Or',
  'Fn::Not',
]);

/** Whether a function has a result here. */
export const isEvaluated = (name: string): boolean => SCOPED.has(name) || !!FUNCTIONS.get(name)?.evaluate;

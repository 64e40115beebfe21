import { FunctionError } from './function-error';
import { sameJson } from './same-json';
import { select } from './select';

/** A function that needs only its arguments, which contain no functions any more. */
type PureFunction = (args: unknown) => unknown;

function list(args: unknown, rule: string, length?: number): unknown[] {
  if (!Array.isArray(args) || (length !== undefined && args.length !== length)) throw new FunctionError(rule);
  return args;
}

function string(value: unknown, rule: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new FunctionError(rule);
}

function join(args: unknown): string {
  const rule = 'takes a delimiter and a list of strings';
  const [delimiter, items] = list(args, rule, 2);
  if (typeof delimiter !== 'string') throw new FunctionError(rule);
  return list(items, rule)
    .map((item) => string(item, rule))
    .join(delimiter);
}

function split(args: unknown): string[] {
  const rule = 'takes a delimiter and a string';
  const [delimiter, text] = list(args, rule, 2);
  if (typeof delimiter !== 'string' || delimiter === '' || typeof text !== 'string')
    throw new FunctionError(rule);
  return text.split(delimiter);
}

function replace(args: unknown): string {
  const rule = 'takes a map of replacements and a string';
  const [pairs, text] = list(args, rule, 2);
  if (typeof pairs !== 'object' || pairs === null || typeof text !== 'string') throw new FunctionError(rule);
  return Object.entries(pairs).reduce(
    (result, [from, to]) => result.replaceAll(from, () => string(to, rule)),
    text,
  );
}

function getJsonValue(args: unknown): unknown {
  const rule = 'takes a key and JSON text';
  const [key, text] = list(args, rule, 2);
  if (typeof key !== 'string' || typeof text !== 'string') throw new FunctionError(rule);
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (Reflect.get(parsed, key) ?? '') : '';
  } catch {
    throw new FunctionError(rule);
  }
}

function base64Decode(args: unknown): string {
  return Buffer.from(string(args, 'takes a string'), 'base64').toString('utf8');
}

function numbers(args: unknown): number[] {
  return list(args, 'takes a list of numbers').map((value) => {
    if (typeof value !== 'number') throw new FunctionError('takes a list of numbers');
    return value;
  });
}

function lengthOf(args: unknown): number {
  if (Array.isArray(args) || typeof args === 'string') return args.length;
  if (typeof args === 'object' && args !== null) return Object.keys(args).length;
  throw new FunctionError('takes a string, a list or a map');
}

export const PURE_FUNCTIONS: ReadonlyMap<string, PureFunction> = new Map<string, PureFunction>([
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::Replace', replace],
  ['Fn::Str', (args) => string(args, 'takes a number')],
  ['Fn::Base64Encode', (args) => Buffer.from(string(args, 'takes a string')).toString('base64')],
  ['Fn::Base64Decode', base64Decode],
  [
    'Fn::ListMerge',
    (args) => list(args, 'takes a list of lists').flatMap((one) => list(one, 'takes a list of lists')),
  ],
  ['Fn::GetJsonValue', getJsonValue],
  ['Fn::Length', lengthOf],
  ['Fn::Max', (args) => Math.max(...numbers(args))],
  ['Fn::Min', (args) => Math.min(...numbers(args))],
  [
    'Fn::Equals',
    (args) => {
      const [left, right] = list(args, 'takes two values', 2);
      return sameJson(left, right);
    },
  ],
]);

/** Functions that need the template or the stack; `PropertyResolver` evaluates them. */
const SCOPED_FUNCTIONS: ReadonlySet<string> = new Set([
  'Ref',
  'Fn::GetAtt',
  'Fn::Sub',
  'Fn::If',
  'Fn::FindInMap',
  'Fn::And',
  'Fn::Or',
  'Fn::Not',
]);

export const isKnownFunction = (name: string): boolean =>
  PURE_FUNCTIONS.has(name) || SCOPED_FUNCTIONS.has(name);

/** The function call in an object with a single key: `{ "Fn::Join": … }` or `{ "Ref": … }`. */
export function asCall(value: unknown): { name: string; args: unknown } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0) return undefined;
  const [name, args] = entry;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, args } : undefined;
}

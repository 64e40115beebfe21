import { isIPv4 } from 'node:net';
import { limits } from 'ros-template-check';
import { EventBridgeError } from './errors';

/** What a rule asks of an event: its fields, each with a list of values or expressions, one of which must hold. */
export type Pattern = { [field: string]: Pattern | unknown[] };

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Test = (value: unknown) => boolean;

const text =
  (holds: (value: string, given: string) => boolean) =>
  (given: unknown): Test | undefined =>
    typeof given === 'string' ? (value) => typeof value === 'string' && holds(value, given) : undefined;

/** Makes the test of an expression; undefined for an operand that it cannot have. */
const OPERATORS: Record<string, (given: unknown) => Test | undefined> = {
  prefix: text((value, given) => value.startsWith(given)),
  suffix: text((value, given) => value.endsWith(given)),
  contains: text((value, given) => value.includes(given)),
  'anything-but': anythingBut,
  numeric,
  cidr,
  exists: (given) => (typeof given === 'boolean' ? (value) => (value !== undefined) === given : undefined),
};

function anythingBut(given: unknown): Test | undefined {
  if (isMap(given)) {
    const inner = expression(given);
    return inner && ((value) => value !== undefined && !inner(value));
  }
  const others = Array.isArray(given) ? given : [given];
  if (others.length === 0 || !others.every(isScalar)) return undefined;
  return (value) => value !== undefined && !others.includes(value);
}

const COMPARISONS: Record<string, (value: number, given: number) => boolean> = {
  '=': (value, given) => value === given,
  '!=': (value, given) => value !== given,
  '>': (value, given) => value > given,
  '>=': (value, given) => value >= given,
  '<': (value, given) => value < given,
  '<=': (value, given) => value <= given,
};

function numeric(given: unknown): Test | undefined {
  if (!Array.isArray(given) || given.length === 0 || given.length % 2 === 1) return undefined;
  const tests: Test[] = [];
  for (let at = 0; at < given.length; at += 2) {
    const [operator, operand] = [String(given[at]), given[at + 1]];
    const compare = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
    if (!compare || typeof operand !== 'number') return undefined;
    tests.push((value) => typeof value === 'number' && compare(value, operand));
  }
  return (value) => tests.every((test) => test(value));
}

const addressNumber = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

function cidr(given: unknown): Test | undefined {
  const [, network = '', bits = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(String(given)) ?? [];
  if (!isIPv4(network) || Number(bits) > 32) return undefined;
  const size = 2 ** (32 - Number(bits));
  const start = Math.floor(addressNumber(network) / size);
  return (value) =>
    typeof value === 'string' && isIPv4(value) && Math.floor(addressNumber(value) / size) === start;
}

const isScalar = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** All expressions in a map must hold. */
function expression(given: Record<string, unknown>): Test | undefined {
  const tests = Object.entries(given).map(([name, operand]) =>
    Object.hasOwn(OPERATORS, name) ? OPERATORS[name]!(operand) : undefined,
  );
  if (tests.length === 0 || tests.length > limits.eventBridge.EXPRESSIONS || tests.includes(undefined))
    return undefined;
  return (value) => tests.every((test) => test!(value));
}

const testOf = (given: unknown): Test | undefined => {
  if (isMap(given)) return expression(given);
  return isScalar(given) ? (value) => value === given : undefined;
};

/** @throws EventBridgeError `InvalidArgument` with the place of what is no pattern */
export function checkPattern(given: unknown, place = '$'): asserts given is Pattern {
  if (!isMap(given)) {
    throw new EventBridgeError('InvalidArgument', `The pattern must have an object at ${place}.`);
  }
  for (const [field, asked] of Object.entries(given)) {
    if (!Array.isArray(asked)) checkPattern(asked, `${place}.${field}`);
    else if (asked.length === 0 || asked.some((one) => !testOf(one))) {
      throw new EventBridgeError(
        'InvalidArgument',
        `The pattern must have values or expressions (${Object.keys(OPERATORS).join(', ')}) at ${place}.${field}, ` +
          `${JSON.stringify(asked).slice(0, 200)} given.`,
      );
    }
  }
}

/** Every field of the pattern must be in the event, with one of its values; of a list in the event any item will do. */
export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, asked]) => {
    const value = isMap(event) && Object.hasOwn(event, field) ? event[field] : undefined;
    if (!Array.isArray(asked)) return matches(asked, value);
    const values = Array.isArray(value) && value.length > 0 ? value : [value];
    return asked.some((one) => values.some((item) => testOf(one)!(item)));
  });
}

import { SlsError } from '../errors';

/** A moment, as SQL functions of time give it. */
export class Timestamp {
  constructor(readonly ms: number) {}
}

/** A value in SQL. A bigint is of type bigint, a number of type double: they divide differently. */
export type SqlValue = null | bigint | number | string | boolean | Timestamp;

export const sqlError = (message: string): SlsError => new SlsError('ParameterInvalid', message);

export function typeOf(value: SqlValue): string {
  if (value instanceof Timestamp) return 'timestamp';
  return (
    { bigint: 'bigint', number: 'double', string: 'varchar', boolean: 'boolean' }[typeof value as string] ??
    'unknown'
  );
}

/** As the service writes values in an answer, where all are text. */
export function toText(value: SqlValue): string {
  if (value instanceof Timestamp) return new Date(value.ms).toISOString().replace('T', ' ').replace('Z', '');
  return typeof value === 'number' ? doubleText(value) : String(value);
}

/** Java's form of a double: `2.0`, `0.25`, `1.5E9`. */
function doubleText(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return String(value);
  if (size === 0 || (size >= 1e-3 && size < 1e7))
    return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** Less than 0, 0 or more than 0. @throws SlsError for values of types that cannot be compared */
export function compare(left: SqlValue, right: SqlValue): number {
  const isNumber = (value: SqlValue): boolean => typeof value === 'bigint' || typeof value === 'number';
  if (typeOf(left) !== typeOf(right) && !(isNumber(left) && isNumber(right))) {
    throw sqlError(`${typeOf(left)} and ${typeOf(right)} cannot be compared.`);
  }
  const [a, b] = [left, right].map((value) => (value instanceof Timestamp ? value.ms : value));
  return a! < b! ? -1 : a! > b! ? 1 : 0;
}

/** For ORDER BY: nothing comes last, in either direction. */
export function compareForOrder(left: SqlValue, right: SqlValue, descending: boolean): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return descending ? compare(right, left) : compare(left, right);
}

/** `+ - * / %`: two bigints give a bigint, so that `1 / 2` is 0. @throws SlsError */
export function calculate(operator: string, left: SqlValue, right: SqlValue): SqlValue {
  if (left === null || right === null) return null;
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    if ((operator === '/' || operator === '%') && right === 0n) throw sqlError('Division by zero');
    return WHOLE[operator]!(left, right);
  }
  for (const value of [left, right]) {
    if (typeof value !== 'bigint' && typeof value !== 'number') {
      throw sqlError(`'${operator}' needs numbers, ${typeOf(value)} given.`);
    }
  }
  return DOUBLE[operator]!(Number(left), Number(right));
}

const WHOLE: Record<string, (a: bigint, b: bigint) => bigint> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

const DOUBLE: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

import type { Range } from './limits';
import { textOf } from './syntax/text-of';

/** A text of digits counts as a number, as in ROS: functions and String parameters return text. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
}

export function isWithin(value: unknown, { min, max, step = 1 }: Range): boolean {
  const number = numberOf(value);
  return Number.isInteger(number / step) && number >= min && number <= max;
}

/** A range in words. */
export const inWords = ({ min, max }: Range): string => `${min} to ${max}`;

export const matches = (value: unknown, pattern: RegExp): boolean =>
  typeof value === 'string' && pattern.test(value);

/** Whether a value is `true`, or text that ROS reads as true. */
export const isOn = (value: unknown): boolean => value === true || value === 'true' || value === 'True';

/** Whether a value is one of a list of names. */
export const isOneOf = (value: unknown, names: readonly string[]): boolean => names.includes(textOf(value));

import type { Column } from '../columns';
import type { Value } from './ast';
import { shortName } from './columns';
import { isRelative, timeOf } from './times';
import { numberOf } from './units';

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

/** Turns a text into a constant of the column's type, or says what is wrong with it. */
export function constantOf(
  text: string,
  column: Column,
  now: number | undefined,
): Value | { problem: string } {
  const is = `'${shortName(column.name)}' is ${kindOf(column)}`;
  switch (column.type) {
    case 'integer':
    case 'double': {
      const number = numberOf(text, column.unit);
      if (typeof number !== 'number') return { problem: `${is}: ${number.problem}, '${text}' given.` };
      if (column.type === 'integer' && !Number.isSafeInteger(number)) {
        return { problem: `${is}: a whole number is expected, '${text}' given.` };
      }
      return { type: 'number', number };
    }
    case 'boolean': {
      const boolean = BOOLEANS.get(text.toLowerCase());
      if (boolean === undefined) return { problem: `${is}: 'true' or 'false' is expected, '${text}' given.` };
      return { type: 'boolean', boolean };
    }
    case 'time': {
      const time = timeOf(text, now ?? 0);
      if (time && (now !== undefined || !isRelative(text))) return { type: 'time', ...time };
      if (time)
        return { problem: `${is}, and must mean the same at any time: a date is expected, '${text}' given.` };
      return {
        problem: `${is}: a date like '2026-11-01', a time like '2026-11-01T10:00' or a distance like '-7d' is expected, '${text}' given.`,
      };
    }
    default:
      return { type: 'text', text };
  }
}

/** For messages, such as `a number of bytes`. */
export function kindOf({ type, unit, search }: Column): string {
  if (type === 'integer' || type === 'double') return unit ? `a number of ${unit}` : 'a number';
  if (type === 'boolean') return 'true or false';
  if (type === 'time') return 'a time';
  if (type === 'list') return 'a list of strings';
  if (type === 'position') return 'a position on Earth';
  return search === 'text' ? 'a text' : 'a string';
}

/** For a list, an example of one item. */
export function exampleOf({ type, example }: Column): string {
  return type === 'list' ? String((JSON.parse(String(example)) as unknown[])[0]) : String(example);
}

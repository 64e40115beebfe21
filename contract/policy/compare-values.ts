import { compareTexts } from '../compare-texts';
import { holds } from '../query/holds';
import type { RuleOperator } from './policy';

/** No digit can be matched in two ways: a title of a million digits takes no longer than another. */
const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The text as a number, where all of it is one; no text at all is 0, as in MediaConch. */
export const numberIn = (text: string): number | undefined =>
  text === '' ? 0 : NUMBER.test(text) ? Number(text) : undefined;

/** Not their difference, which is no number where both are beyond what a number can hold. */
const sign = (left: number, right: number): number => (left < right ? -1 : left > right ? 1 : 0);

/**
 * Compares a value of a report with a wanted one: as numbers where both are numbers, so that `25` equals `25.000`;
 * otherwise as texts, by their bytes, so that timecodes can be compared too.
 */
export function fits(value: string, operator: RuleOperator, wanted: string): boolean {
  if (operator === 'starts with') return value.startsWith(wanted);
  if (operator === 'must not start with') return !value.startsWith(wanted);
  const [left, right] = [numberIn(value), numberIn(wanted)];
  const order = left !== undefined && right !== undefined ? sign(left, right) : compareTexts(value, wanted);
  const fit = holds(operator, order);
  if (fit === undefined) throw new Error(`'${operator}' compares no values.`);
  return fit;
}

import type { Expression } from '../../../contract/query/ast';
import { parseQuery } from '../../../contract/query/parse';
import { printQuery } from '../../../contract/query/print';
import { type Token, tokensOf } from '../../../contract/query/tokens';
import { bareWords } from '../../query/bare-words';

/** A condition of a query: its text as it was written, and what it says. */
export interface Condition {
  text: string;
  expression: Expression;
}

/** A query of nothing but words asks for rows that hold them. @throws QueryError */
export const expressionOf = (query: string, now: number): Expression =>
  bareWords(query) ?? parseQuery(query, now);

/**
 * The conditions that must all hold, each in its own words: a distance such as `-7d` stays one. A query with `or`
 * between its conditions is one condition.
 * @throws QueryError
 */
export function conditionsOf(query: string, now: number): Condition[] {
  const words = bareWords(query);
  const text = words ? printQuery(words) : query;
  if (parseQuery(text, now).kind === 'all') return [];
  const parts = splitAtAnd(text);
  return (parts ?? [`(${text})`]).map((part) => ({ text: part, expression: parseQuery(part, now) }));
}

/** Splits at each `and` that is outside of parentheses and no value; undefined where an `or` is. */
function splitAtAnd(query: string): string[] | undefined {
  const parts: string[] = [];
  const tokens = tokensOf(query);
  let [depth, start] = [0, 0];
  for (const [i, { kind, text, ...span }] of tokens.entries()) {
    if (kind === 'punctuation' && text === '(') depth += 1;
    if (kind === 'punctuation' && text === ')') depth -= 1;
    if (depth > 0 || kind !== 'word' || isValue(tokens[i - 1])) continue;
    if (text.toLowerCase() === 'or') return undefined;
    if (text.toLowerCase() !== 'and') continue;
    parts.push(query.slice(start, span.start).trim());
    start = span.end;
  }
  return [...parts, query.slice(start).trim()];
}

/** What comes after an operator is a value, whatever it reads like. */
const isValue = (before: Token | undefined): boolean =>
  before?.kind === 'operator' || (before?.kind === 'word' && before.text.toLowerCase() === 'like');

export const queryOf = (conditions: readonly { text: string }[]): string =>
  conditions.map(({ text }) => text).join(' and ');

import { decodeMessage } from '../messages';
import type { IndexField } from '../service';
import { tokenize } from './analyzers';
import type { FieldSet } from './fields';
import type { Query } from './query';
import type { Scalar } from './scalars';

const AND = 2;

/** The constant k1 of BM25: how little further occurrences of a word add to the score. */
const SATURATION = 1.2;

/** The words of a value; a KEYWORD is one word. */
const words = (field: IndexField, value: Scalar): string[] =>
  field.type === 'TEXT' ? tokenize(String(value), field.analyzer) : [String(value)];

interface MatchMessage {
  fieldName: string;
  text: string;
  minimumShouldMatch?: number;
  operator?: number;
  weight?: number;
}

/** Matches any of the words; with AND all of them; with `minimumShouldMatch` at least so many. */
export function matchQuery(bytes: Buffer, fields: FieldSet): Query {
  const match = decodeMessage<MatchMessage>('search', 'MatchQuery', bytes);
  const field = fields.queryable(match.fieldName);
  const wanted = [...new Set(words(field, match.text))];
  const least = match.operator === AND ? wanted.length : (match.minimumShouldMatch ?? 1);
  const score = (values: readonly Scalar[]): number | undefined => {
    const found = values.flatMap((value) => words(field, value));
    const counts = wanted
      .map((word) => found.filter((one) => one === word).length)
      .filter((count) => count > 0);
    if (counts.length === 0 || counts.length < least) return undefined;
    return counts.reduce((sum, count) => sum + count / (count + SATURATION), 0) * (match.weight ?? 1);
  };
  return { kind: 'field', field: match.fieldName, score };
}

/** Matches the words next to each other in this order. */
export function matchPhraseQuery(bytes: Buffer, fields: FieldSet): Query {
  const match = decodeMessage<MatchMessage>('search', 'MatchPhraseQuery', bytes);
  const field = fields.queryable(match.fieldName);
  const wanted = words(field, match.text);
  const score = (values: readonly Scalar[]): number | undefined => {
    const found = values.some((value) => containsRun(words(field, value), wanted));
    return found ? (match.weight ?? 1) : undefined;
  };
  return { kind: 'field', field: match.fieldName, score };
}

function containsRun(all: string[], run: string[]): boolean {
  if (run.length === 0) return false;
  return all.some((_, start) => run.every((word, offset) => all[start + offset] === word));
}

import { decodeMessage } from '../messages';
import type { IndexField } from '../service';
import { tokenize } from './analyzers';
import type { Document } from './document';
import type { FieldSet } from './fields';
import type { Scalar } from './scalars';

const AND = 2;

/** How fast further occurrences of a word stop adding to the score, as in BM25. */
const SATURATION = 1.2;

/** Words of a value: a KEYWORD is one word as it stands. */
const words = (field: IndexField, value: Scalar): string[] =>
  field.type === 'TEXT' ? tokenize(String(value), field.analyzer) : [String(value)];

interface MatchMessage {
  fieldName: string;
  text: string;
  minimumShouldMatch?: number;
  operator?: number;
  weight?: number;
}

/** Any of the words; all of them with AND; at least so many with `minimumShouldMatch`. */
export function matchQuery(bytes: Buffer, fields: FieldSet): (document: Document) => number | undefined {
  const match = decodeMessage<MatchMessage>('search', 'MatchQuery', bytes);
  const field = fields.queryable(match.fieldName);
  const wanted = [...new Set(words(field, match.text))];
  const least = match.operator === AND ? wanted.length : (match.minimumShouldMatch ?? 1);
  return (document) => {
    const found = (document.values.get(match.fieldName) ?? []).flatMap((value) => words(field, value));
    const counts = wanted
      .map((word) => found.filter((one) => one === word).length)
      .filter((count) => count > 0);
    if (counts.length === 0 || counts.length < least) return undefined;
    return counts.reduce((score, count) => score + count / (count + SATURATION), 0) * (match.weight ?? 1);
  };
}

/** The words next to each other in this order. */
export function matchPhraseQuery(
  bytes: Buffer,
  fields: FieldSet,
): (document: Document) => number | undefined {
  const match = decodeMessage<MatchMessage>('search', 'MatchPhraseQuery', bytes);
  const field = fields.queryable(match.fieldName);
  const wanted = words(field, match.text);
  return (document) => {
    const values = document.values.get(match.fieldName) ?? [];
    const found = values.some((value) => containsRun(words(field, value), wanted));
    return found ? (match.weight ?? 1) : undefined;
  };
}

function containsRun(all: string[], run: string[]): boolean {
  if (run.length === 0) return false;
  return all.some((_, start) => run.every((word, offset) => all[start + offset] === word));
}

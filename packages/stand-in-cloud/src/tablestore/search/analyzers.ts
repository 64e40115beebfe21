import type { IndexField } from '../service';

/** All analyzers of the service. */
export const ANALYZERS: readonly string[] = ['single_word', 'max_word', 'min_word', 'split', 'fuzzy'];

/** A word is a sequence of letters and digits; each Chinese or Japanese character is a word of its own. */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{Alphabetic}\p{Number}])+/gu;

/**
 * The words of a text by the field's analyzer: `single_word` (the default) takes sequences of letters and digits, `split`
 * separates at spaces, `fuzzy` gives single characters, so that a phrase is found inside a word. `min_word` and
 * `max_word` use dictionaries in production; here they work like `single_word`.
 */
export function tokenize(text: string, analyzer: IndexField['analyzer']): string[] {
  const lower = text.toLowerCase();
  switch (analyzer) {
    case 'split':
      return lower.split(/\s+/u).filter((word) => word !== '');
    case 'fuzzy':
      return [...lower];
    default:
      return lower.match(WORDS) ?? [];
  }
}

/** Longest term of `fuzzy`, in characters. */
const MAX_FUZZY_CHARS = 7;

/**
 * The terms of a value in the index of a TEXT field, for queries that compare whole terms: the words, and for `fuzzy`
 * every sequence of up to seven characters.
 */
export function indexedTerms(text: string, analyzer: IndexField['analyzer']): string[] {
  const tokens = tokenize(text, analyzer);
  if (analyzer !== 'fuzzy') return tokens;
  return tokens.flatMap((_, start) =>
    tokens
      .slice(start, start + MAX_FUZZY_CHARS)
      .map((_, last) => tokens.slice(start, start + last + 1).join('')),
  );
}

import type { IndexField } from '../service';

/** Every analyzer that the service has. */
export const ANALYZERS: readonly string[] = ['single_word', 'max_word', 'min_word', 'split', 'fuzzy'];

/** Letters and digits in runs; each ideograph or kana is a word of its own. */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{Alphabetic}\p{Number}])+/gu;

/**
 * The words of a text as the field's analyzer cuts it: `single_word` (the default) by letters and digits, `split`
 * at spaces, `fuzzy` into characters, so that a phrase is found anywhere inside a word. The dictionary analyzers
 * `min_word` and `max_word` are cut like `single_word`.
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

/** Longest piece that `fuzzy` keeps as a term, in characters. */
const MAX_FUZZY_CHARS = 7;

/**
 * What the index of a TEXT field holds of a value, to be met exactly by queries that do not cut their own text:
 * the words, and for `fuzzy` every run of up to seven characters.
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

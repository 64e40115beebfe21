import type { IndexField } from '../service';

/** All analyzers of the service. */
export const ANALYZERS: readonly string[] = ['single_word', 'max_word', 'min_word', 'split', 'fuzzy'];

/** A word is a sequence of letters and digits; each Chinese or Japanese character is a word of its own. */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{Alphabetic}\p{Number}])+/gu;

/**
 * The words of a text by the field's analyzer: `single_word` (the default) takes sequences of letters and digits, `split`
 * separates at spaces, `fuzzy` gives single characters, so that a phrase is found inside a word. `min_word` and
 * `max_word` divide Chinese by a dictionary, as in production; the dictionary is that of Node.js, so that some words differ.
 */
export function tokenize(text: string, analyzer: IndexField['analyzer']): string[] {
  const lower = text.toLowerCase();
  switch (analyzer) {
    case 'split':
      return lower.split(/\s+/u).filter((word) => word !== '');
    case 'fuzzy':
      return [...lower];
    case 'min_word':
      return (lower.match(RUNS) ?? []).flatMap((run) => (CHINESE.test(run) ? segmentsOf(run) : [run]));
    case 'max_word':
      return (lower.match(RUNS) ?? []).flatMap((run) => (CHINESE.test(run) ? allWordsOf(run) : [run]));
    default:
      return lower.match(WORDS) ?? [];
  }
}

/** A sequence of Chinese or Japanese characters, or of other letters and digits. */
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{Alphabetic}\p{Number}])+/gu;
const CHINESE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const DICTIONARY = new Intl.Segmenter('zh', { granularity: 'word' });
/** Few Chinese words are longer, and every part of a text up to this length is looked up. */
const LONGEST_WORD = 4;

const segmentsOf = (run: string): string[] => [...DICTIONARY.segment(run)].map(({ segment }) => segment);

/** Every word in the run, also those that overlap, and the characters that are in none. */
function allWordsOf(run: string): string[] {
  const characters = [...run];
  let covered = 0;
  return characters.flatMap((character, start) => {
    const words: string[] = [];
    for (let length = 2; length <= LONGEST_WORD && start + length <= characters.length; length++) {
      const word = characters.slice(start, start + length).join('');
      if (segmentsOf(word).length > 1) continue;
      words.push(word);
      covered = Math.max(covered, start + length);
    }
    return words.length === 0 && covered <= start ? [character] : words;
  });
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

/**
 * A word is a sequence of letters and digits; each Chinese or Japanese character is a word of its own. That is the
 * analyzer `single_word` of the search index, which ignores capitals.
 */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{Alphabetic}\p{Number}])+/gu;

const wordsOf = (text: string): string[] => text.toLowerCase().match(WORDS) ?? [];

/** True when the text has the words of the phrase next to each other, in this order. */
export function hasPhrase(text: string, phrase: string): boolean {
  const wanted = wordsOf(phrase);
  if (wanted.length === 0) return false;
  const words = wordsOf(text);
  return words.some((_, start) => wanted.every((word, offset) => words[start + offset] === word));
}

import type { Division } from './indexed-fields';

/** The words of a text; each Chinese character is one where the index includes Chinese. */
export function wordsOf(text: string, { caseSensitive, chinese, delimiters }: Division): string[] {
  const words: string[] = [];
  let word = '';
  const end = (): void => {
    if (word) words.push(word);
    word = '';
  };
  for (const character of caseSensitive ? text : text.toLowerCase()) {
    if (delimiters.includes(character)) end();
    else if (chinese && /\p{Script=Han}/u.test(character)) {
      end();
      words.push(character);
    } else word += character;
  }
  end();
  return words;
}

import { distance } from 'fastest-levenshtein';

/**
 * The name that the user probably meant by `word`, ignoring case: a name that contains the whole word, or
 * else a name for which at most half of the word must be edited. Undefined when there is none.
 */
export function closestName(word: string, names: string[]): string | undefined {
  const lower = word.toLowerCase();
  const candidates = names
    .map((name) => ({ name, edits: distance(lower, name.toLowerCase()) }))
    .filter(({ name, edits }) => name.toLowerCase().includes(lower) || edits * 2 <= word.length)
    .sort((a, b) => a.edits - b.edits);
  return candidates[0]?.name;
}

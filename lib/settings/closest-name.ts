import { distance } from 'fastest-levenshtein';

/**
 * The name that `word` was most likely meant to be, whatever the case: one that holds the whole word, or else one that at
 * most half of the word has to be edited for. Undefined when there is none.
 */
export function closestName(word: string, names: string[]): string | undefined {
  const lower = word.toLowerCase();
  const candidates = names
    .map((name) => ({ name, edits: distance(lower, name.toLowerCase()) }))
    .filter(({ name, edits }) => name.toLowerCase().includes(lower) || edits * 2 <= word.length)
    .sort((a, b) => a.edits - b.edits);
  return candidates[0]?.name;
}

/** Edits (insert, delete, replace) that turn one word into the other, ignoring case. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * The name that `word` was most likely meant to be: one that holds the whole word, or else one that at most half of the
 * word has to be edited for. Undefined when there is none.
 */
export function nearest(word: string, names: string[]): string | undefined {
  const lower = word.toLowerCase();
  const candidates = names
    .map((name) => ({ name, edits: distance(lower, name.toLowerCase()) }))
    .filter(({ name, edits }) => name.toLowerCase().includes(lower) || edits * 2 <= word.length)
    .sort((a, b) => a.edits - b.edits);
  return candidates[0]?.name;
}

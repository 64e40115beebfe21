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

/** The name that `word` was most likely meant to be, or undefined when none is close: half of it may differ. */
export function nearest(word: string, names: string[]): string | undefined {
  const byDistance = names
    .map((name) => ({ name, edits: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = byDistance[0];
  return best && best.edits <= Math.ceil(word.length / 2) ? best.name : undefined;
}

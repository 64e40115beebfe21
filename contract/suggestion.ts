import { distance } from 'fastest-levenshtein';

/** Most letters that may be wrong in a name: more would suggest what nobody meant. */
const MOST_EDITS = 3;
const MOST_SUGGESTIONS = 4;

/** `Did you mean X?` with a space before it; empty when no name is similar. */
export function suggestion(name: string, names: readonly string[]): string {
  const found = nearest(name, names);
  return found.length > 0 ? ` Did you mean ${found.join(' or ')}?` : '';
}

/** Names that differ by a typing error. If there are none, names that contain the word, such as `Width`. */
function nearest(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const scored = names
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = scored[0];
  if (best && best.edits <= Math.min(MOST_EDITS, Math.floor(wanted.length / 3))) {
    return scored.filter(({ edits }) => edits === best.edits).map(({ candidate }) => candidate);
  }
  if (wanted.length < 3) return [];
  return names.filter((candidate) => candidate.toLowerCase().includes(wanted)).slice(0, MOST_SUGGESTIONS);
}

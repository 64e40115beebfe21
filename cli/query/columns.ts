import { distance } from 'fastest-levenshtein';
import { COLUMNS, type Column } from '../../contract/columns';
import { PRIMARY_KEY } from '../../contract/table';

/** The primary key can be queried like any other column. */
const KEY_COLUMNS: Column[] = PRIMARY_KEY.map((name) => ({
  name,
  type: 'string',
  source: 'primary key',
  description: name === 'BucketName' ? 'The object’s bucket.' : 'The object’s key, shortened when too long.',
  example: name === 'BucketName' ? 'my-bucket' : 'films/trailer.mp4',
}));

/** Every column of a row, the primary key included. */
export const ALL_COLUMNS: readonly Column[] = [...COLUMNS, ...KEY_COLUMNS];

const BY_NAME = new Map(ALL_COLUMNS.map((column) => [column.name.toLowerCase(), column]));

/** A column by its name in any case. */
export const columnNamed = (name: string): Column | undefined => BY_NAME.get(name.toLowerCase());

/** True when the search index contains the column. */
export const isSearchable = ({ search, type }: Column): boolean => search !== 'none' && type !== 'binary';

/** True for a TEXT column: it is searched by words and cannot be sorted. */
export const isText = ({ search }: Column): boolean => search === 'text';

export const SEARCHABLE_COLUMNS = ALL_COLUMNS.filter(isSearchable);

/** Most letters that may be wrong in a name, for a suggestion. */
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

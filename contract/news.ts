import type { RowState } from './row';
import { traitsOf } from './statuses';

/** `source` of every event. */
export const NEWS_SOURCE = 'media-metadata';

/** What an event can say. */
export const NEWS_TYPES = {
  described: 'The object has a row now, and had none before.',
  changed: 'The object has another row: it was replaced, or described again.',
  failed: 'The row says that the object could not be described; `data.Status` and `data.Reason` say why.',
  policyfailed: 'The policy for the key says FAIL; `data.PolicyFailures` names the rules.',
  removed: 'The object is gone, and its row goes too. `data` is the row as it was.',
} as const;

export type NewsType = keyof typeof NEWS_TYPES;

/** The `type` of an event. */
export const eventType = (type: NewsType): string => `mediametadata.row.${type}`;

/** The `subject` of an event: the object. */
export const eventSubject = (bucket: string, key: string): string => `oss://${bucket}/${key}`;

/**
 * What the event about a new row says. A policy that fails and a failure come first: somebody has to do something.
 *
 * @param isNew whether there was no row before
 */
export function newsTypeOf(row: { Status?: string; Policy?: string }, isNew: boolean): NewsType {
  if (row.Policy === 'FAIL') return 'policyfailed';
  // What may be described another time was not described now.
  if (traitsOf(row.Status ?? '')?.retryable) return 'failed';
  return isNew ? 'described' : 'changed';
}

/** True when the event about the row still has to go out. A row that was written without news owes none. */
export const owesNews = ({ revision, newsType, announced }: RowState): boolean =>
  newsType !== undefined && announced !== revision;

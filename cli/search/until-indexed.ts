import { setTimeout as sleep } from 'node:timers/promises';
import type { MediaIndex } from './media-index';
import { toSearchQuery } from './to-search-query';

/** Milliseconds to wait for the index, which is a moment behind the table. */
const PATIENCE_MS = 5_000;
const POLL_MS = 25;

/** Waits until the index holds so many rows; not for ever, since a search of fewer rows is an answer, too. */
export async function untilIndexed(index: MediaIndex, rows: number): Promise<void> {
  const everything = toSearchQuery({ kind: 'all' });
  const end = Date.now() + PATIENCE_MS;
  while ((await index.count(everything)) < rows && Date.now() < end) await sleep(POLL_MS);
}

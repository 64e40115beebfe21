import { type ObjectVersion, sameVersion } from './object-version';
import { extensionOf, type ReadingMode, reportOptions } from './reading-mode';
import type { RowState } from './row';
import { traitsOf } from './statuses';
import { SCHEMA_VERSION } from './table';

/** What a description would be made with now. What is not known is not compared. */
export interface DescribedWith {
  /** The version of MediaInfo in the function's package. */
  mediaInfoVersion?: string;
  reading?: ReadingMode;
}

/**
 * What a row is worth.
 *
 * - `right`: a new description would say the same.
 * - `missing`: the object has no row.
 * - `replaced`: the row is about another version of the object.
 * - `outdated`: about this version, but made with other columns, another MediaInfo or another way of reading.
 * - `retryable`: it did not work, and might now; `spent`: likewise, after a whole budget was used up.
 */
export type RowVerdict = 'right' | 'missing' | 'replaced' | 'outdated' | 'retryable' | 'spent';

/** The one answer to "is this row right?", for the function and the commands. */
export function judgeRow(
  row: RowState | undefined,
  key: string,
  version: ObjectVersion | undefined,
  now: DescribedWith,
): RowVerdict {
  if (!row) return 'missing';
  if (!isAbout(row, version)) return looksReplaced(row, version) ? 'replaced' : 'retryable';
  // Rows of a later version are no worse: an older command must not have them made anew, for ever.
  if (!(Number(row.schemaVersion) >= SCHEMA_VERSION)) return 'outdated';
  const traits = traitsOf(row.status ?? '');
  if (!traits) return Number(row.schemaVersion) > SCHEMA_VERSION ? 'right' : 'outdated';
  if (traits.retryable) return traits.spent ? 'spent' : 'retryable';
  // An empty object was never given to MediaInfo.
  if (row.mediaInfoVersion === undefined) return 'right';
  if (now.mediaInfoVersion !== undefined && row.mediaInfoVersion !== now.mediaInfoVersion) return 'outdated';
  if (now.reading === undefined) return 'right';
  const options = reportOptions(now.reading, extensionOf(key)).join(' ');
  return row.mediaInfoArguments === options ? 'right' : 'outdated';
}

/**
 * True when the row is about that version of the object.
 *
 * @param version undefined when nobody could learn it: the row must then tell none either
 */
export function isAbout(
  { etag, size, lastModified, crc64 }: RowState,
  version: ObjectVersion | undefined,
): boolean {
  if (etag === undefined || size === undefined || lastModified === undefined) return version === undefined;
  return version !== undefined && sameVersion({ etag, size, lastModified, crc64 }, version);
}

/** A row without a version, for want of a permission say, is as good as its look: one that was taken after the change. */
function looksReplaced(row: RowState, version: ObjectVersion | undefined): boolean {
  if (!version || row.etag !== undefined) return true;
  return !(Date.parse(row.extractedAt ?? '') >= Date.parse(version.lastModified));
}

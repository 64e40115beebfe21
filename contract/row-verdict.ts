import { owesNews } from './news';
import { type ObjectVersion, sameVersion } from './object-version';
import { type AssignedPolicy, policyFor } from './policy/assigned-policies';
import { extensionOf, type ReadingMode, reportOptions } from './reading-mode';
import type { RowState } from './row';
import { traitsOf } from './statuses';
import { SCHEMA_VERSION } from './table';

/** What a new description would be made with now. An unknown value is not compared. */
export interface DescribedWith {
  /** The version of MediaInfo in the function's package. */
  mediaInfoVersion?: string;
  reading?: ReadingMode;
  /** Hashes of the policies, by the beginning of the keys that each is for. */
  policies?: readonly AssignedPolicy<string>[];
  /** Whether events about rows go out. @default false */
  news?: boolean;
}

/**
 * The result of checking a row.
 *
 * - `right`: a new description would say the same.
 * - `missing`: the object has no row.
 * - `replaced`: the row describes another version of the object.
 * - `outdated`: the row describes this version, but was made with other columns, another MediaInfo or another
 *   reading mode, or was judged by another policy.
 * - `retryable`: describing failed, and may work now.
 * - `spent`: as `retryable`, but the object used up a whole budget.
 * - `unannounced`: the row is right, but the event about it has not gone out.
 */
export type RowVerdict =
  | 'right'
  | 'missing'
  | 'replaced'
  | 'outdated'
  | 'retryable'
  | 'spent'
  | 'unannounced';

/** The only place that decides whether a row is right. The function and the commands both use it. */
export function judgeRow(
  row: RowState | undefined,
  key: string,
  version: ObjectVersion | undefined,
  now: DescribedWith,
): RowVerdict {
  const verdict = judgeDescription(row, key, version, now);
  return verdict === 'right' && now.news && row && owesNews(row) ? 'unannounced' : verdict;
}

function judgeDescription(
  row: RowState | undefined,
  key: string,
  version: ObjectVersion | undefined,
  now: DescribedWith,
): Exclude<RowVerdict, 'unannounced'> {
  if (!row) return 'missing';
  if (!isAbout(row, version)) return looksReplaced(row, version) ? 'replaced' : 'retryable';
  // A row with a newer schema is good too. Otherwise an older command would have such rows described again
  // and again.
  if (!(Number(row.schemaVersion) >= SCHEMA_VERSION)) return 'outdated';
  const traits = traitsOf(row.status ?? '');
  if (!traits) return Number(row.schemaVersion) > SCHEMA_VERSION ? 'right' : 'outdated';
  if (traits.retryable) return traits.spent ? 'spent' : 'retryable';
  if (now.policies && policyFor(now.policies, key) !== row.policyVersion?.split('@', 1)[0]) return 'outdated';
  // MediaInfo never read an empty object.
  if (row.mediaInfoVersion === undefined) return 'right';
  if (now.mediaInfoVersion !== undefined && row.mediaInfoVersion !== now.mediaInfoVersion) return 'outdated';
  if (now.reading === undefined) return 'right';
  // An exact description tells all that a fast one would, and `fast` makes one where it is not sure of the other.
  const good = [now.reading, 'exact' as const].map((reading) =>
    reportOptions(reading, extensionOf(key)).join(' '),
  );
  return good.includes(row.mediaInfoArguments ?? '') ? 'right' : 'outdated';
}

/**
 * True when the row describes that version of the object.
 *
 * @param version undefined when the version is unknown; then the row must have no version either
 */
export function isAbout(
  { etag, size, lastModified, crc64 }: RowState,
  version: ObjectVersion | undefined,
): boolean {
  if (etag === undefined || size === undefined || lastModified === undefined) return version === undefined;
  return version !== undefined && sameVersion({ etag, size, lastModified, crc64 }, version);
}

/**
 * A row can lack the version, for example when a permission was missing. Such a row counts if it was made
 * after the object's last change.
 */
function looksReplaced(row: RowState, version: ObjectVersion | undefined): boolean {
  if (!version || row.etag !== undefined) return true;
  return !(Date.parse(row.extractedAt ?? '') >= Date.parse(version.lastModified));
}

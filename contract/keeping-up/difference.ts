import type { ObjectVersion } from '../object-version';
import { type DescribedWith, judgeRow } from '../row-verdict';
import type { ListedObject, Pair, StoredRow } from './sources';

/** In what a table differs from its bucket, in the order of output, with what each means. */
export const DIFFERENCES = {
  missing: 'without a row',
  replaced: 'changed since',
  outdated: 'with an outdated description',
  drifted: 'of another storage class or type than the row tells',
  orphaned: 'gone, with a row left behind',
} as const;

export type Difference = keyof typeof DIFFERENCES;

/**
 * What is wrong with an object's row; undefined when nothing is, also when the description failed: having that repeated is
 * for `media retry`.
 */
export function differenceOf({ key, object, row }: Pair, now: DescribedWith): Difference | undefined {
  if (!object) return row && 'orphaned';
  const verdict = judgeRow(row?.state, key, listedVersion(object, row), now);
  return verdict in DIFFERENCES ? (verdict as Difference) : undefined;
}

/**
 * The version that a list tells of. Of a symbolic link a list tells the link, and a row its target: that they differ says
 * nothing.
 */
function listedVersion({ key: _, ...version }: ListedObject, row: StoredRow | undefined): ObjectVersion {
  const { etag, size, lastModified } = row?.state ?? {};
  if (
    version.objectType !== 'Symlink' ||
    etag === undefined ||
    size === undefined ||
    lastModified === undefined
  )
    return version;
  return { etag, size, lastModified };
}

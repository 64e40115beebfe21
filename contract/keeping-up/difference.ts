import { type DescribedWith, judgeRow } from '../row-verdict';
import type { Pair } from './sources';

/** In what a table differs from its bucket, in the order of output, with what each means. */
export const DIFFERENCES = {
  missing: 'without a row',
  replaced: 'changed since',
  outdated: 'with an outdated description',
  drifted: 'of another storage class or type than the row tells',
  unannounced: 'whose event did not go out',
  orphaned: 'gone, with a row left behind',
} as const;

export type Difference = keyof typeof DIFFERENCES;

/**
 * What is wrong with an object's row; undefined when nothing is, also when the description failed: having that repeated is
 * for `media retry`. A symbolic link with a row is `linked`: a list tells of the link and the row of its target, so only
 * the function can say.
 */
export function differenceOf(
  { key, object, row }: Pair,
  now: DescribedWith,
): Difference | 'linked' | undefined {
  if (!object) return row && 'orphaned';
  if (row && object.objectType === 'Symlink') return 'linked';
  const { key: _, ...version } = object;
  const verdict = judgeRow(row?.state, key, version, now);
  return verdict in DIFFERENCES ? (verdict as Difference) : undefined;
}

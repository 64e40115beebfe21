import { DIFFERENCES, type Difference } from '../../contract/keeping-up/difference';
import type { Counts } from './differences';

export const number = (value: number): string => value.toLocaleString('en-US');

const KINDS = Object.keys(DIFFERENCES) as Difference[];

/** How many objects and rows do not agree. */
export const differing = (counts: Counts): number => KINDS.reduce((sum, kind) => sum + counts[kind], 0);

/** One sentence, or two where rows were left alone. */
export function inWords(counts: Counts): string {
  // Most stacks send no events.
  const parts = KINDS.filter((kind) => kind !== 'unannounced' || counts[kind] > 0).map(
    (kind) => `${number(counts[kind])} ${DIFFERENCES[kind]}`,
  );
  const strange =
    counts.strange === 0
      ? ''
      : `\n${number(counts.strange)} rows were left alone: the key that they name is not theirs, so something else wrote them.`;
  const unwatched =
    counts.unwatched === 0
      ? ''
      : `\n${number(counts.unwatched)} more have no row and need none, by the stack's prefix and suffix (--every-key).`;
  const linked =
    counts.linked === 0
      ? ''
      : `\n${number(counts.linked)} of them are symbolic links, whose rows only the function can judge.`;
  return `${number(counts.listed)} objects looked at: ${parts.join(', ')}.${unwatched}${linked}${strange}`;
}

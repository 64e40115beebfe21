import { seededRandom } from '../seeded-random';

/** The errors of system calls when descriptors, processes, memory for a new process or disk space run out. */
export const SHORTAGES = ['EMFILE', 'EAGAIN', 'ENOMEM', 'ENOSPC'] as const;
export type ShortageCode = (typeof SHORTAGES)[number];

/** Calls that fail while an instance works on one invocation; `failing-calls.cjs` makes them. */
export interface Shortage {
  code: ShortageCode;
  /** How many calls that need the resource still succeed first. */
  after: number;
  /** How many calls fail after that; `Infinity` means all until the invocation is answered. */
  calls: number;
}

/**
 * At most so many calls still succeed. With more, a small function would end before the fault, which then tests
 * nothing.
 */
const MAX_AFTER = 7;

/** The shortage of the n-th attempt; undefined for attempts outside the share. */
export function seededShortage(seed: number | string, ordinal: number, share: number): Shortage | undefined {
  const random = seededRandom(seed, 'shortage', ordinal);
  if (random() >= share) return undefined;
  const kind = random();
  // Half are EMFILE, because three kinds of calls need descriptors and only one kind each needs the other resources.
  const code = kind < 0.5 ? 'EMFILE' : SHORTAGES[1 + Math.floor((kind - 0.5) * 2 * (SHORTAGES.length - 1))]!;
  // Cubed, so that half begin with the first call: a function makes only one call of some kinds.
  const after = Math.floor(random() ** 3 * (MAX_AFTER + 1));
  // Either one call, which leaves the work half done, or all until the end, so that cleaning up fails too.
  return { code, after, calls: random() < 0.5 ? 1 : Infinity };
}

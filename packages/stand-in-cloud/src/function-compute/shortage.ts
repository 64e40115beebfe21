import { seededRandom } from '../seeded-random';

/** What runs out: descriptors, processes, memory for a process, space on the disk; named as the system calls fail. */
export const SHORTAGES = ['EMFILE', 'EAGAIN', 'ENOMEM', 'ENOSPC'] as const;
export type ShortageCode = (typeof SHORTAGES)[number];

/** Calls that fail while an instance works on one invocation; `failing-calls.cjs` makes them. */
export interface Shortage {
  code: ShortageCode;
  /** How many calls that need what is short still succeed. */
  after: number;
  /** How many fail then: `Infinity` is until the invocation has been answered. */
  calls: number;
}

/** Most calls that still succeed: even a small function makes a few, and a fault that it never comes to tests nothing. */
const MAX_AFTER = 7;

/** The shortage that the n-th attempt meets, if it is one of the share that does. */
export function seededShortage(seed: number | string, ordinal: number, share: number): Shortage | undefined {
  const random = seededRandom(seed, 'shortage', ordinal);
  if (random() >= share) return undefined;
  const kind = random();
  // Half of them EMFILE: three kinds of calls need descriptors, one kind each of the others.
  const code = kind < 0.5 ? 'EMFILE' : SHORTAGES[1 + Math.floor((kind - 0.5) * 2 * (SHORTAGES.length - 1))]!;
  // Cubed, so that half of them begin with the first call: of some kinds a function makes only one.
  const after = Math.floor(random() ** 3 * (MAX_AFTER + 1));
  // A moment, which leaves the work half done, or until the end, so that tidying up meets it too.
  return { code, after, calls: random() < 0.5 ? 1 : Infinity };
}

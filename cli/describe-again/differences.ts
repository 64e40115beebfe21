import { DIFFERENCES, type Difference, differenceOf } from '../../contract/keeping-up/difference';
import { pairUp } from '../../contract/keeping-up/pair-up';
import type { Pair } from '../../contract/keeping-up/sources';
import type { Session } from '../cloud/session';
import type { KeyFilter } from '../cloud/target';
import { listObjects } from './list-objects';
import { listRows } from './list-rows';

export interface Selection {
  prefix: string;
  /** Only objects written at this time or later, and rows of such, in milliseconds since the epoch. */
  since?: number;
  /** Only keys after this one. */
  after: string;
  /**
   * What was written at this time or later is not called different, in milliseconds since the epoch: the event about it
   * may be under way. @default everything is judged
   */
  until?: number;
  /** Also objects without a row outside of the prefix and suffix of the stack. @default false */
  everyKey?: boolean;
}

export interface DifferentPair extends Pair {
  /** `linked`: a symbolic link, of which only the function can say whether its row is right. */
  difference: Difference | 'linked';
}

/** What a part of bucket and table came to. */
export interface Compared {
  /** Objects that were looked at. */
  objects: number;
  /** Rows that were looked at. */
  rows: number;
  different: DifferentPair[];
  /** Up to this key everything was in earlier parts. */
  before: string;
  /** Up to this key everything was in this part and earlier ones. */
  after: string;
  /** The key before that of a pair of this part, up to which all is done when the pair is not. */
  doneBefore(pair: Pair): string;
}

/** Compared objects and rows, and what differs. */
export interface Counts extends Record<Difference, number> {
  /** Objects compared with their rows. */
  listed: number;
  /** Rows of these objects, and of objects that are gone. */
  rows: number;
  /** Symbolic links with a row, which only the function can judge. */
  linked: number;
  /** Objects that have no row and need none: no event about them comes by the prefix and suffix of the stack. */
  unwatched: number;
  /** Rows left alone because the key they name is that of another row: this product wrote none like them. */
  strange: number;
}

export const noCounts = (): Counts => ({
  listed: 0,
  rows: 0,
  ...(Object.fromEntries(Object.keys(DIFFERENCES).map((name) => [name, 0])) as Record<Difference, number>),
  linked: 0,
  unwatched: 0,
  strange: 0,
});

/** Goes once through bucket and table, in the order of their keys, and adds to the counts what was found. */
export async function* differencesOf(
  session: Session,
  { prefix, since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, after, everyKey }: Selection,
  counts: Counts,
): AsyncGenerator<Compared> {
  const { bucket, describedWith, keyFilter } = session.target;
  const isWatched = ({ key, row }: Pair): boolean =>
    everyKey || row !== undefined || !keyFilter || fits(key, keyFilter);
  const sources = {
    bucket,
    objects: (range: { prefix: string; after: string }) => listObjects(session, range),
    rows: (range: { prefix: string; after: string }) =>
      listRows(session, range, (rows) => {
        counts.strange += rows;
      }),
  };
  for await (const { pairs, inOrder, ...ends } of pairUp(sources, { prefix, after })) {
    const written = pairs.filter(({ object, row }) => isSince(since, (object ?? row?.state)?.lastModified));
    const meant = written.filter(isWatched);
    counts.unwatched += written.length - meant.length;
    const different = meant.flatMap((pair) => {
      const difference = isNewerThan(until, pair) ? undefined : differenceOf(pair, describedWith);
      return difference ? [{ ...pair, difference }] : [];
    });
    const objects = meant.filter(({ object }) => object).length;
    const rows = meant.filter(({ row }) => row).length;
    counts.listed += objects;
    counts.rows += rows;
    for (const { difference } of different) counts[difference] += 1;
    const doneBefore = ({ key }: Pair): string =>
      inOrder ? (pairs[pairs.findIndex((pair) => pair.key === key) - 1]?.key ?? ends.before) : ends.before;
    yield { objects, rows, different, ...ends, doneBefore };
  }
}

/** As the trigger does. */
const fits = (key: string, { prefix, suffix }: KeyFilter): boolean =>
  key.startsWith(prefix) && key.endsWith(suffix);

const isNewerThan = (until: number, { object, row }: Pair): boolean =>
  Date.parse((object ? object.lastModified : row?.state.extractedAt) ?? '') >= until;

/** A row that tells no time is about an object that nobody could look at: it is never left out. */
const isSince = (since: number, time: string | undefined): boolean => !(Date.parse(time ?? '') < since);

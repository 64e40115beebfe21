import type { CaseFigures } from './case-figures';

/** How sure a number is. */
export type Source =
  /** The vendor's documentation says so. */
  | 'documented'
  /** Nothing that we found says so; it is what the page reckons with. */
  | 'assumed';

/** What something allows, and how much of it an object uses. */
export interface Limit {
  what: string;
  /** Units per second; of instances, how many there are. */
  allows: number;
  /** Units for one object; of instances, seconds. */
  uses(object: ObjectNeeds): number;
  unit: string;
  source: Source;
  /** What to do when it is reached. */
  remedy: string;
}

/** The means of an object of the mix, in one way of reading. */
export interface ObjectNeeds {
  billedSeconds: number;
  /** GET requests for bytes of the object. */
  reads: number;
  megabytes: number;
}

/** After writing the row the function looks once more. */
const HEADS = 1;
/** The upload itself is a request, too. */
const PUTS = 1;

/** Write units for a row with its report of 8 to 15 KB, 4 KB each. */
export const WRITE_UNITS = 4;

/** Bytes of log of an object: a line of our own, and what Function Compute adds to each invocation. */
const LOG_MEGABYTES = 0.001;

/**
 * Limits of an account in a region, of a table, and of a logstore, as they are before anybody asks for more. Where the
 * vendor's pages disagree, it is the lower number.
 */
export const LIMITS: readonly Limit[] = [
  {
    what: 'OSS bandwidth of the account',
    // 10 Gbit/s on the Chinese mainland, 5 elsewhere.
    allows: 1_250,
    uses: ({ megabytes }) => megabytes,
    unit: 'MB/s',
    source: 'documented',
    remedy: '`reading=fast`; more bandwidth for the account (up to 100 Gbit/s)',
  },
  {
    what: 'instances of Function Compute',
    allows: 100,
    uses: ({ billedSeconds }) => billedSeconds,
    unit: 'instances',
    source: 'documented',
    remedy: 'Quota Center; the page on quotas says 300, others 100: yours is shown there',
  },
  {
    what: 'OSS requests of the account',
    allows: 10_000,
    uses: ({ reads }) => PUTS + reads + HEADS,
    unit: 'requests/s',
    source: 'documented',
    remedy: 'support of OSS raises it',
  },
  {
    what: 'OSS requests to keys that follow each other',
    allows: 2_000,
    uses: () => PUTS + HEADS,
    unit: 'requests/s',
    source: 'documented',
    remedy: 'keys that begin differently, such as with a hash',
  },
  {
    what: 'rows to one range of keys in Tablestore',
    allows: 10_000,
    uses: () => WRITE_UNITS,
    unit: 'write units/s',
    source: 'assumed',
    remedy: 'keys that begin differently; ranges split by support before a load; several tables',
  },
  {
    what: 'rows to the search index, which has columns of type TEXT',
    allows: 10_000,
    uses: () => 1,
    unit: 'rows/s',
    source: 'documented',
    remedy: 'support of Tablestore; several tables, each with its index',
  },
  {
    what: 'logs to the first shard of the logstore',
    allows: 5,
    uses: () => LOG_MEGABYTES,
    unit: 'MB/s',
    source: 'documented',
    remedy: 'none needed: it splits by itself after five minutes, up to 8 shards here',
  },
  {
    what: 'logs to all 8 shards that the stack allows',
    allows: 40,
    uses: () => LOG_MEGABYTES,
    unit: 'MB/s',
    source: 'documented',
    remedy: '`maxSplitShard` of the logstore, up to 64',
  },
];

/** One limit, as objects per second. */
export interface Bottleneck {
  limit: Limit;
  uses: number;
  objectsPerSecond: number;
}

/** What limits first, first. */
export const bottlenecks = (needs: ObjectNeeds, limits = LIMITS): Bottleneck[] =>
  limits
    .map((limit) => ({ limit, uses: limit.uses(needs), objectsPerSecond: limit.allows / limit.uses(needs) }))
    .sort((a, b) => a.objectsPerSecond - b.objectsPerSecond);

/** @throws RangeError without a case */
export function needsOf(cases: readonly CaseFigures[]): ObjectNeeds {
  const shares = cases.reduce((sum, { share }) => sum + share, 0);
  if (shares <= 0) throw new RangeError('Needs are means of at least one case, none given.');
  const mean = (value: (one: CaseFigures) => number): number =>
    cases.reduce((sum, one) => sum + value(one) * one.share, 0) / shares;
  return {
    billedSeconds: mean(({ billedMs }) => billedMs) / 1_000,
    reads: mean(({ requests }) => requests),
    megabytes: mean(({ megabytes }) => megabytes),
  };
}

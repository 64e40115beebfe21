import type { CaseFigures } from './case-figures';
import { WRITE_UNITS } from './limits';
import { COLD_MS } from './measured-cases';
import type { Demand } from './pipe';
import type { Model } from './simulate';

/** One line of the table: what is set, and how objects are named. It is played with both ways of waiting. */
export interface Scenario {
  name: string;
  model: Omit<Model, 'waiting'>;
}

/** The uploads of every scenario. */
export const UPLOADS_PER_SECOND = 10_000;
export const UPLOAD_SECONDS = 10;

/** Function Compute gives up an event that it could not place for so long. */
const GIVE_UP_SECONDS = 5 * 3_600;

/** What an account may start at once, and more of each minute, in the large regions of the Chinese mainland. */
const GROWTH = { atOnce: 300, growthPerMinute: 300 };

/** Units per second. `today` is what an account has; `raised` what it needs to be asked for. */
const BANDWIDTH = { today: 1_250, raised: 12_500 };
const REQUESTS = { today: 10_000, raised: 60_000 };
const PARTITION_UNITS = 10_000;

/** Draws a case by its share. */
export function demandOf(cases: readonly CaseFigures[]): (random: () => number) => Demand {
  const shares = cases.reduce((sum, { share }) => sum + share, 0);
  return (random) => {
    const drawn = caseAt(cases, random() * shares);
    return {
      seconds: drawn.billedMs / 1_000,
      // Beside what it reads, its upload and the look after its row are requests.
      units: { requests: drawn.requests + 2, megabytes: drawn.megabytes, writes: WRITE_UNITS },
    };
  };
}

function caseAt(cases: readonly CaseFigures[], at: number): CaseFigures {
  let reached = 0;
  for (const one of cases) {
    reached += one.share;
    if (at < reached) return one;
  }
  return cases.at(-1)!;
}

interface Choice {
  name: string;
  cases: readonly CaseFigures[];
  instances: number;
  account: 'today' | 'raised';
  /** Instances that are there before the uploads begin. */
  ready?: boolean;
  partitions: number;
  /** Whether keys follow each other, so that all of them are in one range of the table. */
  following?: boolean;
}

const scenario = (choice: Choice): Scenario => ({
  name: choice.name,
  model: {
    uploads: { perSecond: UPLOADS_PER_SECOND, seconds: UPLOAD_SECONDS, spacing: 'random' },
    demandOf: demandOf(choice.cases),
    instances: {
      most: choice.instances,
      ...(choice.ready ? { atOnce: choice.instances, growthPerMinute: 0 } : GROWTH),
      coldSeconds: choice.ready ? 0 : COLD_MS / 1_000,
    },
    giveUpAfterSeconds: GIVE_UP_SECONDS,
    pipes: { megabytes: BANDWIDTH[choice.account], requests: REQUESTS[choice.account] },
    table: {
      partitions: choice.partitions,
      unitsPerSecond: PARTITION_UNITS,
      inFirst: choice.following ? 1 : 1 / choice.partitions,
    },
  },
});

/** Kinds of which an object needs few bytes. Masters and broadcast streams are the others. */
const LIGHT = ['mp4-moov-first', 'mp4-moov-last', 'jpg', 'mp3', 'wav'];

/** From what an account has at first to what ten thousand uploads a second need, one step at a time. */
export function scenarios(exact: readonly CaseFigures[], fast: readonly CaseFigures[]): Scenario[] {
  const light = fast.filter(({ name }) => LIGHT.includes(name));
  const begin = { instances: 100, account: 'today', partitions: 1 } as const;
  const raised = { instances: 1_000, account: 'raised', partitions: 1 } as const;
  const ready = { ...raised, cases: light, instances: 2_000, ready: true } as const;
  const choices: Choice[] = [
    { ...begin, name: 'as an account begins, `exact`', cases: exact },
    { ...begin, name: 'the same, `fast`', cases: fast },
    { ...begin, name: 'the same, 300 instances', cases: fast, instances: 300 },
    { ...begin, name: 'the same, 1,000 instances', cases: fast, instances: 1_000 },
    { ...raised, name: 'the same, OSS raised to 100 Gbit/s and 60,000 requests/s', cases: fast },
    { ...raised, name: 'the same, without masters and broadcast', cases: light },
    { ...ready, name: 'the same, 2,000 instances ready beforehand' },
    {
      ...ready,
      name: 'the same, table of 8 ranges, keys that follow each other',
      partitions: 8,
      following: true,
    },
    { ...ready, name: 'the same, keys that begin differently', partitions: 8 },
  ];
  return choices.map(scenario);
}

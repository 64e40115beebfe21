import { seededRandom } from '../seeded-random';
import { SEVERINGS, type Severing } from '../severing';
import { SHORTAGES, type Shortage, type ShortageCode, seededShortage } from './shortage';

interface DeliveryDecision {
  /** One delay in milliseconds for each copy that is delivered: usually one copy, at once. */
  delaysMs: number[];
  /** True when the event waits for the next one of the bucket and both are sent in one payload. */
  joinsNext: boolean;
}

/** What happens to an instance while it works. */
export interface InstanceFaults {
  /** Milliseconds after the start of the work at which the instance is killed, as when its machine fails. */
  killAfterMs?: number;
  /** The instance runs out of something while it works. */
  shortage?: Shortage;
  /** What happens to the connections of the instance while it is frozen after the work. */
  severing?: Severing;
}

interface AttemptDecision extends InstanceFaults {
  /** Refused as if the concurrency limit were reached. */
  throttled: boolean;
}

/** What the platform does to events. Both methods are called with a counter that starts at 0. */
export interface DeliveryPlan {
  /** @param ordinal how many records triggers took before */
  delivery(ordinal: number): DeliveryDecision;
  /** @param ordinal how many attempts to run asynchronous events were made before */
  attempt(ordinal: number): AttemptDecision;
}

/** Delivers every event once, in order, without delay, in a payload of its own. */
export const faithfulPlan: DeliveryPlan = {
  delivery: () => ({ delaysMs: [0], joinsNext: false }),
  attempt: () => ({ throttled: false }),
};

export interface FaultRates {
  /** Each is a probability from 0 to 1. */
  duplicate: number;
  delay: number;
  join: number;
  throttle: number;
  kill: number;
  shortage: number;
  sever: number;
  /** Longest delay. Events within it overtake each other, so it reorders them too. */
  maxDelayMs: number;
  maxKillAfterMs: number;
}

const DEFAULT_RATES: FaultRates = {
  duplicate: 0.15,
  delay: 0.3,
  join: 0.1,
  throttle: 0.05,
  kill: 0.05,
  // Twice as often as kills: there are four kinds, and each strikes at another point of the work.
  shortage: 0.1,
  // Often enough that a few dozen events meet each of the four kinds.
  sever: 0.1,
  // Long enough that a later upload of the same key overtakes the event of an earlier one.
  maxDelayMs: 1500,
  // Within the time that a small function takes, cold start included.
  maxKillAfterMs: 400,
};

/** Decides by the seed and the counter: the same for the same two. */
export function seededPlan(seed: number | string, rates: Partial<FaultRates> = {}): DeliveryPlan {
  const rate = { ...DEFAULT_RATES, ...rates };
  return {
    delivery(ordinal) {
      const random = seededRandom(seed, 'delivery', ordinal);
      const delay = () => (random() < rate.delay ? Math.round(random() * rate.maxDelayMs) : 0);
      const delaysMs = [delay()];
      if (random() < rate.duplicate) {
        delaysMs.push(Math.round(random() * rate.maxDelayMs));
      }
      return { delaysMs, joinsNext: random() < rate.join };
    },
    attempt(ordinal) {
      const random = seededRandom(seed, 'attempt', ordinal);
      const throttled = random() < rate.throttle;
      const killed = random() < rate.kill;
      const killAfterMs = killed ? Math.round(random() * rate.maxKillAfterMs) : undefined;
      const shortage = seededShortage(seed, ordinal, rate.shortage);
      const severing = seededSevering(seed, ordinal, rate.sever);
      return {
        throttled,
        ...(killed && { killAfterMs }),
        ...(shortage && { shortage }),
        ...(severing && { severing }),
      };
    },
  };
}

/** Of random numbers of its own, so that the other faults of a seed do not depend on it. */
function seededSevering(seed: number | string, ordinal: number, share: number): Severing | undefined {
  const random = seededRandom(seed, 'sever', ordinal);
  if (random() >= share) return undefined;
  return SEVERINGS[Math.floor(random() * SEVERINGS.length)];
}

/** How often each fault was done, by kind. */
type FaultCounts = Record<
  'duplicated' | 'delayed' | 'joined' | 'throttled' | 'killed' | ShortageCode | Severing,
  number
>;

export const newFaultCounts = (): FaultCounts => ({
  duplicated: 0,
  delayed: 0,
  joined: 0,
  throttled: 0,
  killed: 0,
  ...(Object.fromEntries([...SHORTAGES, ...SEVERINGS].map((kind) => [kind, 0])) as Record<
    ShortageCode | Severing,
    number
  >),
});

/** The same plan; what it does is added to `counts`. */
export function counted(plan: DeliveryPlan, counts: FaultCounts): DeliveryPlan {
  return {
    delivery(ordinal) {
      const decision = plan.delivery(ordinal);
      counts.duplicated += decision.delaysMs.length - 1;
      counts.delayed += decision.delaysMs.filter((delay) => delay > 0).length;
      counts.joined += Number(decision.joinsNext);
      return decision;
    },
    attempt(ordinal) {
      const decision = plan.attempt(ordinal);
      counts.throttled += Number(decision.throttled);
      counts.killed += Number(!decision.throttled && decision.killAfterMs !== undefined);
      if (!decision.throttled && decision.shortage) counts[decision.shortage.code] += 1;
      if (!decision.throttled && decision.severing) counts[decision.severing] += 1;
      return decision;
    },
  };
}

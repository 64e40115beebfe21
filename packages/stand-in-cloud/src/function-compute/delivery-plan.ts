import { seededRandom } from '../seeded-random';
import { SHORTAGES, type Shortage, type ShortageCode, seededShortage } from './shortage';

interface DeliveryDecision {
  /** One delay in milliseconds for each copy that is delivered: usually one copy, at once. */
  delaysMs: number[];
  /** Waits for the bucket's next event and travels in one payload with it. */
  joinsNext: boolean;
}

/** What happens to an instance while it works. */
export interface InstanceFaults {
  /** The instance ends this long after the work began, as when its machine fails. */
  killAfterMs?: number;
  /** The instance runs out of something while it works. */
  shortage?: Shortage;
}

interface AttemptDecision extends InstanceFaults {
  /** Refused as if the concurrency limit were reached. */
  throttled: boolean;
}

/** What the platform does to events; asked with running numbers from 0. */
export interface DeliveryPlan {
  /** @param ordinal the how-manieth record that triggers took */
  delivery(ordinal: number): DeliveryDecision;
  /** @param ordinal the how-manieth attempt to run an asynchronous event */
  attempt(ordinal: number): AttemptDecision;
}

/** Every event once, in order, at once, alone. */
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
  /** Longest delay; as events overtake each other within it, this is reordering too. */
  maxDelayMs: number;
  maxKillAfterMs: number;
}

const DEFAULT_RATES: FaultRates = {
  duplicate: 0.15,
  delay: 0.3,
  join: 0.1,
  throttle: 0.05,
  kill: 0.05,
  // Twice as often as instances are killed: there are four kinds, and each comes at another point of the work.
  shortage: 0.1,
  // Long enough that a later upload of the same key overtakes the event of an earlier one.
  maxDelayMs: 1500,
  // Within the time that describing a small file takes, cold start included.
  maxKillAfterMs: 400,
};

/** The same seed makes the same decisions for the same running numbers. */
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
      return { throttled, ...(killed && { killAfterMs }), ...(shortage && { shortage }) };
    },
  };
}

/** How often each fault was done, by kind. */
type FaultCounts = Record<
  'duplicated' | 'delayed' | 'joined' | 'throttled' | 'killed' | ShortageCode,
  number
>;

export const newFaultCounts = (): FaultCounts => ({
  duplicated: 0,
  delayed: 0,
  joined: 0,
  throttled: 0,
  killed: 0,
  ...(Object.fromEntries(SHORTAGES.map((code) => [code, 0])) as Record<ShortageCode, number>),
});

/** The same plan, which notes in `counts` what it does. */
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
      return decision;
    },
  };
}

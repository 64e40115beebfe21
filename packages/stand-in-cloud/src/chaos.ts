import type { EventBridgeFault } from './event-bridge/http-server';
import {
  counted,
  type DeliveryPlan,
  type FaultRates as DeliveryRates,
  faithfulPlan,
  newFaultCounts,
  seededPlan,
} from './function-compute/delivery-plan';
import { SHORTAGES } from './function-compute/shortage';
import type { OssConditions, OssFault, OssFaultRequest } from './oss/conditions';
import { seededRandom } from './seeded-random';
import { SEVERINGS } from './severing';
import type { OtsErrorCode } from './tablestore/errors';
import type { FaultContext, TablestoreFault } from './tablestore/faults';

export interface ChaosRates {
  /** Share of the requests to OSS and Tablestore that fail, from 0 to 1. */
  requestFailures: number;
  /** Share of the requests that are answered late. */
  slowRequests: number;
  /** Milliseconds that a late answer waits at most. */
  maxSlowMs: number;
  /** What happens to events and to instances. @default those of {@link seededPlan} */
  delivery: Partial<DeliveryRates>;
}

const DEFAULT_RATES: ChaosRates = {
  // Far more than in production, but an event with five requests still succeeds nearly always within four attempts.
  requestFailures: 0.12,
  slowRequests: 0.2,
  // Ten times a usual round trip: enough for one request to overtake another.
  maxSlowMs: 100,
  delivery: {},
};

/** How often each fault was done, by service and kind. */
export type ChaosCounts = Record<string, number>;

/** Refusals that OSS documents: overload, too many requests, a fault of its own. */
const OSS_REFUSALS = [
  ['ServiceUnavailable', 503],
  ['TotalQpsLimitExceeded', 503],
  ['InternalError', 500],
] as const;

const TABLESTORE_REFUSALS: readonly OtsErrorCode[] = [
  'OTSServerBusy',
  'OTSPartitionUnavailable',
  'OTSTimeout',
  'OTSInternalServerError',
];

/** A body is cut within its first bytes: there a client has received least that it could use. */
const MAX_BYTES_BEFORE_CUT = 16_384;

/**
 * All faults that production has, at once and far too often. The seed and a counter decide each of them, never the
 * time. The counter is, for OSS, how often this operation was requested for this key; for Tablestore, how many requests
 * of this operation came before; for Function Compute, the number of the event or attempt. So the same requests in the
 * same order get the same faults. Concurrent requests may come in another order in each run.
 */
export class Chaos {
  readonly ossConditions: OssConditions;
  readonly deliveryPlan: DeliveryPlan;
  private readonly rates: ChaosRates;
  private readonly requestFaults: ChaosCounts = {};
  private readonly deliveryFaults = newFaultCounts();
  private readonly totals = { requests: 0, failedRequests: 0, events: 0, attempts: 0 };
  private readonly times = new Map<string, number>();
  private raging = false;
  private answers = 0;
  private puts = 0;

  constructor(
    readonly seed: number,
    rates: Partial<ChaosRates> = {},
  ) {
    this.rates = { ...DEFAULT_RATES, ...rates };
    const late = () => this.lateBy('oss', this.answers++);
    this.ossConditions = {
      get latencyMs() {
        return late();
      },
      fault: (request) => this.ossFault(request),
    };
    const plan = counted(seededPlan(seed, this.rates.delivery), this.deliveryFaults);
    const now = (): DeliveryPlan => (this.raging ? plan : faithfulPlan);
    this.deliveryPlan = {
      delivery: (ordinal) => {
        this.totals.events += 1;
        return now().delivery(ordinal);
      },
      attempt: (ordinal) => {
        this.totals.attempts += 1;
        return now().attempt(ordinal);
      },
    };
  }

  /** The faults so far. A fault for an instance counts even when its work was already done. */
  get counts(): ChaosCounts {
    const { duplicated, delayed, joined, throttled, killed, ...others } = this.deliveryFaults;
    return {
      ...Object.fromEntries(Object.entries(this.requestFaults).sort(([a], [b]) => (a < b ? -1 : 1))),
      'event: duplicated': duplicated,
      'event: delayed': delayed,
      'event: joined with the next': joined,
      'invocation: throttled': throttled,
      'instance: killed': killed,
      ...Object.fromEntries(SHORTAGES.map((code) => [`instance: ${code}`, others[code]])),
      ...Object.fromEntries(SEVERINGS.map((how) => [`connections while frozen: ${how}`, others[how]])),
    };
  }

  /** Totals: requests, how many of them were made to fail, events, and attempts to run them. */
  get seen(): { requests: number; failedRequests: number; events: number; attempts: number } {
    return { ...this.totals };
  }

  /** Starts the faults. Before this call there are none, so that a stack can be deployed. */
  begin(): void {
    this.raging = true;
  }

  /** Ends the faults. Events and answers that are already delayed stay delayed. */
  end(): void {
    this.raging = false;
  }

  /** The id of the n-th stack: the same in every run with this seed, and so are names made from it. */
  stackId(n: number): string {
    const random = seededRandom(this.seed, 'stack', n);
    const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  tablestoreFault({ operation, previous }: FaultContext): TablestoreFault | undefined {
    const delayMs = this.lateBy('tablestore', operation, previous);
    const late = delayMs > 0 ? { delayMs } : undefined;
    const random = this.failure('tablestore', operation, previous);
    if (!random) return late;
    const kind = random();
    if (kind < 0.25) return { ...late, ...this.note('tablestore: reset', { connection: 'reset' }) };
    if (kind < 0.5)
      return { ...late, ...this.note('tablestore: answer lost', { connection: 'lose-answer' }) };
    const refuse = oneOf(TABLESTORE_REFUSALS, random);
    return { ...late, ...this.note(`tablestore: ${refuse}`, { refuse }) };
  }

  eventBridgeFault(): EventBridgeFault | undefined {
    const random = this.failure('eventbridge', this.puts++);
    if (!random) return undefined;
    return random() < 0.5
      ? this.note('eventbridge: answer lost', 'answer lost')
      : this.note('eventbridge: InternalError', 'refused');
  }

  private ossFault({ operation = '', key = '', bucket }: OssFaultRequest): OssFault | undefined {
    if (!this.raging || bucket === undefined) return undefined;
    // Without the bucket, whose name may differ from run to run.
    const which = `${operation}\n${key}`;
    const time = this.times.get(which) ?? 0;
    this.times.set(which, time + 1);
    const random = this.failure('oss', which, time);
    if (!random) return undefined;
    const kind = random();
    if (kind < 0.2) return this.note('oss: reset', { kind: 'reset' });
    if (kind < 0.35) return this.note('oss: answer lost', { kind: 'reset', afterBytes: 0 });
    if (kind < 0.5 && operation === 'GetObject') {
      const afterBytes = 1 + Math.floor(random() * MAX_BYTES_BEFORE_CUT);
      return this.note('oss: body cut', { kind: 'reset', afterBytes });
    }
    const [code, status] = oneOf(OSS_REFUSALS, random);
    return this.note(`oss: ${code}`, { kind: 'refuse', code, status });
  }

  /** @returns random numbers to choose a failure with; undefined when the request is not to fail */
  private failure(...parts: (string | number)[]): (() => number) | undefined {
    if (!this.raging) return undefined;
    this.totals.requests += 1;
    const random = seededRandom(this.seed, 'failure', ...parts);
    if (random() >= this.rates.requestFailures) return undefined;
    this.totals.failedRequests += 1;
    return random;
  }

  /** @returns by how many milliseconds the answer is late */
  private lateBy(service: string, ...parts: (string | number)[]): number {
    if (!this.raging) return 0;
    const random = seededRandom(this.seed, 'late', service, ...parts);
    if (random() >= this.rates.slowRequests) return 0;
    return this.note(`${service}: late`, 1 + Math.floor(random() * this.rates.maxSlowMs));
  }

  private note<T>(kind: string, fault: T): T {
    this.requestFaults[kind] = (this.requestFaults[kind] ?? 0) + 1;
    return fault;
  }
}

const oneOf = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;

import { estimateCost } from '../../cli/describe-again/estimate';

/**
 * The least memory of the function in MB. Half of it is the most that mediainfo gets, and a film of six hours needs 256
 * MB of that for its index; eight objects of one event fit as well, with 48 MB each beside 96 MB.
 */
export const LEAST_MEMORY_MB = 512;

/** Function Compute gives 1 to 4 GB of memory for each vCPU, in steps of 64 MB. */
const MEMORY = { stepMB: 64, leastGBPerVcpu: 1, mostGBPerVcpu: 4, mbPerGB: 1_024 };

/** The disk that is part of every instance, in MB. */
const DISK_SIZE_MB = 512;

export interface FunctionSize {
  vcpu: number;
  memoryMB: number;
  /** Whether that is enough for {@link LEAST_MEMORY_MB}. */
  enough: boolean;
}

/**
 * The cheapest size with so many vCPUs: the least memory that is enough, since memory that is not needed is billed and
 * makes nothing faster. Where Function Compute gives less than that, the most that it gives.
 */
export function sizeWith(vcpu: number): FunctionSize {
  // In thousandths, because 0.35 × 1,024 is no whole number of MB in binary either.
  const milli = Math.round(vcpu * 1_000) * MEMORY.mbPerGB;
  const steps = (mb: number, round: (value: number) => number): number =>
    round(mb / MEMORY.stepMB) * MEMORY.stepMB;
  const least = steps((milli * MEMORY.leastGBPerVcpu) / 1_000, Math.ceil);
  const most = steps((milli * MEMORY.mostGBPerVcpu) / 1_000, Math.floor);
  const memoryMB = Math.min(most, Math.max(least, LEAST_MEMORY_MB));
  return { vcpu, memoryMB, enough: memoryMB >= LEAST_MEMORY_MB };
}

const MILLION = 1_000_000;

/**
 * US dollars that Function Compute bills for a million objects, each with an invocation of its own. Formula and prices
 * are those of `media backfill --dry-run` and `docs/costs.md`.
 */
export function dollarsPerMillion({ vcpu, memoryMB }: FunctionSize, billedMs: number): number {
  const size = { cpu: vcpu, memoryMB, diskSizeMB: DISK_SIZE_MB } as const;
  return estimateCost(MILLION, size, { rows: 1, readMs: billedMs, readRequests: 0 }).dollars;
}

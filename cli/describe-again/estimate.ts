import type { Settings } from '../../lib/settings';

/**
 * The first price tier of Function Compute on this day, from its price page: units for 10,000 calls, for one
 * second of a vCPU, of a GB of memory and of a GB of disk.
 */
export const PRICES = {
  asOf: '2026-11-22',
  dollarsPerUnit: 0.00002,
  callsPerUnitBlock: 10_000,
  unitsPerCallBlock: 75,
  unitsPerVcpuSecond: 1,
  unitsPerMemoryGBSecond: 0.15,
  unitsPerDiskGBSecond: 0.05,
} as const;

/** Used when there is no row to learn from: what describing a large object may take, requests included. */
const UNKNOWN = { seconds: 3, requests: 4 };

/** The average cost of describing so far. */
export interface Experience {
  rows: number;
  readMs: number;
  readRequests: number;
}

export interface Estimate {
  /** US dollars for Function Compute. */
  dollars: number;
  secondsPerObject: number;
  ossRequests: number;
  /** Write units of Tablestore: one per row of at most 4 KB. Most reports are 2 to 4 times that size. */
  tablestoreWriteUnits: number;
  basis: string;
}

type Size = Pick<Settings, 'cpu' | 'memoryMB' | 'diskSizeMB'>;

/** Estimates the highest cost: each object has its own invocation. */
export function estimateCost(
  objects: number,
  { cpu, memoryMB, diskSizeMB }: Size,
  known: Experience,
): Estimate {
  const learnt = known.rows > 0;
  const secondsPerObject = learnt ? known.readMs / 1000 : UNKNOWN.seconds;
  const requests = learnt ? known.readRequests : UNKNOWN.requests;
  const unitsPerSecond =
    cpu * PRICES.unitsPerVcpuSecond +
    (memoryMB / 1024) * PRICES.unitsPerMemoryGBSecond +
    (diskSizeMB / 1024) * PRICES.unitsPerDiskGBSecond;
  const units =
    (objects / PRICES.callsPerUnitBlock) * PRICES.unitsPerCallBlock +
    objects * secondsPerObject * unitsPerSecond;
  return {
    dollars: units * PRICES.dollarsPerUnit,
    secondsPerObject,
    ossRequests: Math.round(objects * requests),
    tablestoreWriteUnits: objects * WRITE_UNITS,
    basis: learnt
      ? `the average of ${known.rows} rows, ${secondsPerObject.toFixed(2)} s each`
      : `${UNKNOWN.seconds} s each, a guess: no row tells`,
  };
}

/** For a row with a report of 8 to 15 KB. */
const WRITE_UNITS = 4;

import { limits } from 'ros-template-check';

const { CAPACITY_UNIT_BYTES } = limits.tablestore;

export interface Consumed {
  capacityUnit: { read: number; write: number };
}

/** Capacity units of an amount of data; every operation costs at least one. */
const units = (bytes: number): number => Math.max(1, Math.ceil(bytes / CAPACITY_UNIT_BYTES));

export const readCost = (bytes: number): Consumed => ({ capacityUnit: { read: units(bytes), write: 0 } });

/** A conditional write costs the read too. */
export const writeCost = (bytes: number, reads: boolean): Consumed => ({
  capacityUnit: { read: reads ? 1 : 0, write: units(bytes) },
});

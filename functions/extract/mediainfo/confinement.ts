/**
 * How `object-file.so` confines mediainfo before mediainfo's own code runs. The order is that of the bits in
 * its report.
 */
const MEASURES = [
  'limits of memory, CPU, file size, processes and descriptors',
  'an unprivileged user',
  'no new privileges',
  'its end with its parent',
  'no access for debuggers',
  'no inherited descriptors',
  'Landlock',
  'a filter of system calls',
] as const;
export type Measure = (typeof MEASURES)[number];

/** The first bytes of that report: `CONFINEMENT_REPORT` in object-file.h. */
const REPORT = Buffer.from('CONFINED');

/** @param bits one for each measure. A bit is 1 when the kernel refused the measure */
export const measuresOf = (bits: bigint): Measure[] =>
  MEASURES.filter((_, bit) => (bits >> BigInt(bit)) & 1n);

/**
 * @param report the mark above, then the bits of the refused measures
 * @returns the refused measures; undefined when the bytes are not such a report
 */
export function refusedMeasures(report: Buffer): Measure[] | undefined {
  if (!report.subarray(0, REPORT.length).equals(REPORT)) return undefined;
  return measuresOf(report.readBigUInt64LE(REPORT.length));
}

/**
 * Limits that the kernel enforces. When mediainfo asks for more memory, it gets none. When it uses more CPU,
 * it is killed.
 */
export interface HardLimits {
  memoryMB: number;
  /** Size of the address space. */
  addressesMB: number;
  cpuSeconds: number;
}

const MIB = 1024 * 1024;

/** Bytes of memory, bytes of address space, and CPU seconds: the order in which `object-file.so` takes them. */
export const limitsInBytes = ({ memoryMB, addressesMB, cpuSeconds }: HardLimits): number[] =>
  [memoryMB * MIB, addressesMB * MIB, cpuSeconds].map(Math.ceil);

/** The environment variable that passes the limits to `object-file.so`. */
export const confinementVariable = (limits: HardLimits) => ({ CONFINEMENT: limitsInBytes(limits).join(',') });

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

/**
 * @param report the mark above, then one bit for each measure. A bit is 1 when the kernel refused the measure
 * @returns the refused measures; undefined when the bytes are not such a report
 */
export function refusedMeasures(report: Buffer): Measure[] | undefined {
  if (!report.subarray(0, REPORT.length).equals(REPORT)) return undefined;
  const bits = report.readBigUInt64LE(REPORT.length);
  return MEASURES.filter((_, bit) => (bits >> BigInt(bit)) & 1n);
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

/** The environment variable that passes the limits to `object-file.so`. */
export const confinementVariable = ({ memoryMB, addressesMB, cpuSeconds }: HardLimits) => ({
  CONFINEMENT: [memoryMB * MIB, addressesMB * MIB, cpuSeconds].map(Math.ceil).join(','),
});

/** How `object-file.so` shuts mediainfo in before its own code runs; the order is that of the bits of its report. */
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

/** What the report begins with, `CONFINEMENT_REPORT` of object-file.h. */
const REPORT = Buffer.from('CONFINED');

/** @param report the mark above, then a bit for each measure that the kernel refused; undefined when it is none */
export function refusedMeasures(report: Buffer): Measure[] | undefined {
  if (!report.subarray(0, REPORT.length).equals(REPORT)) return undefined;
  const bits = report.readBigUInt64LE(REPORT.length);
  return MEASURES.filter((_, bit) => (bits >> BigInt(bit)) & 1n);
}

/** What the kernel lets mediainfo use: more memory is refused to it, and with more CPU it is ended. */
export interface HardLimits {
  memoryMB: number;
  /** Of address space. */
  addressesMB: number;
  cpuSeconds: number;
}

const MIB = 1024 * 1024;

/** The environment variable that tells `object-file.so` the limits. */
export const confinementVariable = ({ memoryMB, addressesMB, cpuSeconds }: HardLimits) => ({
  CONFINEMENT: [memoryMB * MIB, addressesMB * MIB, cpuSeconds].map(Math.ceil).join(','),
});

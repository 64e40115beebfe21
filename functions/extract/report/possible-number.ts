/**
 * The least and the most that a number with this unit can be. Beyond, it comes from damaged or unset fields, such
 * as all ones, and stands for "unknown".
 */
const BOUNDS: Record<string, readonly [least: number, most: number]> = {
  // Ten years.
  ms: [0, 315_576_000_000],
  // Uncompressed 16K at 120 frames a second and 48 bits takes 7.6e11.
  'bit/s': [1, 1e13],
  // The fastest cameras.
  'frames/s': [0.000_001, 1e7],
  // DSD1024 takes 4.5e7.
  Hz: [1, 1e9],
  // JPEG 2000 and PSB allow more than JPEG’s 65,535; all ones in 31 and 32 bits is none.
  px: [1, 2 ** 31 - 2],
  // Ambisonics of the order 31 has 1,024.
  channels: [1, 65_535],
  bits: [1, 256],
  frames: [0, 1e12],
  degrees: [-360, 360],
};

/** True when a number with this unit can be so. */
export function isPossible(value: number, unit: string | undefined): boolean {
  const [least, most] = BOUNDS[unit ?? ''] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return value >= least && value <= most && value !== ALL_ONES;
}

/** 32 bits. */
const ALL_ONES = 2 ** 32 - 1;

import type { Track } from '../../../contract/columns';

/** Ticks of a second that containers commonly count in. */
const TIMESCALES = [
  1, 24, 25, 30, 50, 60, 90, 100, 120, 240, 600, 1_000, 1_200, 2_500, 2_997, 3_000, 5_000, 5_994, 6_000,
  8_000, 10_000, 11_025, 11_988, 12_000, 12_288, 12_800, 15_360, 16_000, 22_050, 23_976, 24_000, 25_000,
  29_970, 30_000, 32_000, 44_100, 48_000, 50_000, 57_600, 59_940, 60_000, 88_200, 90_000, 96_000, 100_000,
  176_400, 180_000, 192_000, 240_000, 1_000_000, 10_000_000,
];

/** All ones in 32 bits: ISO 14496-12 writes it for "cannot be determined". */
const ALL_ONES = 2 ** 32 - 1;

/** MediaInfo rounds to milliseconds. */
const ROUNDING = 0.002;

/** Ten years in seconds: longer than anything, and shorter than all ones in 64 bits of any timescale. */
const LONGEST = 315_576_000;

/**
 * True when the duration stands for "unknown": it is all ones of a timescale, or impossible, or the object would
 * have less than a bit for each second of picture or sound.
 *
 * @param size bytes of the object; NaN when the report does not tell it
 */
export function isUnknownDuration({ type, fields }: Track, size: number): boolean {
  const duration = Number((fields.get('Duration') ?? '').split(' / ', 1)[0]);
  if (!Number.isFinite(duration) || duration > LONGEST || duration < 0) return true;
  if (TIMESCALES.some((scale) => Math.abs(duration - ALL_ONES / scale) < ROUNDING)) return true;
  const flows = type === 'Video' || type === 'Audio' || (type === 'General' && hasFlow(fields));
  return flows && size * 8 < duration;
}

const hasFlow = (fields: ReadonlyMap<string, string>): boolean =>
  fields.has('VideoCount') || fields.has('AudioCount');

/**
 * How many of a hundred objects are of each case: a library that takes in films, their masters, sound and pictures. It
 * is an assumption of ours, not a measurement of anybody's bucket; with another one the same run gives other figures.
 */
export const MIX: Readonly<Record<string, number>> = {
  'mp4-moov-first': 25,
  'mp4-moov-last': 20,
  jpg: 20,
  'mov-prores': 10,
  mp3: 8,
  wav: 6,
  mxf: 4,
  ts: 4,
  'mkv-hevc-33mbps': 2,
  avi: 1,
};

/** A figure of one case, with the share that the case has. */
export interface Weighted {
  value: number;
  weight: number;
}

/** @throws RangeError when nothing has a weight */
export function weightedMean(values: readonly Weighted[]): number {
  const weights = values.reduce((sum, { weight }) => sum + weight, 0);
  if (weights <= 0) throw new RangeError('A mean needs at least one value with a weight, none given.');
  return values.reduce((sum, { value, weight }) => sum + value * weight, 0) / weights;
}

/**
 * The least value that at least so much of the weight does not exceed.
 * @param share between 0 and 1
 * @throws RangeError when nothing has a weight
 */
export function weightedQuantile(values: readonly Weighted[], share: number): number {
  const sorted = values.filter(({ weight }) => weight > 0).sort((a, b) => a.value - b.value);
  const last = sorted.at(-1);
  if (!last) throw new RangeError('A quantile needs at least one value with a weight, none given.');
  const wanted = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  for (const { value, weight } of sorted) {
    reached += weight;
    // Sums of shares such as 1/3 miss a whole by the last bit.
    if (reached >= wanted * (1 - 1e-9)) return value;
  }
  return last.value;
}

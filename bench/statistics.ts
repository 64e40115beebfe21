/** The summary of several measurements of the same thing. */
export interface Summary {
  median: number;
  least: number;
  most: number;
}

/** @throws RangeError when nothing was measured */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('A median needs at least one value, none given.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** @throws RangeError when nothing was measured */
export const mean = (values: readonly number[]): number => {
  if (values.length === 0) throw new RangeError('A mean needs at least one value, none given.');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

/** @throws RangeError when nothing was measured */
export const summarize = (values: readonly number[]): Summary => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

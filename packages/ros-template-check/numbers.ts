/** Digits count as a number: ROS turns them into one, as functions and parameters of type String give them. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
}

export function isWhole(value: unknown, min: number, max: number, multipleOf = 1): boolean {
  const number = numberOf(value);
  return Number.isInteger(number / multipleOf) && number >= min && number <= max;
}

export const matches = (value: unknown, pattern: RegExp): boolean =>
  typeof value === 'string' && pattern.test(value);

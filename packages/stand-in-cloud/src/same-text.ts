import { timingSafeEqual } from 'node:crypto';

/**
 * Compares two signatures or tokens in constant time, so that the delay of an answer does not tell how much of a guess
 * is right.
 */
export function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

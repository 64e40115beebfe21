/**
 * What only the deployment knows, such as the value of a parameter, stands in resolved text between two characters of
 * the private use area, which no template holds. The text around it can still be judged.
 */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const PLACEHOLDER = /\uE000([^\uE001]*)\uE001/g;

export const placeholder = (name: string): string => `${OPEN}${name.replaceAll(PLACEHOLDER, '$1')}${CLOSE}`;

/** Whether a value holds no placeholder, at any depth. */
export function isKnown(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes(OPEN);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isKnown);
}

/** The same value with placeholders written as `Fn::Sub` writes variables. */
export function readable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(PLACEHOLDER, '$${$1}');
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}

/**
 * Whether a text can match once its placeholders are values: where it has some, what stands around them must be of
 * characters that the pattern takes.
 */
export function isPossible(value: unknown, pattern: RegExp): boolean {
  if (typeof value !== 'string') return false;
  return pattern.test(value.replaceAll(PLACEHOLDER, 'x'));
}

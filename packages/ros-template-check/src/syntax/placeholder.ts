/**
 * A value that is known only during the deployment, such as a parameter, is written as its name between two characters
 * of Unicode's private use area, which no template contains. The text around it can still be checked.
 */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const PLACEHOLDER = /\uE000([^\uE001]*)\uE001/g;

export const placeholder = (name: string): string => `${OPEN}${name.replaceAll(PLACEHOLDER, '$1')}${CLOSE}`;

/** Whether a value contains no placeholder, at any depth. */
export function isKnown(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes(OPEN);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isKnown);
}

/** The value for a reader: placeholders are written like variables of `Fn::Sub`, `${Name}`. */
export function readable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(PLACEHOLDER, '$${$1}');
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}

/**
 * Whether a text can match a pattern after its placeholders have got their values. Each placeholder is tried as the one
 * character `x`.
 */
export function isPossible(value: unknown, pattern: RegExp): boolean {
  if (typeof value !== 'string') return false;
  return pattern.test(value.replaceAll(PLACEHOLDER, 'x'));
}

/**
 * A value of a template as text, a list or a map as JSON. `String` would call what a template writes
 * under the key `toString`, and fail where that is no function.
 */
export const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

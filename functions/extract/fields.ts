/** What a JSON object may hold. */
export type Fields = Record<string, unknown>;

/** The fields of a value from outside; none where it is no object. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

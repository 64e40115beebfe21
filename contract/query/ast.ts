import type { TRACK_KINDS } from '../columns';

/** The first word of a question about one track: `audio`, `video`, … */
export type TrackWord = keyof typeof TRACK_KINDS;

/**
 * How a column is compared. `like` allows `*` and `?`. `~` searches for a part of the text, and in TEXT
 * columns for words.
 */
export const OPERATORS = ['=', '!=', '<', '<=', '>', '>=', '~', '!~', 'like', 'not like'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A constant in the column's type and base unit. */
export type Value =
  | { type: 'text'; text: string }
  | { type: 'number'; number: number }
  | { type: 'boolean'; boolean: boolean }
  /** A period in milliseconds since the epoch, without its end: a day, or a single millisecond. */
  | { type: 'time'; from: number; to: number };

/**
 * A query in which every name and value is resolved. Column names are written as in the schema. Inside `track`
 * they are paths of track fields (`trackColumnNamed`).
 */
export type Expression =
  | { kind: 'all' }
  | { kind: 'and' | 'or'; operands: Expression[] }
  | { kind: 'not'; operand: Expression }
  /** One track of this kind fulfils all of it. */
  | { kind: 'track'; track: TrackWord; operand: Expression }
  /** Not further from a place than so many metres. */
  | { kind: 'near'; column: string; latitude: number; longitude: number; metres: number }
  | { kind: 'has'; column: string; present: boolean }
  | { kind: 'compare'; column: string; operator: Operator; value: Value }
  | { kind: 'in'; column: string; values: Value[]; negated: boolean };

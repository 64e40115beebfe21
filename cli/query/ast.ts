import type { TRACK_KINDS } from '../../contract/columns';

/** What a question about one track begins with: `audio`, `video`, … */
export type TrackWord = keyof typeof TRACK_KINDS;

/** How a column is compared. `like` takes `*` and `?`; `~` looks for a part, or in texts for words. */
export const OPERATORS = ['=', '!=', '<', '<=', '>', '>=', '~', '!~', 'like', 'not like'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A constant, already in the column's type and base unit. */
export type Value =
  | { type: 'text'; text: string }
  | { type: 'number'; number: number }
  | { type: 'boolean'; boolean: boolean }
  /** A stretch of time in milliseconds since the epoch, without its end: a day, or a single millisecond. */
  | { type: 'time'; from: number; to: number };

/**
 * A query with every name and value resolved. Columns are spelt as in the schema; inside of `track` they are those
 * of a track (`trackColumnNamed`).
 */
export type Expression =
  | { kind: 'all' }
  | { kind: 'and' | 'or'; operands: Expression[] }
  | { kind: 'not'; operand: Expression }
  /** One track of this kind fulfils all of it. */
  | { kind: 'track'; track: TrackWord; operand: Expression }
  | { kind: 'has'; column: string; present: boolean }
  | { kind: 'compare'; column: string; operator: Operator; value: Value }
  | { kind: 'in'; column: string; values: Value[]; negated: boolean };

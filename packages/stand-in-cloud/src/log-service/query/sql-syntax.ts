import type { SqlValue } from './sql-values';

/** An expression as it was parsed. */
export type Expression =
  | { kind: 'value'; value: SqlValue }
  | { kind: 'column'; name: string }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'operator'; operator: string; operands: Expression[] };

export interface SelectStatement {
  items: { expression: Expression; name: string }[];
  where?: Expression;
  groupBy: Expression[];
  orderBy: { expression: Expression; descending: boolean }[];
  limit: number;
}

/** Equal texts are equal expressions. */
export const textOf = (expression: Expression): string =>
  JSON.stringify(expression, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

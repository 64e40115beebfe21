import { TRACKS_COLUMN } from '../columns';
import type { Expression } from './ast';

/** The columns of a row that an expression asks, each once. */
export function columnsIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'all':
      return [];
    case 'and':
    case 'or':
      return [...new Set(expression.operands.flatMap(columnsIn))];
    case 'not':
      return columnsIn(expression.operand);
    case 'track':
      return [TRACKS_COLUMN];
    default:
      return [expression.column];
  }
}

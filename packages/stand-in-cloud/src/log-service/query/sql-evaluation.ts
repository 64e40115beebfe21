import { AGGREGATES, SCALARS } from './sql-functions';
import { type Expression, textOf } from './sql-syntax';
import { calculate, compare, type SqlValue, sqlError, typeOf } from './sql-values';

/** A row: its columns by name. */
export type Row = (column: string) => SqlValue;

/** Rows that are alike in what they are grouped by. */
export interface RowGroup {
  rows: readonly Row[];
  /** The values that they are grouped by, by the text of the expression. */
  keys: ReadonlyMap<string, SqlValue>;
}

type Context = Row | RowGroup;

/** The value of an expression for a row, or for a group of rows. @throws SlsError */
export function evaluate(expression: Expression, context: Context): SqlValue {
  if (typeof context !== 'function') {
    const key = context.keys.get(textOf(expression));
    if (key !== undefined) return key;
  }
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'column':
      if (typeof context === 'function') return context(expression.name);
      throw sqlError(`'${expression.name}' must be an aggregate expression or appear in GROUP BY clause`);
    case 'call':
      return call(expression.name, expression.args, context);
    case 'operator':
      return operate(expression.operator, expression.operands, context);
  }
}

function call(name: string, args: readonly Expression[], context: Context): SqlValue {
  const [first, second, third] = args as [Expression, Expression, Expression | undefined];
  if (name === 'if') {
    if (isTrue(evaluate(first, context))) return evaluate(second, context);
    return third ? evaluate(third, context) : null;
  }
  const aggregate = AGGREGATES[name];
  if (!aggregate) return SCALARS[name]!(...args.map((arg) => evaluate(arg, context)));
  if (typeof context === 'function') throw sqlError(`${name} cannot stand in this place.`);
  const values = context.rows.map((row) => evaluate(first, row)).filter((value) => value !== null);
  const [any = () => null] = context.rows;
  return aggregate(values, second ? [evaluate(second, any)] : []);
}

function isTrue(value: SqlValue): boolean {
  if (value !== null && typeof value !== 'boolean')
    throw sqlError(`A condition is needed, ${typeOf(value)} given.`);
  return value === true;
}

const COMPARISONS: Record<string, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function operate(operator: string, operands: readonly Expression[], context: Context): SqlValue {
  const values = operands.map((operand) => evaluate(operand, context));
  const [left = null, right = null] = values;
  const holds = COMPARISONS[operator];
  if (holds) return left === null || right === null ? null : holds(compare(left, right));
  switch (operator) {
    case 'in':
      if (left === null) return null;
      return values.slice(1).some((value) => value !== null && compare(left, value) === 0);
    case 'not':
      return left === null ? null : !isTrue(left);
    case 'and':
      if (left === false || right === false) return false;
      return left === null || right === null ? null : isTrue(left) && isTrue(right);
    case 'or':
      if (left === true || right === true) return true;
      return left === null || right === null ? null : isTrue(left) || isTrue(right);
    case 'negate':
      return calculate('-', 0n, left);
    default:
      return calculate(operator, left, right);
  }
}

/** Whether a statement with this expression makes one row of a group of rows. */
export function hasAggregate(expression: Expression): boolean {
  if (expression.kind === 'operator') return expression.operands.some(hasAggregate);
  if (expression.kind !== 'call') return false;
  return AGGREGATES[expression.name] !== undefined || expression.args.some(hasAggregate);
}

/** Whether the where condition holds for a row. */
export const holdsFor = (condition: Expression, row: Row): boolean => isTrue(evaluate(condition, row));

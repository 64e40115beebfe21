import type { Expression, Value } from '../../../contract/query/ast';
import { columnNamed } from '../../../contract/query/columns';
import { printQuery } from '../../../contract/query/print';
import { constantOf } from '../../../contract/query/values';
import { type Condition, queryOf } from './conditions';

/** The values of a column that a query asks for, when the condition is that alone: `=` or `in`. */
function chosenBy({ expression }: Condition, column: string): Value[] {
  if (expression.kind === 'compare' && expression.column === column && expression.operator === '=') {
    return [expression.value];
  }
  return expression.kind === 'in' && expression.column === column && !expression.negated
    ? expression.values
    : [];
}

/** A value as one text, to be compared with that of a group. */
const valueText = (value: Value): string =>
  value.type === 'text'
    ? value.text
    : value.type === 'number'
      ? String(value.number)
      : value.type === 'boolean'
        ? String(value.boolean)
        : new Date(value.from).toISOString();

export const chosenValues = (conditions: readonly Condition[], column: string): string[] =>
  conditions.flatMap((condition) => chosenBy(condition, column).map(valueText));

/** The conditions about anything else: what the values of the column are counted among. */
export const withoutChoice = (conditions: readonly Condition[], column: string): Condition[] =>
  conditions.filter((condition) => chosenBy(condition, column).length === 0);

/** The query with the value chosen besides those that are, or no longer chosen. */
export function toggled(conditions: readonly Condition[], column: string, value: string): string {
  const chosen = chosenValues(conditions, column);
  const wanted = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  const values = wanted.map((text): Value => {
    const constant = constantOf(text, columnNamed(column)!, 0);
    return 'problem' in constant ? { type: 'text', text } : constant;
  });
  const expression: Expression =
    values.length === 1
      ? { kind: 'compare', column, operator: '=', value: values[0]! }
      : { kind: 'in', column, values, negated: false };
  const text = values.length === 0 ? [] : [{ text: printQuery(expression) }];
  return queryOf([...withoutChoice(conditions, column), ...text]);
}

/** The conditions without those whose text is that of one of the expressions. */
export const withoutAny = (
  conditions: readonly Condition[],
  expressions: readonly Expression[],
): Condition[] => {
  const texts = new Set(expressions.map(printQuery));
  return conditions.filter(({ expression }) => !texts.has(printQuery(expression)));
};

/** True when a condition has the text of this expression. */
export const isChosen = (conditions: readonly Condition[], expression: Expression): boolean =>
  withoutAny(conditions, [expression]).length < conditions.length;

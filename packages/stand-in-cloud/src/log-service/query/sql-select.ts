import type { LogEntry } from '../service';
import type { IndexedField } from './indexed-fields';
import { evaluate, hasAggregate, holdsFor, type Row, type RowGroup } from './sql-evaluation';
import { ARGUMENTS } from './sql-functions';
import { parseSelect } from './sql-parser';
import { type Expression, type SelectStatement, textOf } from './sql-syntax';
import { compareForOrder, type SqlValue, sqlError, Timestamp, toText } from './sql-values';

/**
 * The answer to the part of a query after the `|`, all values as text.
 * @throws SlsError also for everything of the service's SQL that is not offered, by its name
 */
export function select(
  text: string,
  entries: readonly LogEntry[],
  fields: ReadonlyMap<string, IndexedField>,
): Record<string, string>[] {
  const statement = withAliases(parseSelect(text));
  for (const expression of expressionsOf(statement)) check(expression, fields);
  const { items, where, orderBy, limit } = statement;
  const rows = entries
    .map(
      (entry): Row =>
        (column) =>
          fields.get(column)?.read(entry) ?? null,
    )
    .filter((row) => !where || holdsFor(where, row));
  const isGrouped = statement.groupBy.length > 0 || items.some(({ expression }) => hasAggregate(expression));
  const contexts = isGrouped ? groupsOf(rows, statement.groupBy) : rows;
  return contexts
    .map((context) => ({
      values: items.map(({ expression }) => evaluate(expression, context)),
      order: orderBy.map(({ expression }) => evaluate(expression, context)),
    }))
    .sort((left, right) => {
      for (const [index, { descending }] of orderBy.entries()) {
        const order = compareForOrder(left.order[index] ?? null, right.order[index] ?? null, descending);
        if (order !== 0) return order;
      }
      return 0;
    })
    .slice(0, limit)
    .map(({ values }) =>
      Object.fromEntries(items.map(({ name }, index) => [name, toText(values[index] ?? null)])),
    );
}

/** GROUP BY and ORDER BY may name a column of the answer. */
function withAliases(statement: SelectStatement): SelectStatement {
  const named = new Map(statement.items.map(({ name, expression }) => [name, expression]));
  const resolved = (expression: Expression): Expression =>
    (expression.kind === 'column' ? named.get(expression.name) : undefined) ?? expression;
  return {
    ...statement,
    groupBy: statement.groupBy.map(resolved),
    orderBy: statement.orderBy.map((one) => ({ ...one, expression: resolved(one.expression) })),
  };
}

const expressionsOf = ({ items, where, groupBy, orderBy }: SelectStatement): Expression[] => [
  ...items.map(({ expression }) => expression),
  ...(where ? [where] : []),
  ...groupBy,
  ...orderBy.map(({ expression }) => expression),
];

/** A wrong name is an error also where there is no row. */
function check(expression: Expression, fields: ReadonlyMap<string, IndexedField>): void {
  if (expression.kind === 'column' && !fields.get(expression.name)?.inSql) {
    throw sqlError(
      `Column '${expression.name}' cannot be resolved; please add the column in the index attribute, with analytics.`,
    );
  }
  if (expression.kind === 'operator') for (const operand of expression.operands) check(operand, fields);
  if (expression.kind !== 'call') return;
  const counts = Object.hasOwn(ARGUMENTS, expression.name) ? ARGUMENTS[expression.name] : undefined;
  if (!counts) throw sqlError(`The function ${expression.name} is not offered by this stand-in.`);
  if (!counts.includes(expression.args.length)) {
    throw sqlError(
      `${expression.name} takes ${counts.join(' or ')} arguments, ${expression.args.length} given.`,
    );
  }
  for (const arg of expression.args) check(arg, fields);
}

/** Without GROUP BY all rows are one group, also when there are none. */
function groupsOf(rows: readonly Row[], groupBy: readonly Expression[]): RowGroup[] {
  if (groupBy.length === 0) return [{ rows, keys: new Map() }];
  const groups = new Map<string, { rows: Row[]; keys: Map<string, SqlValue> }>();
  for (const row of rows) {
    const keys = new Map(groupBy.map((expression) => [textOf(expression), evaluate(expression, row)]));
    const id = JSON.stringify(
      [...keys.values()].map((value) => [
        typeof value,
        value instanceof Timestamp ? value.ms : String(value),
      ]),
    );
    const group = groups.get(id);
    if (group) group.rows.push(row);
    else groups.set(id, { rows: [row], keys });
  }
  return [...groups.values()];
}

import { conditionFailed, parameterInvalid } from './errors';
import { columnReader, type Filter, parseFilter } from './filters';
import type { ConditionMessage } from './message-types';
import type { Row } from './row';

const EXISTENCE = { ignore: 0, expectExist: 1, expectNotExist: 2 };

/** The condition of a write on its row. */
export interface RowCondition {
  existence: number;
  columns?: Filter['test'];
}

/** @throws OtsError `OTSParameterInvalid` */
export function parseCondition(message: ConditionMessage): RowCondition {
  const existence = message.rowExistence;
  if (!Object.values(EXISTENCE).includes(existence)) {
    throw parameterInvalid(`Invalid row-existence expectation: ${existence}.`);
  }
  const bytes = message.columnCondition;
  if (!bytes || bytes.length === 0) return { existence };
  const filter = parseFilter(bytes);
  if (filter.page) throw parameterInvalid('Invalid condition: ColumnPaginationFilter.');
  return { existence, columns: filter.test };
}

/**
 * A missing row is treated as a row without columns: a column condition passes or fails by its setting for missing
 * columns.
 * @throws OtsError `OTSConditionCheckFail`
 */
export function enforce(condition: RowCondition, row: Row | undefined, keyNames: readonly string[]): void {
  if (condition.existence === EXISTENCE.expectExist && !row) throw conditionFailed();
  if (condition.existence === EXISTENCE.expectNotExist && row) throw conditionFailed();
  const read = row ? columnReader(keyNames, row.primaryKey, row.columns) : () => [];
  if (condition.columns && !condition.columns(read)) throw conditionFailed();
}

/** Whether a write with this condition reads the row first, which costs a read unit. */
export const readsRow = (condition: RowCondition): boolean =>
  condition.existence !== EXISTENCE.ignore || condition.columns !== undefined;

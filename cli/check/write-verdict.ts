import { randomUUID } from 'node:crypto';
import * as TableStore from 'tablestore';
import { POLICY_COLUMN_NAMES, type PolicyCells } from '../../contract/policy/row-policy';
import { PRIMARY_KEY, REVISION_COLUMN } from '../../contract/table';
import type { Session } from '../cloud/session';
import { ServiceError } from '../program/errors';
import { type StoredRow, storedRow } from './stored-row';

/** How often a row is judged anew that changed meanwhile. */
const ATTEMPTS = 5;

/** Tablestore's word for a row that is not as it was read. */
const CHANGED = /\bOTSConditionCheckFail\b/;

/**
 * Brings the columns of a row up to date, on the condition that the row is as it was read; otherwise it is read and judged
 * again. The function writes under the same condition, so neither writes over what the other found.
 *
 * @param cellsFor the columns that a row should have
 * @returns true when the row was written, false when it was right or is gone
 * @throws ServiceError
 */
export async function writeVerdict(
  session: Session,
  row: StoredRow,
  columns: string[],
  cellsFor: (row: StoredRow) => PolicyCells,
): Promise<boolean> {
  const client = await session.tablestore();
  const tableName = session.target.table;
  const [objectKey, bucketName] = PRIMARY_KEY;
  const primaryKey: TableStore.PrimaryKey = [{ [objectKey]: row.objectKey }, { [bucketName]: row.bucket }];
  let now: StoredRow | undefined = row;
  for (let attempt = 1; now; attempt += 1) {
    const cells: PolicyCells = cellsFor(now);
    if (POLICY_COLUMN_NAMES.every((name) => now!.cell(name) === cells[name])) return false;
    try {
      await client.updateRow({
        tableName,
        primaryKey,
        condition: asRead(now),
        updateOfAttributeColumns: changes(cells),
      });
      return true;
    } catch (error) {
      if (!(error instanceof ServiceError && CHANGED.test(error.message)) || attempt === ATTEMPTS)
        throw error;
    }
    const { row: found } = await client.getRow({
      tableName,
      primaryKey,
      columnsToGet: columns,
      maxVersions: 1,
    });
    now = found.primaryKey ? storedRow(found.primaryKey, found.attributes) : undefined;
  }
  return false;
}

/** A row that the function did not write has no revision. */
function asRead(row: StoredRow): TableStore.Condition {
  const revision = row.cell(REVISION_COLUMN);
  const { EQUAL } = TableStore.ComparatorType;
  const same = new TableStore.SingleColumnCondition(
    REVISION_COLUMN,
    String(revision ?? ''),
    EQUAL,
    revision === undefined,
  );
  return new TableStore.Condition(TableStore.RowExistenceExpectation.EXPECT_EXIST, same);
}

/** A new revision, so that whoever read the row before must read it again. */
function changes(cells: PolicyCells): Record<string, unknown>[] {
  const put = Object.entries({ ...cells, [REVISION_COLUMN]: randomUUID() }).map(([name, value]) => ({
    [name]: value,
  }));
  const gone = POLICY_COLUMN_NAMES.filter((name) => cells[name] === undefined);
  return [{ PUT: put }, ...(gone.length > 0 ? [{ DELETE_ALL: [...gone] }] : [])];
}

import type { Cells } from '../../../contract/cell';
import type { ObjectAddress } from '../../../contract/object-version';
import { ROW_STATE_COLUMNS, type Row, type RowState, rowStateOf } from '../../../contract/row';
import { rowKey } from '../../../contract/row-key';
import { PRIMARY_KEY, REVISION_COLUMN } from '../../../contract/table';
import { RowChangedError } from '../errors';
import type { RowStore } from '../row-store';
import { withAttempts } from './attempts';
import {
  deleteRowRequest,
  getRowRequest,
  putRowRequest,
  type RowCondition,
  readGetRowResponse,
  updateRowRequest,
} from './messages';
import { callTablestore, type TablestoreSettings } from './table-client';

/** Rows in a Tablestore table. */
export class TablestoreRows implements RowStore {
  constructor(private readonly settings: TablestoreSettings) {}

  async read(address: ObjectAddress): Promise<RowState | undefined> {
    // A column of the primary key is read too. Otherwise a row that has none of the other columns would look
    // like no row.
    const columns = [...ROW_STATE_COLUMNS, PRIMARY_KEY[0]];
    const answer = await this.call(
      'GetRow',
      getRowRequest(this.settings.table, primaryKeyOf(address), columns),
    );
    const cells = readGetRowResponse(answer);
    return cells && rowStateOf((column) => cells[column]);
  }

  async put(address: ObjectAddress, row: Row, before: RowState | undefined): Promise<void> {
    const condition = conditionOf(before);
    await this.call(
      'PutRow',
      putRowRequest(this.settings.table, primaryKeyOf(address), row as Cells, condition),
    );
  }

  async readWhole(address: ObjectAddress): Promise<Row | undefined> {
    // Without names: a request can name 128 columns, and there are more. In two requests the row could change between.
    const request = getRowRequest(this.settings.table, primaryKeyOf(address), []);
    return readGetRowResponse(await this.call('GetRow', request)) as Row | undefined;
  }

  async update(address: ObjectAddress, columns: Row, before: Pick<RowState, 'revision'>): Promise<void> {
    const condition = conditionOf(before);
    const request = updateRowRequest(this.settings.table, primaryKeyOf(address), columns as Cells, condition);
    await this.call('UpdateRow', request);
  }

  /** By a read of the whole row and a write: it happens when a lifecycle rule has moved an object, and needs no further right. */
  async amend(address: ObjectAddress, change: (row: Row) => Row, before: RowState): Promise<void> {
    const answer = await this.call('GetRow', getRowRequest(this.settings.table, primaryKeyOf(address), []));
    const cells = readGetRowResponse(answer);
    if (!cells || cells[REVISION_COLUMN] !== before.revision) {
      throw new RowChangedError('The row is not as it was read.');
    }
    await this.put(address, { ...cells, ...change(cells as Row) } as Row, before);
  }

  async delete(address: ObjectAddress, before: RowState): Promise<void> {
    const condition = conditionOf(before);
    await this.call('DeleteRow', deleteRowRequest(this.settings.table, primaryKeyOf(address), condition));
  }

  private call(operation: string, body: Buffer): Promise<Buffer> {
    return withAttempts(operation, this.settings.deadline, () =>
      callTablestore(this.settings, operation, body),
    );
  }
}

const primaryKeyOf = (address: ObjectAddress): Cells => ({
  [PRIMARY_KEY[0]]: rowKey(address),
  [PRIMARY_KEY[1]]: address.bucket,
});

/**
 * The condition that the row is as it was read. A row that somebody else wrote has no revision; then it must
 * still have none.
 */
const conditionOf = (before: Pick<RowState, 'revision'> | undefined): RowCondition =>
  before ? { row: 'present', column: REVISION_COLUMN, equals: before.revision } : { row: 'absent' };

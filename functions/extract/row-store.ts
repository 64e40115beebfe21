import type { ObjectAddress } from '../../contract/object-version';
import type { Row, RowState } from '../../contract/row';

/** Where rows are stored. A change succeeds only if the row is still as it was read. */
export interface RowStore {
  /** @throws PlatformError */
  read(address: ObjectAddress): Promise<RowState | undefined>;
  /**
   * Replaces the whole row.
   *
   * @param before the row as it was read, undefined when there was none
   * @throws RowChangedError when the row is not as it was read
   * @throws PlatformError when the row was not written, or when nobody knows whether it was
   */
  put(address: ObjectAddress, row: Row, before: RowState | undefined): Promise<void>;
  /**
   * All columns, the report included; undefined when there is no row.
   * @throws PlatformError
   */
  readWhole(address: ObjectAddress): Promise<Row | undefined>;
  /**
   * Sets some columns and leaves the others as they are.
   *
   * @param before with the revision that the row must have
   * @throws as `put`
   */
  update(address: ObjectAddress, columns: Row, before: Pick<RowState, 'revision'>): Promise<void>;
  /**
   * Changes some attributes and keeps the others, the report among them.
   *
   * @param change what to change of the row as it is stored, with a new revision
   * @throws as `put`
   */
  amend(address: ObjectAddress, change: (row: Row) => Row, before: RowState): Promise<void>;
  /** @throws as `put` */
  delete(address: ObjectAddress, before: RowState): Promise<void>;
}

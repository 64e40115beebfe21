import type { ObjectAddress } from '../../contract/object-version';
import type { Row, RowState } from '../../contract/row';

/** Where rows are kept. Every change is conditional on the row being as it was read. */
export interface RowStore {
  /** @throws PlatformError */
  read(address: ObjectAddress): Promise<RowState | undefined>;
  /**
   * Replaces the whole row.
   *
   * @param before the row as it was read, undefined when there was none
   * @throws RowChangedError when the row is not as it was read
   * @throws PlatformError when it is unknown whether the row was written, or certain that it was not
   */
  put(address: ObjectAddress, row: Row, before: RowState | undefined): Promise<void>;
  /** @throws as `put` */
  delete(address: ObjectAddress, before: RowState): Promise<void>;
}

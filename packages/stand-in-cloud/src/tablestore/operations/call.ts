import type { Instances } from '../instances';
import type { TablestoreInstance } from '../tablestore-instance';

/** One authenticated request. */
export interface Call {
  instance: TablestoreInstance;
  instances: Instances;
  body: Buffer;
  /** Milliseconds since the epoch. */
  now: number;
  /**
   * Checks the caller's right to this operation on a table, or on the instance when no table is given.
   * @throws OtsError `OTSNoPermissionAccess`
   */
  authorize(table?: string): void;
}

/** Does an operation and returns the encoded response. It checks the rights on all tables first. */
export type TablestoreOperation = (call: Call) => Buffer;

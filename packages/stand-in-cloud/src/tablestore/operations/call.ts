import type { Instances } from '../instances';
import type { TablestoreInstance } from '../tablestore-instance';

/** One authenticated request on its way through an operation. */
export interface Call {
  instance: TablestoreInstance;
  instances: Instances;
  body: Buffer;
  /** Milliseconds since the epoch. */
  now: number;
  /**
   * Asks whether the caller may do this operation on a table, or on the instance when no table is named.
   * @throws OtsError `OTSNoPermissionAccess`
   */
  authorize(table?: string): void;
}

/** Answers with the encoded response message. Authorizes every table before it touches one. */
export type TablestoreOperation = (call: Call) => Buffer;

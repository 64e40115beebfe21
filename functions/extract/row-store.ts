import type { ObjectAddress } from './object-version';

/** What a cell can hold: a bigint becomes a 64-bit integer, a number a double, a Buffer binary. */
export type CellValue = string | bigint | number | boolean | Buffer;

/** The attribute columns of a row by name. A column without a value is left out. */
export type Row = Record<string, CellValue>;

/** What reconciling needs to know about a row without reading its report. */
export interface StoredRow {
  /** Unique to each write. Absent on a row that was not written by this function. */
  revision?: string;
  status?: string;
  etag?: string;
  size?: number;
  /** ISO 8601. */
  lastModified?: string;
  crc64?: string;
  schemaVersion?: number;
  mediaInfoVersion?: string;
  mediaInfoArguments?: string;
  /** ISO 8601. */
  eventTime?: string;
}

/** Where rows are kept. Every change is conditional on the row being as it was read. */
export interface RowStore {
  /** @throws PlatformError */
  read(address: ObjectAddress): Promise<StoredRow | undefined>;
  /**
   * Replaces the whole row.
   *
   * @param before the row as it was read, undefined when there was none
   * @throws RowChangedError when the row is not as it was read
   * @throws PlatformError when it is unknown whether the row was written, or certain that it was not
   */
  put(address: ObjectAddress, row: Row, before: StoredRow | undefined): Promise<void>;
  /** @throws as `put` */
  delete(address: ObjectAddress, before: StoredRow): Promise<void>;
}

import type { KeyValue } from '../values';

/** First four bytes of every PlainBuffer, little endian. */
export const HEADER = 0x75;

export const TAG = {
  primaryKey: 0x01,
  attributes: 0x02,
  cell: 0x03,
  cellName: 0x04,
  cellValue: 0x05,
  cellOperation: 0x06,
  cellTimestamp: 0x07,
  deleteMarker: 0x08,
  rowChecksum: 0x09,
  cellChecksum: 0x0a,
} as const;

export const VARIANT = {
  INTEGER: 0x00,
  DOUBLE: 0x01,
  BOOLEAN: 0x02,
  STRING: 0x03,
  BINARY: 0x07,
  INF_MIN: 0x09,
  INF_MAX: 0x0a,
  AUTO_INCREMENT: 0x0b,
} as const;

/** The operation of a cell in UpdateRow; a cell without an operation is a put. */
export const CELL_OPERATION = { deleteAll: 0x01, deleteOne: 0x03, increment: 0x04 } as const;

export interface Cell {
  name: string;
  value?: KeyValue;
  operation?: number;
  /** Milliseconds since the epoch: the version. */
  timestamp?: number;
}

/** A row in a message; also a key alone (no attributes), or the changes of an update (cells with operations). */
export interface WireRow {
  primaryKey: Cell[];
  attributes: Cell[];
  deleteMarker?: boolean;
}

/** The requests as `decodeMessage` returns them; the names are those of the protocol. */

interface PrimaryKeySchema {
  name: string;
  type: number;
  option?: number;
}

export interface TableOptionsMessage {
  timeToLive?: number;
  maxVersions?: number;
  deviationCellVersionInSec?: number;
  allowUpdate?: boolean;
  updateFullRow?: boolean;
}

export interface CapacityUnit {
  read?: number;
  write?: number;
}

export interface CreateTableRequest {
  tableMeta: {
    tableName: string;
    primaryKey: PrimaryKeySchema[];
    definedColumn: { name: string; type: number }[];
  };
  reservedThroughput: { capacityUnit: CapacityUnit };
  tableOptions?: TableOptionsMessage;
  streamSpec?: { enableStream: boolean };
  indexMetas: object[];
  enableLocalTxn?: boolean;
}

export interface UpdateTableRequest {
  tableName: string;
  reservedThroughput?: { capacityUnit: CapacityUnit };
  tableOptions?: TableOptionsMessage;
  streamSpec?: { enableStream: boolean };
}

export interface TableRequest {
  tableName: string;
}

export interface ConditionMessage {
  rowExistence: number;
  columnCondition?: Buffer;
}

export interface ReturnContent {
  returnType?: number;
  returnColumnNames: string[];
}

/** The options of reading a row, in GetRow, BatchGetRow and GetRange. */
export interface ReadOptions {
  columnsToGet: string[];
  timeRange?: { startTime?: number; endTime?: number; specificTime?: number };
  maxVersions?: number;
  filter?: Buffer;
  startColumn?: string;
  endColumn?: string;
  /** Where to go on in a row that did not fit an answer; of BatchGetRow one for each row. */
  token?: Buffer | Buffer[];
}

export interface GetRowRequest extends ReadOptions {
  tableName: string;
  primaryKey: Buffer;
  transactionId?: string;
}

export interface GetRangeRequest extends ReadOptions {
  tableName: string;
  direction: number;
  limit?: number;
  inclusiveStartPrimaryKey: Buffer;
  exclusiveEndPrimaryKey: Buffer;
  transactionId?: string;
}

export interface BatchGetRowRequest {
  tables: (ReadOptions & { tableName: string; primaryKey: Buffer[] })[];
}

export interface RowWriteRequest {
  tableName: string;
  condition: ConditionMessage;
  returnContent?: ReturnContent;
  transactionId?: string;
}

export interface PutRowRequest extends RowWriteRequest {
  row: Buffer;
}

export interface UpdateRowRequest extends RowWriteRequest {
  rowChange: Buffer;
}

export interface DeleteRowRequest extends RowWriteRequest {
  primaryKey: Buffer;
}

export interface RowInBatchWriteRow {
  type: number;
  rowChange: Buffer;
  condition: ConditionMessage;
  returnContent?: ReturnContent;
}

export interface BatchWriteRowRequest {
  tables: { tableName: string; rows: RowInBatchWriteRow[] }[];
  transactionId?: string;
  isAtomic?: boolean;
}

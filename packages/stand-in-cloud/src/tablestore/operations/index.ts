import { batchGetRow, batchWriteRow } from './batch';
import type { TablestoreOperation } from './call';
import { getRange } from './get-range';
import { computeSplits, parallelScan } from './parallel-scan';
import { deleteRow, getRow, putRow, updateRow } from './rows';
import { search } from './search';
import { createSearchIndex, deleteSearchIndex, describeSearchIndex, listSearchIndex } from './search-indexes';
import { createTable, deleteTable, describeTable, listTable, updateTable } from './tables';
import { finishTransaction, startLocalTransaction } from './transactions';

/** All operations, by the name in the request's path. */
export const OPERATIONS: ReadonlyMap<string, TablestoreOperation> = new Map(
  Object.entries({
    CreateTable: createTable,
    UpdateTable: updateTable,
    DescribeTable: describeTable,
    ListTable: listTable,
    DeleteTable: deleteTable,
    PutRow: putRow,
    UpdateRow: updateRow,
    GetRow: getRow,
    DeleteRow: deleteRow,
    GetRange: getRange,
    BatchWriteRow: batchWriteRow,
    BatchGetRow: batchGetRow,
    StartLocalTransaction: startLocalTransaction,
    CommitTransaction: finishTransaction,
    AbortTransaction: finishTransaction,
    CreateSearchIndex: createSearchIndex,
    DescribeSearchIndex: describeSearchIndex,
    ListSearchIndex: listSearchIndex,
    DeleteSearchIndex: deleteSearchIndex,
    Search: search,
    ComputeSplits: computeSplits,
    ParallelScan: parallelScan,
  }),
);

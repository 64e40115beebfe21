/** The parts of the official Node SDK that the tests use; it ships no types. */
interface Sdk {
  Client: new (config: Record<string, unknown>) => SdkClient;
  Long: { fromNumber(value: number): unknown; fromString(value: string): unknown };
  Condition: new (existence: number, column?: unknown) => unknown;
  SingleColumnCondition: new (
    name: string,
    value: unknown,
    comparator: number,
    passIfMissing?: boolean,
    latestVersionOnly?: boolean,
  ) => unknown;
  CompositeCondition: new (operator: number) => { addSubCondition(condition: unknown): void };
  ColumnPaginationFilter: new (limit: number, offset: number) => unknown;
  RowExistenceExpectation: { IGNORE: number; EXPECT_EXIST: number; EXPECT_NOT_EXIST: number };
  ComparatorType: Record<
    'EQUAL' | 'NOT_EQUAL' | 'GREATER_THAN' | 'GREATER_EQUAL' | 'LESS_THAN' | 'LESS_EQUAL',
    number
  >;
  LogicalOperator: { NOT: number; AND: number; OR: number };
  ReturnType: { NONE: number; Primarykey: number; AfterModify: number };
  Direction: { FORWARD: string; BACKWARD: string };
  INF_MIN: unknown;
  INF_MAX: unknown;
  PK_AUTO_INCR: unknown;
  DefaultRetryPolicy: unknown;
  [name: string]: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of an untyped library, looked into by assertions
export type Answer = any;

export type SdkClient = Record<
  | 'createTable'
  | 'updateTable'
  | 'describeTable'
  | 'listTable'
  | 'deleteTable'
  | 'putRow'
  | 'updateRow'
  | 'getRow'
  | 'deleteRow'
  | 'getRange'
  | 'batchWriteRow'
  | 'batchGetRow'
  | 'startLocalTransaction'
  | 'createSearchIndex'
  | 'describeSearchIndex'
  | 'listSearchIndex'
  | 'deleteSearchIndex'
  | 'search'
  | 'computeSplits'
  | 'parallelScan',
  (params: Record<string, unknown>) => Promise<Answer>
>;

export const TableStore = require('tablestore') as Sdk;

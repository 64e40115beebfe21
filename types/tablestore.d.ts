/** The part of the Tablestore SDK that this project uses; the package ships no types. */
declare module 'tablestore' {
  import type { Agent } from 'node:http';

  /** A 64-bit integer: a plain JavaScript number would be stored as a double. */
  export interface Int64 {
    toNumber(): number;
    toString(radix?: number): string;
    toBuffer(): Buffer;
  }
  export const Long: {
    fromNumber(value: number): Int64;
    fromString(value: string): Int64;
  };

  export type ColumnValue = string | number | boolean | Buffer | Int64;
  export type PrimaryKey = Record<string, string | Buffer | Int64 | object>[];
  export type PrimaryKeyResult = { name: string; value: ColumnValue }[];
  export type AttributesResult = { columnName: string; columnValue: ColumnValue; timestamp: Int64 }[];

  export interface RowResult {
    /** Absent when there is no such row. */
    primaryKey?: PrimaryKeyResult;
    attributes?: AttributesResult;
  }
  export interface Consumed {
    capacityUnit: { read: number; write: number };
  }
  export interface RowResponse {
    consumed: Consumed;
    row: RowResult;
    RequestId: string;
  }

  export const RowExistenceExpectation: { IGNORE: number; EXPECT_EXIST: number; EXPECT_NOT_EXIST: number };
  export const ComparatorType: {
    EQUAL: number;
    NOT_EQUAL: number;
    GREATER_THAN: number;
    GREATER_EQUAL: number;
    LESS_THAN: number;
    LESS_EQUAL: number;
  };
  export const LogicalOperator: { NOT: number; AND: number; OR: number };
  export const Direction: { FORWARD: string; BACKWARD: string };
  export const INF_MIN: object;
  export const INF_MAX: object;

  export class ColumnCondition {}
  export class SingleColumnCondition extends ColumnCondition {
    constructor(
      columnName: string,
      columnValue: ColumnValue,
      comparator: number,
      passIfMissing?: boolean,
      latestVersionOnly?: boolean,
    );
  }
  export class CompositeCondition extends ColumnCondition {
    constructor(combinator: number);
    addSubCondition(condition: ColumnCondition): void;
  }
  export class Condition {
    constructor(rowExistence: number, columnCondition?: ColumnCondition | null);
  }

  /** Two levels: the kind, and what it takes. */
  export interface SearchQuery {
    queryType: number;
    query?: object;
  }
  type Numbers<Name extends string> = Record<Name, number>;
  export const QueryType: Numbers<
    | 'MATCH_PHRASE_QUERY'
    | 'TERM_QUERY'
    | 'TERMS_QUERY'
    | 'RANGE_QUERY'
    | 'PREFIX_QUERY'
    | 'WILDCARD_QUERY'
    | 'BOOL_QUERY'
    | 'EXISTS_QUERY'
    | 'GEO_DISTANCE_QUERY'
    | 'MATCH_ALL_QUERY'
    | 'NESTED_QUERY'
  >;
  export const ScoreMode: Numbers<'SCORE_MODE_NONE'>;
  export const ColumnReturnType: Numbers<
    'RETURN_ALL' | 'RETURN_SPECIFIED' | 'RETURN_NONE' | 'RETURN_ALL_FROM_INDEX'
  >;
  export const SortOrder: Numbers<'SORT_ORDER_ASC' | 'SORT_ORDER_DESC'>;
  export const AggregationType: Numbers<'AGG_SUM' | 'AGG_AVG' | 'AGG_COUNT' | 'AGG_MIN' | 'AGG_MAX'>;
  export const GroupByType: Numbers<'GROUP_BY_FIELD' | 'GROUP_BY_FILTER'>;

  export type Sorter =
    | { fieldSort: { fieldName: string; order: number } }
    | { primaryKeySort: { order: number } };
  export interface Aggregation {
    name: string;
    type: number;
    body: { fieldName: string };
  }
  export interface GroupBy {
    name: string;
    type: number;
    body: {
      fieldName?: string;
      size?: number;
      filters?: SearchQuery[];
      subAggs?: { aggs: Aggregation[] };
    };
  }
  export interface ColumnsToGet {
    returnType: number;
    /** For `RETURN_SPECIFIED`. */
    returnNames?: string[];
  }
  export interface AggregationResults {
    aggResults: { name: string; type: number; aggResult: { value: number | Int64 } }[];
  }
  export interface SearchRow {
    primaryKey: PrimaryKeyResult;
    attributes?: { columnName: string; columnValue: ColumnValue; timestamp?: Int64 }[];
  }
  export interface SearchResponse {
    /** False when a part of the index did not answer. */
    isAllSucceeded: boolean;
    /** In decimal; absent when nobody asked for it. */
    totalCounts?: string;
    /** Empty on the last page. */
    nextToken?: Buffer | null;
    rows: SearchRow[];
    aggs?: AggregationResults;
    groupBys?: {
      groupByResults: {
        name: string;
        groupByResult: {
          /** Of a filter there is no key: items come in the order of the filters. */
          items: { key?: string; rowCount: number | Int64; subAggsResult?: AggregationResults }[];
        };
      }[];
    };
  }

  export interface BatchGetRowItem extends RowResult {
    isOk: boolean;
    errorCode: string | null;
    errorMessage: string | null;
  }

  export interface RowRequest {
    tableName: string;
    primaryKey: PrimaryKey;
  }
  export interface ConditionalRequest extends RowRequest {
    condition: Condition;
    returnContent?: { returnType: number };
  }

  export interface BatchWriteRow {
    type: 'PUT';
    condition: Condition;
    primaryKey: PrimaryKey;
    attributeColumns: Record<string, ColumnValue>[];
  }

  export class Client {
    constructor(config: {
      accessKeyId: string;
      accessKeySecret: string;
      securityToken?: string;
      endpoint: string;
      instancename: string;
      /** Process-global: the last request's value counts for all clients. */
      maxRetries?: number;
      httpOptions?: { timeout?: number; maxSockets?: number; agent?: Agent };
    });
    getRow(params: RowRequest & { columnsToGet?: string[]; maxVersions?: number }): Promise<RowResponse>;
    putRow(
      params: ConditionalRequest & { attributeColumns: Record<string, ColumnValue>[] },
    ): Promise<RowResponse>;
    updateRow(
      params: ConditionalRequest & { updateOfAttributeColumns: Record<string, unknown>[] },
    ): Promise<RowResponse>;
    deleteRow(params: ConditionalRequest): Promise<RowResponse>;
    getRange(params: {
      tableName: string;
      direction: string;
      inclusiveStartPrimaryKey: PrimaryKey;
      exclusiveEndPrimaryKey: PrimaryKey;
      columnsToGet?: string[];
      limit?: number;
      maxVersions?: number;
    }): Promise<{
      rows: { primaryKey: PrimaryKeyResult; attributes: AttributesResult }[];
      nextStartPrimaryKey: PrimaryKeyResult | null;
    }>;
    search(params: {
      tableName: string;
      indexName: string;
      searchQuery: {
        offset?: number;
        limit: number;
        query: SearchQuery;
        sort?: { sorters: Sorter[] };
        token?: Buffer;
        getTotalCount?: boolean;
        aggs?: { aggs: Aggregation[] };
        groupBys?: { groupBys: GroupBy[] };
      };
      columnToGet: ColumnsToGet;
      timeoutMs?: number;
    }): Promise<SearchResponse>;
    computeSplits(params: {
      tableName: string;
      searchIndexSplitsOptions: { indexName: string };
    }): Promise<{ sessionId: Buffer; splitsSize: number }>;
    parallelScan(params: {
      tableName: string;
      indexName: string;
      sessionId: Buffer;
      scanQuery: {
        query: SearchQuery;
        limit: number;
        token?: Buffer;
        currentParallelId: number;
        maxParallel: number;
        /** Seconds until the session is dropped. */
        aliveTime: number;
      };
      columnToGet: ColumnsToGet;
    }): Promise<{ rows: SearchRow[]; nextToken?: Buffer | null }>;
    /** One list of rows per table, in the order of the keys. */
    batchWriteRow(params: {
      tables: { tableName: string; rows: BatchWriteRow[] }[];
    }): Promise<{ tables: BatchGetRowItem[] }>;
    batchGetRow(params: {
      tables: {
        tableName: string;
        primaryKey: PrimaryKey[];
        columnsToGet?: string[];
        maxVersions?: number;
      }[];
    }): Promise<{ tables: BatchGetRowItem[][] }>;
    /** Any other operation, by the names of the service's API in camel case. */
    [operation: string]: (params: never) => Promise<unknown>;
  }
}

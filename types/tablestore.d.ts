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

  export interface RowRequest {
    tableName: string;
    primaryKey: PrimaryKey;
  }
  export interface ConditionalRequest extends RowRequest {
    condition: Condition;
    returnContent?: { returnType: number };
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
    /** Any other operation, by the names of the service's API in camel case. */
    [operation: string]: (params: never) => Promise<unknown>;
  }
}

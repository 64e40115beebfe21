import type { ColumnName, DeclaredColumn } from './columns';

interface CellTypes {
  string: string;
  integer: bigint;
  double: number;
  boolean: boolean;
  time: string;
  list: string;
  binary: Buffer;
}

type ColumnOf<Name extends ColumnName> = Extract<DeclaredColumn, { readonly name: Name }>;

/** The attribute columns of a row by name, each of the type that its column declares. One without a value is left out. */
export type Row = { [Name in ColumnName]?: CellTypes[ColumnOf<Name>['type']] };

/** What decides whether a row is right, and what the next write depends on: all that is read of it without its report. */
export interface RowState {
  /** Unique to each write. Absent on a row that the function did not write. */
  revision?: string;
  status?: string;
  etag?: string;
  /** Bytes. */
  size?: number;
  /** ISO 8601. */
  lastModified?: string;
  crc64?: string;
  schemaVersion?: number;
  mediaInfoVersion?: string;
  mediaInfoArguments?: string;
  /** ISO 8601. */
  eventTime?: string;
  /** ISO 8601. */
  extractedAt?: string;
}

/** The columns that `rowStateOf` reads. */
export const ROW_STATE_COLUMNS = [
  'RevisionId',
  'Status',
  'ETag',
  'Size',
  'LastModified',
  'Crc64',
  'SchemaVersion',
  'MediaInfoVersion',
  'MediaInfoArguments',
  'EventTime',
  'ExtractedAt',
] as const satisfies readonly ColumnName[];

type RowStateColumn = (typeof ROW_STATE_COLUMNS)[number];

/** @param cell gives the value of a column, undefined where there is none */
export function rowStateOf(cell: (column: RowStateColumn) => unknown): RowState {
  const text = (column: RowStateColumn): string | undefined => {
    const value = cell(column);
    return typeof value === 'string' ? value : undefined;
  };
  // 64-bit integers come as a bigint, a number or an object, by client.
  const number = (column: RowStateColumn): number | undefined => {
    const value = cell(column);
    return value === undefined || typeof value === 'string' ? undefined : Number(value);
  };
  return {
    revision: text('RevisionId'),
    status: text('Status'),
    etag: text('ETag'),
    size: number('Size'),
    lastModified: text('LastModified'),
    crc64: text('Crc64'),
    schemaVersion: number('SchemaVersion'),
    mediaInfoVersion: text('MediaInfoVersion'),
    mediaInfoArguments: text('MediaInfoArguments'),
    eventTime: text('EventTime'),
    extractedAt: text('ExtractedAt'),
  };
}

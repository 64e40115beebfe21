import type { ColumnName, DeclaredColumn } from './columns';

interface CellTypes {
  string: string;
  integer: bigint;
  double: number;
  boolean: boolean;
  time: string;
  list: string;
  position: string;
  rows: string;
  binary: Buffer;
}

type ColumnOf<Name extends ColumnName> = Extract<DeclaredColumn, { readonly name: Name }>;

/**
 * The attribute columns of a row by name. Each value has the type that its column declares. Empty columns are
 * left out.
 */
export type Row = { [Name in ColumnName]?: CellTypes[ColumnOf<Name>['type']] };

/**
 * The part of a row that decides whether the row is right and on which the next write depends. The function
 * reads only this part, not the report.
 */
export interface RowState {
  /** Unique for each write. Missing in a row that the function did not write. */
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
  /** The verdict of the policy. */
  policy?: string;
  /** Hash of the policy that it was judged by, and a version of MediaInfo. */
  policyVersion?: string;
  /** What the event about this row says: one of `NEWS_TYPES`. */
  newsType?: string;
  /** The revision whose event went out. */
  announced?: string;
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
  'Policy',
  'PolicyVersion',
  'NewsType',
  'Announced',
] as const satisfies readonly ColumnName[];

type RowStateColumn = (typeof ROW_STATE_COLUMNS)[number];

/** @param cell returns the value of a column, undefined when the column is empty */
export function rowStateOf(cell: (column: RowStateColumn) => unknown): RowState {
  const text = (column: RowStateColumn): string | undefined => {
    const value = cell(column);
    return typeof value === 'string' ? value : undefined;
  };
  // Clients return a 64-bit integer as a bigint, a number or an object.
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
    policy: text('Policy'),
    policyVersion: text('PolicyVersion'),
    newsType: text('NewsType'),
    announced: text('Announced'),
  };
}

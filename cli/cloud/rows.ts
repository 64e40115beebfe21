import { gunzipSync } from 'node:zlib';
import type * as TableStore from 'tablestore';
import { rowKey } from '../../contract/row-key';
import {
  GZIPPED_REPORT_COLUMN,
  PRIMARY_KEY,
  REPORT_COLUMN,
  REPORT_ENCODING_COLUMN,
} from '../../contract/table';
import { UserError } from '../program/errors';
import type { PipelineConnection } from './connection';

/** A row as the commands show it. */
export interface ObjectRow {
  key: string;
  bucket: string;
  status: string;
  /** `null` when there is no reason. */
  reason: string | null;
  /** Every attribute except the report. */
  columns: Record<string, string | number | boolean>;
  /** MediaInfo's report; `null` when there is none. */
  xml: string | null;
}

/** The row of an object, or undefined when it has none. */
export async function readRow(
  client: TableStore.Client,
  { bucket, table }: Pick<PipelineConnection, 'bucket' | 'table'>,
  key: string,
): Promise<ObjectRow | undefined> {
  const [objectKey, bucketName] = PRIMARY_KEY;
  const { row } = await client.getRow({
    tableName: table,
    primaryKey: [{ [objectKey]: rowKey({ bucket, key }) }, { [bucketName]: bucket }],
    maxVersions: 1,
  });
  return row.primaryKey ? toObjectRow(key, bucket, row.attributes ?? []) : undefined;
}

export function toObjectRow(key: string, bucket: string, attributes: TableStore.AttributesResult): ObjectRow {
  const cells = new Map(attributes.map(({ columnName, columnValue }) => [columnName, columnValue]));
  const gzipped = cells.get(GZIPPED_REPORT_COLUMN);
  const xml = Buffer.isBuffer(gzipped) ? unpacked(gzipped, key) : cells.get(REPORT_COLUMN);
  const columns: ObjectRow['columns'] = {};
  for (const [name, value] of cells) {
    if ([REPORT_COLUMN, GZIPPED_REPORT_COLUMN, REPORT_ENCODING_COLUMN].includes(name)) continue;
    columns[name] = plain(value);
  }
  return {
    key: String(columns['Key'] ?? key),
    bucket,
    status: String(columns['Status'] ?? ''),
    reason: columns['Reason'] === undefined ? null : String(columns['Reason']),
    columns,
    xml: typeof xml === 'string' ? xml : null,
  };
}

/**
 * Most bytes of a report that was gzipped: four times what the function takes from MediaInfo. Two MB of gzip could be
 * 2 GB of zeros, and anybody who may write a row can put them there.
 */
const MAX_REPORT_BYTES = 64_000_000;

/** The report in a cell; undefined when that is no gzip, or larger. */
export function gunzippedReport(gzipped: Uint8Array): string | undefined {
  try {
    return gunzipSync(gzipped, { maxOutputLength: MAX_REPORT_BYTES }).toString();
  } catch {
    return undefined;
  }
}

/** @throws UserError when there is none in it */
function unpacked(gzipped: Buffer, key: string): string {
  const report = gunzippedReport(gzipped);
  if (report !== undefined) return report;
  throw new UserError(
    `${GZIPPED_REPORT_COLUMN} of '${key}' holds no gzipped report of at most ${MAX_REPORT_BYTES} bytes.`,
  );
}

/**
 * The client gives integers as 64-bit objects. All integers that this project writes are exact as JavaScript
 * numbers.
 */
function plain(value: TableStore.ColumnValue): string | number | boolean {
  if (Buffer.isBuffer(value)) return value.toString('base64');
  return typeof value === 'object' ? value.toNumber() : value;
}

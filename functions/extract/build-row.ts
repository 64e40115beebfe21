import type { Description } from './describe';
import type { ObjectAddress, ObjectVersion } from './object-version';
import { cutAtCharacter } from './row-key';
import type { CellValue, Row } from './row-store';
import { SCHEMA_VERSION } from './schema';

/** No sentence of ours is longer, even with a long key in it; this keeps the search index in its limits. */
const MAX_REASON_BYTES = 2_000;

/** What of an invocation stands in a row. */
export interface Occasion {
  eventTime?: string;
  requestId?: string;
}

/** All attributes of a row but its revision. */
export function buildRow(
  { key }: ObjectAddress,
  version: ObjectVersion | undefined,
  { status, reason, doubts, columns, report, cost }: Description,
  { eventTime, requestId }: Occasion,
  now: number,
): Row {
  return withoutUndefined({
    ...columns,
    Key: key,
    Status: status,
    Reason: reason && cutAtCharacter(reason, MAX_REASON_BYTES),
    Doubts: doubts.length > 0 ? JSON.stringify(doubts) : undefined,
    ETag: version?.etag,
    Size: integer(version?.size),
    LastModified: timeOf(version?.lastModified),
    ContentType: version?.contentType,
    StorageClass: version?.storageClass,
    ObjectType: version?.objectType,
    Crc64: version?.crc64,
    VersionId: version?.versionId,
    EventTime: timeOf(eventTime),
    ExtractedAt: new Date(now).toISOString(),
    MediaInfoVersion: report?.mediaInfoVersion,
    MediaInfoArguments: report?.arguments.join(' '),
    SchemaVersion: BigInt(SCHEMA_VERSION),
    RequestId: requestId,
    ReadRequests: integer(cost?.requests),
    ReadRoundTrips: integer(cost?.roundTrips),
    ReadBytes: integer(cost?.bytes),
    ReadMs: integer(cost?.milliseconds),
    ReportBytes: integer(report && Buffer.byteLength(report.xml)),
  });
}

const integer = (value: number | undefined): bigint | undefined =>
  value === undefined ? undefined : BigInt(Math.round(value));

function timeOf(text: string | undefined): string | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function withoutUndefined(row: Record<string, CellValue | undefined>): Row {
  return Object.fromEntries(
    Object.entries(row).filter((entry): entry is [string, CellValue] => entry[1] !== undefined),
  );
}

import { COLUMNS, maxBytesOf } from '../../contract/columns';
import { fittingList } from '../../contract/columns/fitting-list';
import type { ObjectAddress, ObjectVersion } from '../../contract/object-version';
import type { AssignedPolicy } from '../../contract/policy/assigned-policies';
import type { Row } from '../../contract/row';
import { cutAtCharacter } from '../../contract/row-key';
import { SCHEMA_VERSION } from '../../contract/table';
import type { Description } from './describe';
import { judgedBy } from './policies';
import { timeOf } from './time-of';

const MAX_BYTES = new Map(COLUMNS.map((column) => [column.name, maxBytesOf(column)]));

/**
 * Texts that others write can be of any length, so they are cut. Values that identify a version are compared
 * later, so they are never cut.
 */
const bounded = (column: 'Reason' | 'ContentType', text: string | undefined): string | undefined =>
  text && cutAtCharacter(text, MAX_BYTES.get(column)!);

/** The data of an invocation that is stored in a row. */
export interface Provenance {
  eventTime?: string;
  requestId?: string;
}

/** All attributes of a row except its revision: what was found, and what the policy for its key says of that. */
export function buildRow(
  address: ObjectAddress,
  version: ObjectVersion | undefined,
  { status, reason, doubts, columns, report, cost }: Description,
  { eventTime, requestId }: Provenance,
  now: number,
  policies: readonly AssignedPolicy[] = [],
): Row {
  const row = withoutUndefined({
    ...columns,
    Key: address.key,
    Status: status,
    Reason: bounded('Reason', reason),
    Doubts: doubts.length > 0 ? JSON.stringify(doubts) : undefined,
    ETag: version?.etag,
    Size: integer(version?.size),
    LastModified: timeOf(version?.lastModified),
    ContentType: bounded('ContentType', version?.contentType),
    StorageClass: version?.storageClass,
    ObjectType: version?.objectType,
    Crc64: version?.crc64,
    VersionId: version?.versionId,
    UserMetadata: version?.userMetadata && fittingList(version.userMetadata, MAX_BYTES.get('UserMetadata')!),
    EventTime: timeOf(eventTime),
    ExtractedAt: new Date(now).toISOString(),
    MediaInfoVersion: report?.version,
    MediaInfoArguments: report?.arguments.join(' '),
    SchemaVersion: BigInt(SCHEMA_VERSION),
    RequestId: requestId,
    ReadRequests: integer(cost?.requests),
    ReadRoundTrips: integer(cost?.roundTrips),
    ReadBytes: integer(cost?.bytes),
    ReadMs: integer(cost?.milliseconds),
    ReportBytes: integer(report && Buffer.byteLength(report.xml)),
  });
  return { ...row, ...judgedBy(policies, address, row, report) };
}

const integer = (value: number | undefined): bigint | undefined =>
  value === undefined ? undefined : BigInt(Math.round(value));

function withoutUndefined(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Row;
}

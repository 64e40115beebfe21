import type { ObjectAddress } from '../object-version';
import { rowKey } from '../row-key';
import type { CellValue, Row, RowStore, StoredRow } from '../row-store';
import { PRIMARY_KEY, REVISION_COLUMN } from '../schema';
import { withAttempts } from './attempts';
import {
  deleteRowRequest,
  getRowRequest,
  putRowRequest,
  type RowCondition,
  readGetRowResponse,
} from './messages';
import { callTablestore, type TablestoreSettings } from './table-client';

const IDENTITY_COLUMNS = [
  REVISION_COLUMN,
  'Status',
  'ETag',
  'Size',
  'LastModified',
  'Crc64',
  'SchemaVersion',
  'MediaInfoVersion',
  'MediaInfoArguments',
  'EventTime',
];

const textOf = (value: CellValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
const numberOf = (value: CellValue | undefined): number | undefined =>
  typeof value === 'bigint' ? Number(value) : undefined;

/** Rows in a Tablestore table. */
export class TablestoreRows implements RowStore {
  constructor(private readonly settings: TablestoreSettings) {}

  async read(address: ObjectAddress): Promise<StoredRow | undefined> {
    // With a column of the primary key among them, a row that has none of the others is still told from no row.
    const columns = [...IDENTITY_COLUMNS, PRIMARY_KEY[0]];
    const answer = await this.call(
      'GetRow',
      getRowRequest(this.settings.table, primaryKeyOf(address), columns),
    );
    const row = readGetRowResponse(answer);
    return (
      row && {
        revision: textOf(row[REVISION_COLUMN]),
        status: textOf(row['Status']),
        etag: textOf(row['ETag']),
        size: numberOf(row['Size']),
        lastModified: textOf(row['LastModified']),
        crc64: textOf(row['Crc64']),
        schemaVersion: numberOf(row['SchemaVersion']),
        mediaInfoVersion: textOf(row['MediaInfoVersion']),
        mediaInfoArguments: textOf(row['MediaInfoArguments']),
        eventTime: textOf(row['EventTime']),
      }
    );
  }

  async put(address: ObjectAddress, row: Row, before: StoredRow | undefined): Promise<void> {
    const condition = conditionOf(before);
    await this.call('PutRow', putRowRequest(this.settings.table, primaryKeyOf(address), row, condition));
  }

  async delete(address: ObjectAddress, before: StoredRow): Promise<void> {
    const condition = conditionOf(before);
    await this.call('DeleteRow', deleteRowRequest(this.settings.table, primaryKeyOf(address), condition));
  }

  private call(operation: string, body: Buffer): Promise<Buffer> {
    return withAttempts(operation, this.settings.deadline, () =>
      callTablestore(this.settings, operation, body),
    );
  }
}

const primaryKeyOf = (address: ObjectAddress): Row => ({
  [PRIMARY_KEY[0]]: rowKey(address),
  [PRIMARY_KEY[1]]: address.bucket,
});

/** That the row is as it was read. One of another hand has no revision: then it must still have none. */
const conditionOf = (before: StoredRow | undefined): RowCondition =>
  before ? { row: 'present', column: REVISION_COLUMN, equals: before.revision } : { row: 'absent' };

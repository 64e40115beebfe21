import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Client, ColumnValue, Condition, PrimaryKey } from 'tablestore';
import type { ObjectAddress } from '../object-version';
import { rowKey } from '../row-key';
import type { CellValue, Row, RowStore, StoredRow } from '../row-store';
import { PRIMARY_KEY, REVISION_COLUMN } from '../schema';
import { ATTEMPT_TIMEOUT_MS, withAttempts } from './attempts';
import { loadSdk } from './load-sdk';

export interface TablestoreSettings {
  /** With its scheme. */
  endpoint: string;
  instance: string;
  table: string;
  credentials: { accessKeyId: string; accessKeySecret: string; securityToken?: string };
}

/** Connections outlive credentials: clients are made for each invocation, but these stay warm. */
const httpAgent = new HttpAgent({ keepAlive: true });
const httpsAgent = new HttpsAgent({ keepAlive: true });

/** Just enough to compare, so that a report is not read to be found right. */
const IDENTITY_COLUMNS = {
  revision: REVISION_COLUMN,
  status: 'Status',
  etag: 'ETag',
  size: 'Size',
  lastModified: 'LastModified',
  crc64: 'Crc64',
  schemaVersion: 'SchemaVersion',
  mediaInfoVersion: 'MediaInfoVersion',
  mediaInfoArguments: 'MediaInfoArguments',
} as const satisfies Record<keyof StoredRow, string>;

/** Rows in a Tablestore table. */
export class TablestoreRows implements RowStore {
  private client: Client | undefined;

  constructor(private readonly settings: TablestoreSettings) {}

  async read(address: ObjectAddress): Promise<StoredRow | undefined> {
    const client = await this.open();
    const { row } = await withAttempts('GetRow', () =>
      client.getRow({
        tableName: this.settings.table,
        primaryKey: primaryKeyOf(address),
        // With a column of the primary key among them, a row that has none of the others is still told from no row.
        columnsToGet: [...Object.values(IDENTITY_COLUMNS), PRIMARY_KEY[0]],
        maxVersions: 1,
      }),
    );
    if (!row.primaryKey) return undefined;
    const cells = new Map(row.attributes?.map(({ columnName, columnValue }) => [columnName, columnValue]));
    const text = (name: string) => cells.get(name)?.toString();
    const number = (name: string) => (cells.has(name) ? Number(cells.get(name)) : undefined);
    return {
      revision: text(IDENTITY_COLUMNS.revision),
      status: text(IDENTITY_COLUMNS.status),
      etag: text(IDENTITY_COLUMNS.etag),
      size: number(IDENTITY_COLUMNS.size),
      lastModified: text(IDENTITY_COLUMNS.lastModified),
      crc64: text(IDENTITY_COLUMNS.crc64),
      schemaVersion: number(IDENTITY_COLUMNS.schemaVersion),
      mediaInfoVersion: text(IDENTITY_COLUMNS.mediaInfoVersion),
      mediaInfoArguments: text(IDENTITY_COLUMNS.mediaInfoArguments),
    };
  }

  async put(address: ObjectAddress, row: Row, before: StoredRow | undefined): Promise<void> {
    const { Long } = await loadSdk();
    const client = await this.open();
    const toCell = (value: CellValue): ColumnValue =>
      typeof value === 'bigint' ? Long.fromString(value.toString()) : value;
    const condition = await this.condition(before);
    await withAttempts('PutRow', () =>
      client.putRow({
        tableName: this.settings.table,
        condition,
        primaryKey: primaryKeyOf(address),
        attributeColumns: Object.entries(row).map(([name, value]) => ({ [name]: toCell(value) })),
      }),
    );
  }

  async delete(address: ObjectAddress, before: StoredRow): Promise<void> {
    const client = await this.open();
    const condition = await this.condition(before);
    await withAttempts('DeleteRow', () =>
      client.deleteRow({ tableName: this.settings.table, condition, primaryKey: primaryKeyOf(address) }),
    );
  }

  /** That the row is as it was read: absent, or with the revision it had then. */
  private async condition(before: StoredRow | undefined): Promise<Condition> {
    const { ComparatorType, Condition, RowExistenceExpectation, SingleColumnCondition } = await loadSdk();
    if (!before) return new Condition(RowExistenceExpectation.EXPECT_NOT_EXIST, null);
    // A row of another hand has no revision: then the column must still be missing.
    const { revision = '' } = before;
    const passIfMissing = before.revision === undefined;
    return new Condition(
      RowExistenceExpectation.EXPECT_EXIST,
      new SingleColumnCondition(REVISION_COLUMN, revision, ComparatorType.EQUAL, passIfMissing),
    );
  }

  private async open(): Promise<Client> {
    const { Client } = await loadSdk();
    const { endpoint, instance, credentials } = this.settings;
    this.client ??= new Client({
      ...credentials,
      endpoint,
      instancename: instance,
      maxRetries: 0,
      httpOptions: {
        timeout: ATTEMPT_TIMEOUT_MS,
        agent: endpoint.startsWith('https:') ? httpsAgent : httpAgent,
      },
    });
    return this.client;
  }
}

const primaryKeyOf = (address: ObjectAddress): PrimaryKey => [
  { [PRIMARY_KEY[0]]: rowKey(address) },
  { [PRIMARY_KEY[1]]: address.bucket },
];

import { TablestoreServer } from 'stand-in-cloud';
import * as TableStore from 'tablestore';
import { REGION, ROOT, TestAccount } from './account';

export const INSTANCE = 'media-rows';
export const TABLE = 'Objects';

/** The Tablestore stand-in with the table for rows, and the official client with the account's own key. */
export class TestTable {
  private constructor(
    readonly account: TestAccount,
    readonly server: TablestoreServer,
  ) {}

  static async start(account = new TestAccount()): Promise<TestTable> {
    const server = await TablestoreServer.start({ authority: account, region: REGION });
    server.createInstance(INSTANCE, { clusterType: 'SSD' });
    server.createTable(INSTANCE, TABLE, {
      primaryKey: [
        { name: 'ObjectKey', type: 'STRING' },
        { name: 'BucketName', type: 'STRING' },
      ],
      timeToLive: -1,
      maxVersions: 1,
    });
    return new TestTable(account, server);
  }

  /**
   * A row's attributes by name. 64-bit integers are JavaScript numbers. Undefined when the row does not
   * exist.
   */
  async row(objectKey: string, bucket: string): Promise<Record<string, unknown> | undefined> {
    const client = new TableStore.Client({
      accessKeyId: ROOT.accessKeyId,
      accessKeySecret: ROOT.accessKeySecret,
      endpoint: this.server.endpoint,
      instancename: INSTANCE,
      maxRetries: 0,
    });
    const primaryKey: TableStore.PrimaryKey = [{ ObjectKey: objectKey }, { BucketName: bucket }];
    const { row } = await client.getRow({ tableName: TABLE, primaryKey });
    if (!row.primaryKey) return undefined;
    return Object.fromEntries(
      (row.attributes ?? []).map(({ columnName, columnValue }) => [columnName, plain(columnValue)]),
    );
  }

  async close(): Promise<void> {
    await this.server.close();
  }
}

const plain = (value: TableStore.ColumnValue): unknown =>
  typeof value === 'object' && !Buffer.isBuffer(value) ? value.toNumber() : value;

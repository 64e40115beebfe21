import { TablestoreServer } from 'stand-in-cloud';
import * as TableStore from 'tablestore';
import { REGION, ROOT, TestAccount } from './account';

export const INSTANCE = 'media-rows';
export const TABLE = 'Objects';

/** The stand-in of Tablestore with the table of the rows, and the official client of the account itself. */
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

  /** A row's attributes by name, numbers of 64 bits as JavaScript numbers; undefined when there is no such row. */
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

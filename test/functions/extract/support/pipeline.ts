import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENT } from '../../../../contract/environment';
import type { LogLine } from '../../../../contract/log-fields';
import { closeConnections } from '../../../../functions/extract/object-reader/connections';
import { TablestoreServer } from '../../../../local/tablestore/server';
import { Harness, READER, REGION } from '../../../local/oss/harness';
import { TableStore } from '../../../local/tablestore/sdk';
import {
  attributes,
  INSTANCE,
  MEDIA_TABLE,
  key as primaryKey,
  TABLE,
} from '../../../local/tablestore/support';
import { MEDIA } from './local-report';

export const BUCKET = Harness.bucket;
export const REQUEST_ID = '1-65f0a2b4-15c3d8e0-8c4b';

/** Both stand-in services, the environment of the function, and what it logs. */
export class Pipeline {
  readonly log: LogLine[] = [];
  private readonly environment = { ...process.env };

  private constructor(
    readonly oss: Harness,
    readonly tablestore: TablestoreServer,
  ) {
    process.env[ENVIRONMENT.ossEndpoint] = oss.server.endpoint;
    process.env[ENVIRONMENT.tablestoreEndpoint] = tablestore.endpoint;
    process.env[ENVIRONMENT.tablestoreInstance] = INSTANCE;
    process.env[ENVIRONMENT.table] = TABLE;
    process.env[ENVIRONMENT.objectTimeoutSeconds] = '20';
    process.env[ENVIRONMENT.stalledCpuSeconds] = '5';
    oss.authority.allow = () => true;
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
      this.log.push(JSON.parse(String(line)));
      return true;
    });
  }

  static async start(): Promise<Pipeline> {
    const oss = await Harness.start();
    const tablestore = await TablestoreServer.start({ authority: oss.authority, region: REGION });
    tablestore.createInstance(INSTANCE, { clusterType: 'SSD' });
    tablestore.createTable(INSTANCE, TABLE, MEDIA_TABLE);
    return new Pipeline(oss, tablestore);
  }

  async stop(): Promise<void> {
    jest.restoreAllMocks();
    process.env = this.environment;
    closeConnections();
    await this.tablestore.close();
    await this.oss.close();
  }

  /** As Function Compute would pass it. */
  context({ timeout = 60, memory = 512 } = {}): Record<string, unknown> {
    return {
      requestId: REQUEST_ID,
      credentials: { ...READER },
      function: { name: 'extract', handler: 'index.handler', memory, timeout },
      service: { name: 'media', logProject: '', logStore: '', qualifier: 'LATEST', versionId: '' },
      region: REGION,
      accountId: this.oss.authority.accountId,
    };
  }

  async putFixture(key: string, file: string): Promise<void> {
    const { status } = await this.oss.put(key, readFileSync(join(MEDIA, file)));
    if (status !== 200) throw new Error(`put ${key}: ${status}`);
  }

  /** The row as the official SDK reads it. */
  async row(objectKey: string, bucket = BUCKET): Promise<Record<string, unknown> | undefined> {
    const { accessKeyId, accessKeySecret, securityToken } = READER;
    const client = new TableStore.Client({
      accessKeyId,
      secretAccessKey: accessKeySecret,
      stsToken: securityToken,
      endpoint: this.tablestore.endpoint,
      instancename: INSTANCE,
      maxRetries: 0,
    });
    const { row } = (await client.getRow({
      tableName: TABLE,
      primaryKey: primaryKey(objectKey, bucket),
    })) as {
      row: { primaryKey?: unknown } & Parameters<typeof attributes>[0];
    };
    return row.primaryKey ? attributes(row) : undefined;
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TablestoreServer } from 'stand-in-cloud';
import { ENVIRONMENT } from '../../../../contract/environment';
import type { LogLine } from '../../../../contract/log-fields';
import { closeConnections } from '../../../../functions/extract/http/connections';
import { REGION, ROLE } from './account';
import { BUCKET, TestBucket } from './bucket';
import { MEDIA } from './local-report';
import { INSTANCE, TABLE, TestTable } from './table';

export { BUCKET };
export const REQUEST_ID = '1-65f0a2b4-15c3d8e0-8c4b';

/** Both stand-in services, the environment of the function, and its log. */
export class Pipeline {
  readonly log: LogLine[] = [];
  private readonly environment = { ...process.env };

  private constructor(
    readonly oss: TestBucket,
    private readonly table: TestTable,
  ) {
    process.env[ENVIRONMENT.ossEndpoint] = oss.server.endpoint;
    process.env[ENVIRONMENT.buckets] = BUCKET;
    process.env[ENVIRONMENT.tablestoreEndpoint] = table.server.endpoint;
    process.env[ENVIRONMENT.tablestoreInstance] = INSTANCE;
    process.env[ENVIRONMENT.table] = TABLE;
    process.env[ENVIRONMENT.objectTimeoutSeconds] = '20';
    process.env[ENVIRONMENT.stalledCpuSeconds] = '5';
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
      this.log.push(JSON.parse(String(line)));
      return true;
    });
  }

  static async start(): Promise<Pipeline> {
    const oss = await TestBucket.start();
    return new Pipeline(oss, await TestTable.start(oss.account));
  }

  async stop(): Promise<void> {
    jest.restoreAllMocks();
    process.env = this.environment;
    closeConnections();
    await this.table.close();
    await this.oss.close();
  }

  get tablestore(): TablestoreServer {
    return this.table.server;
  }

  /** The context that Function Compute would pass. */
  context({ timeout = 60, memory = 512 } = {}): Record<string, unknown> {
    return {
      requestId: REQUEST_ID,
      credentials: { ...ROLE },
      function: { name: 'extract', handler: 'index.handler', memory, timeout },
      service: { name: 'media', logProject: '', logStore: '', qualifier: 'LATEST', versionId: '' },
      region: REGION,
      accountId: this.oss.account.accountId,
    };
  }

  async putFixture(key: string, file: string): Promise<void> {
    await this.oss.put(key, readFileSync(join(MEDIA, file)));
  }

  /** The row as the official SDK reads it. */
  row(objectKey: string, bucket = BUCKET): Promise<Record<string, unknown> | undefined> {
    return this.table.row(objectKey, bucket);
  }
}

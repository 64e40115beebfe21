import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTarget, type Target, type TargetOptions } from '../../cli/cloud/target';

export const OUTPUTS = {
  BucketName: 'films-1',
  InstanceName: 'films-2',
  TableName: 'Films',
  ServiceName: 'svc',
  FunctionName: 'extract',
  SearchIndexName: 'MediaColumns_1a2b3c4d',
  Region: 'ap-southeast-1',
};
export const LOCAL_LINE = {
  ossEndpoint: 'http://localhost:1',
  tablestoreEndpoint: 'http://localhost:2',
  fcEndpoint: 'http://localhost:3',
  region: 'cn-hangzhou',
  bucket: 'films-1',
  instance: 'films-2',
  table: 't',
  service: 's',
  function: 'f',
  accessKeyId: 'id',
  accessKeySecret: 'secret',
  accountId: '1',
};

/** As `ros-cdk deploy` writes them. */
export const asList = (outputs: Record<string, unknown>): object[] =>
  Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
    OutputKey,
    OutputValue,
    Description: 'Told.',
  }));

/** A folder of its own for each test, in which a command finds what it asks. */
export class TargetFolder {
  path = '';

  constructor() {
    beforeEach(async () => {
      this.path = await mkdtemp(join(tmpdir(), 'target-'));
    });
    afterEach(() => rm(this.path, { recursive: true }));
  }

  readonly save = (content: unknown, name = 'stack.outputs.json'): Promise<void> =>
    writeFile(join(this.path, name), JSON.stringify(content));

  readonly target = (options: TargetOptions = {}, env: NodeJS.ProcessEnv = {}): Target =>
    findTarget(options, { env, cwd: this.path });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../lib/project-root';
import { readContext } from '../lib/settings';
import { synthesize } from '../lib/synthesize';
import { Cloud, type CloudOptions } from '../local/cloud';
import { readAssembly, uploadAssets } from '../local/deploy-assembly';
import type { Connection } from './connection';

/** The project's own stack, deployed to a stand-in cloud of its own on this machine. */
export class LocalPipeline {
  private constructor(
    readonly cloud: Cloud,
    readonly connection: Connection,
    readonly stackId: string,
  ) {}

  /**
   * Synthesizes the stack with the settings of `cdk.json` and deploys it as the official CLI would: assets to their
   * bucket, then the template. Only the two endpoints that a laptop cannot reach are given as parameters.
   * @throws SettingsError, TemplateError, StackFailedError
   */
  static async deploy(options: CloudOptions = {}): Promise<LocalPipeline> {
    const outdir = await mkdtemp(join(tmpdir(), 'cdk.out-'));
    const cloud = await Cloud.start(options);
    try {
      const { settings } = synthesize({ context: readContext(PROJECT_ROOT, [], {}), outdir });
      const assembly = readAssembly(outdir, settings.stackName, cloud.region);
      const { accessKeyId, accessKeySecret } = cloud.rootKey;
      const ossEndpoint = cloud.oss.endpoint;
      const tablestoreEndpoint = cloud.tablestore.endpoint;
      const { region } = cloud;
      await uploadAssets(assembly.assets, { endpoint: ossEndpoint, region, accessKeyId, accessKeySecret });
      const stack = await cloud.ros.createStack({
        name: assembly.stackName,
        template: assembly.template,
        parameters: { OssEndpoint: ossEndpoint, TablestoreEndpoint: tablestoreEndpoint },
      });
      const output = (name: string): string => String(stack.outputs[name]);
      const connection = {
        ossEndpoint,
        tablestoreEndpoint,
        region,
        bucket: output('BucketName'),
        instance: output('InstanceName'),
        table: output('TableName'),
        accessKeyId,
        accessKeySecret,
        accountId: cloud.ram.accountId,
      };
      return new LocalPipeline(cloud, connection, stack.stackId);
    } catch (error) {
      await cloud.close();
      throw error;
    } finally {
      await rm(outdir, { recursive: true, force: true });
    }
  }

  async close(): Promise<void> {
    await this.cloud.close();
  }
}

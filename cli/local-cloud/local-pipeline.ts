import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assembly, Cloud, type CloudOptions, readAssembly, uploadAssets } from 'stand-in-cloud';
import { parseSettings } from '../../lib/settings';
import type { PipelineConnection } from '../cloud/connection';
import { connectionTo } from './connection-to';
import { contextOf } from './context-of';
import { synthesizeApart } from './synthesis-process';

export interface PipelineOptions extends CloudOptions {
  /** Settings of the stack. @default the context of `cdk.json` */
  context?: Record<string, unknown>;
}

/** The project's own stack in its own stand-in cloud on this machine. */
export class LocalPipeline {
  private constructor(
    readonly cloud: Cloud,
    readonly connection: PipelineConnection,
    readonly stackId: string,
    /** The template as it was deployed. */
    readonly template: unknown,
  ) {}

  /**
   * Synthesizes the stack and deploys it as the official CLI does: first the assets, then the template, without
   * parameters.
   * @throws SettingsError, SynthesisError, StackFailedError
   */
  static async deploy({ context, ...options }: PipelineOptions = {}): Promise<LocalPipeline> {
    const outdir = await mkdtemp(join(tmpdir(), 'cdk.out-'));
    try {
      // Before the cloud starts, so that wrong settings are reported at once.
      const given = context ?? contextOf();
      const { stackName } = parseSettings(given);
      await synthesizeApart(given, outdir);
      const cloud = await Cloud.start(options);
      try {
        const assembly = readAssembly(outdir, stackName, cloud.region);
        const { rootKey, oss, region } = cloud;
        await uploadAssets(assembly.assets, { ...rootKey, endpoint: oss.endpoint, region });
        const stack = await cloud.ros.createStack({
          name: assembly.stackName,
          template: assembly.template,
          // A rollback would delete the rows of earlier runs.
          disableRollback: cloud.isReturning,
        });
        options.chaos?.begin();
        // This project's own stack has every name in its outputs.
        const connection = connectionTo(cloud, stack) as PipelineConnection;
        return new LocalPipeline(cloud, connection, stack.stackId, assembly.template);
      } catch (error) {
        await cloud.close();
        throw error;
      }
    } finally {
      await rm(outdir, { recursive: true, force: true });
    }
  }

  /** Updates the stack with another template. */
  async update(template: Assembly['template']): Promise<void> {
    await this.cloud.ros.updateStack({ stack: this.stackId, template });
  }

  async close(): Promise<void> {
    await this.cloud.close();
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cloud, type CloudOptions } from 'stand-in-cloud';
import { parseSettings } from '../../lib/settings';
import { loadClients } from '../cloud/alicloud-clients';
import type { PipelineConnection } from '../cloud/connection';
import type { Place } from '../cloud/place';
import { type Assembly, readAssembly } from '../deploy/assembly';
import { deployAssembly } from '../deploy/deploy-assembly';
import type { StackWatcher } from '../deploy/follow';
import { synthesizeApart } from '../deploy/synthesis-process';
import { placeIn } from './cloud-place';
import { connectionTo } from './connection-to';
import { contextOf } from './context-of';

export interface PipelineOptions extends Omit<CloudOptions, 'onStackEvent'>, Pick<StackWatcher, 'onEvent'> {
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
    private readonly place: Place,
  ) {}

  /**
   * Synthesizes the stack and deploys it as `media deploy` does, by the same code: first the assets, then the template.
   * @throws SettingsError, SynthesisError, StackFailure
   */
  static async deploy({ context, onEvent, ...options }: PipelineOptions = {}): Promise<LocalPipeline> {
    const outdir = await mkdtemp(join(tmpdir(), 'cdk.out-'));
    try {
      // Before the cloud starts, so that wrong settings are reported at once.
      const given = context ?? contextOf();
      const { stackName } = parseSettings(given);
      await Promise.all([synthesizeApart(given, outdir), loadClients()]);
      const cloud = await Cloud.start(options);
      try {
        const assembly = readAssembly(outdir, stackName, cloud.region);
        const place = placeIn(cloud);
        // A rollback would delete the rows of earlier runs.
        const request = { assembly, disableRollback: cloud.isReturning };
        const stack = await deployAssembly(place, request, { onEvent });
        options.chaos?.begin();
        // This project's own stack has every name in its outputs.
        const connection = connectionTo(cloud, stack) as PipelineConnection;
        return new LocalPipeline(cloud, connection, stack.id, assembly.template, place);
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
    const { stackName } = this.connection;
    await deployAssembly(this.place, { assembly: { stackName, template, assets: [] } });
  }

  async close(): Promise<void> {
    await this.cloud.close();
  }
}

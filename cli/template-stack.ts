import type { Writable } from 'node:stream';
import pc from 'picocolors';
import {
  Cloud,
  type CloudOptions,
  type StackDescription,
  type StackEvent,
  uploadAssets,
} from 'stand-in-cloud';
import { readTemplateFile } from './template-file';

export interface TemplateStackOptions extends CloudOptions {
  /** Path of a template in JSON. */
  template: string;
  /** Values of its parameters. @default their defaults */
  parameters?: Record<string, string>;
}

/** How clients reach a cloud in which a template of the user's is deployed; the first line of stdout. */
export interface TemplateConnection {
  ossEndpoint: string;
  tablestoreEndpoint: string;
  fcEndpoint: string;
  rosEndpoint: string;
  stsEndpoint: string;
  region: string;
  accountId: string;
  accessKeyId: string;
  accessKeySecret: string;
  stackName: string;
  stackId: string;
  outputs: Record<string, unknown>;
}

/** Any ROS template, deployed to a stand-in cloud of its own. */
export class TemplateStack {
  private constructor(
    readonly cloud: Cloud,
    private readonly stackId: string,
    private readonly parameters: Record<string, string>,
  ) {}

  /** @throws InputError, TemplateError, RosError, StackFailedError */
  static async deploy({ template: path, parameters = {}, ...options }: TemplateStackOptions) {
    // Before the cloud starts: a file that cannot be used should cost nothing.
    const { stackName, template, assets } = readTemplateFile(path, options.region);
    const cloud = await Cloud.start(options);
    try {
      const { rootKey, oss, region } = cloud;
      await uploadAssets(assets, { ...rootKey, endpoint: oss.endpoint, region });
      const { stackId } = await cloud.ros.createStack({
        name: stackName,
        template,
        parameters,
        // A rollback would delete what earlier runs stored.
        disableRollback: cloud.isReturning,
      });
      options.chaos?.begin();
      return new TemplateStack(cloud, stackId, parameters);
    } catch (error) {
      await cloud.close();
      throw error;
    }
  }

  /** Brings the stack to another template. @throws InputError, TemplateError, RosError, StackFailedError */
  async update(path: string): Promise<void> {
    const { cloud, stackId, parameters } = this;
    const { template, assets } = readTemplateFile(path, cloud.region);
    await uploadAssets(assets, { ...cloud.rootKey, endpoint: cloud.oss.endpoint, region: cloud.region });
    await cloud.ros.updateStack({ stack: stackId, template, parameters });
  }

  /** @returns what stays behind. @throws StackFailedError for what the services do not let go */
  async delete(): Promise<StackDescription['retained']> {
    return (await this.cloud.ros.deleteStack(this.stackId)).retained;
  }

  get connection(): TemplateConnection {
    const { oss, tablestore, fcEndpoint, rosEndpoint, stsEndpoint, region, ram, rootKey, ros } = this.cloud;
    const { stackName, stackId, outputs } = ros.describeStack(this.stackId);
    return {
      ossEndpoint: oss.endpoint,
      tablestoreEndpoint: tablestore.endpoint,
      fcEndpoint,
      rosEndpoint,
      stsEndpoint,
      region,
      accountId: ram.accountId,
      accessKeyId: rootKey.accessKeyId,
      accessKeySecret: rootKey.accessKeySecret,
      stackName,
      stackId,
      outputs,
    };
  }

  async close(): Promise<void> {
    await this.cloud.close();
  }
}

/** A stack's events as the console lists them: status, resource, type, physical id, and a reason that says something. */
export function eventWriter(stream: Writable): (event: StackEvent) => void {
  return ({ status, logicalId, type, physicalId, reason }) => {
    const colour = status.endsWith('_FAILED') ? pc.red : pc.dim;
    const said = reason === 'state changed' ? '' : `  ${reason}`;
    const id = physicalId === undefined ? '' : `  ${physicalId}`;
    stream.write(`${colour(status.padEnd(20))}  ${logicalId}  ${pc.dim(`${type}${id}`)}${said}\n`);
  };
}

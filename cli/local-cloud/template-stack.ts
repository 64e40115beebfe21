import {
  Cloud,
  type CloudOptions,
  type StackDescription,
  type StackEvent,
  uploadAssets,
} from 'stand-in-cloud';
import type { Connection } from '../cloud/connection';
import { coloursFor, type Terminal } from '../program/terminal';
import { connectionTo } from './connection-to';
import { readTemplateFile } from './template-file';

export interface TemplateStackOptions extends CloudOptions {
  /** Path of a template in JSON. */
  template: string;
  /** Values of its parameters. @default their defaults */
  parameters?: Record<string, string>;
}

/** Any ROS template, deployed to its own stand-in cloud. */
export class TemplateStack {
  private constructor(
    readonly cloud: Cloud,
    private readonly stackId: string,
    private readonly parameters: Record<string, string>,
  ) {}

  /** @throws InputError, TemplateError, RosError, StackFailedError */
  static async deploy({ template: path, parameters = {}, ...options }: TemplateStackOptions) {
    // Before the cloud starts, so that an unusable file is reported at once.
    const { stackName, template, assets } = readTemplateFile(path, options.region);
    const cloud = await Cloud.start(options);
    try {
      const { rootKey, oss, region } = cloud;
      await uploadAssets(assets, { ...rootKey, endpoint: oss.endpoint, region });
      const { stackId } = await cloud.ros.createStack({
        name: stackName,
        template,
        parameters,
        // A rollback would delete the data of earlier runs.
        disableRollback: cloud.isReturning,
      });
      options.chaos?.begin();
      return new TemplateStack(cloud, stackId, parameters);
    } catch (error) {
      await cloud.close();
      throw error;
    }
  }

  /**
   * Updates the stack with another template. @throws InputError, TemplateError, RosError, StackFailedError
   */
  async update(path: string): Promise<void> {
    const { cloud, stackId, parameters } = this;
    const { template, assets } = readTemplateFile(path, cloud.region);
    await uploadAssets(assets, { ...cloud.rootKey, endpoint: cloud.oss.endpoint, region: cloud.region });
    await cloud.ros.updateStack({ stack: stackId, template, parameters });
  }

  /**
   * @returns the resources that were kept. @throws StackFailedError when a service refuses to delete a
   * resource
   */
  async delete(): Promise<StackDescription['retained']> {
    return (await this.cloud.ros.deleteStack(this.stackId)).retained;
  }

  get connection(): Connection {
    return connectionTo(this.cloud, this.cloud.ros.describeStack(this.stackId));
  }

  async close(): Promise<void> {
    await this.cloud.close();
  }
}

/**
 * Prints a stack's events as the console lists them: status, resource, type, physical id, and the reason if
 * it says anything.
 */
export function eventWriter({ stderr, env }: Terminal): (event: StackEvent) => void {
  const { red, dim } = coloursFor(stderr, env);
  return ({ status, logicalId, type, physicalId, reason }) => {
    const colour = status.endsWith('_FAILED') ? red : dim;
    const said = reason === 'state changed' ? '' : `  ${reason}`;
    const id = physicalId === undefined ? '' : `  ${physicalId}`;
    stderr.write(`${colour(status.padEnd(20))}  ${logicalId}  ${dim(`${type}${id}`)}${said}\n`);
  };
}

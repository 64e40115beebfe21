import { Cloud, type CloudOptions, type StackDescription } from 'stand-in-cloud';
import type { Connection } from '../cloud/connection';
import type { Place } from '../cloud/place';
import type { StackState } from '../cloud/ros-types';
import { deployAssembly } from '../deploy/deploy-assembly';
import { deleteStack } from '../deploy/deploy-stack';
import type { StackWatcher } from '../deploy/follow';
import { placeIn } from './cloud-place';
import { connectionTo } from './connection-to';
import { readTemplateFile } from './template-file';

export interface TemplateStackOptions extends Omit<CloudOptions, 'onStackEvent'>, StackWatcher {
  /** Path of a template in JSON. */
  template: string;
  /** Values of its parameters. @default their defaults */
  parameters?: Record<string, string>;
}

/** Any ROS template, deployed to its own stand-in cloud. */
export class TemplateStack {
  private constructor(
    readonly cloud: Cloud,
    private readonly place: Place,
    private stack: StackState,
    private readonly request: { parameters: Record<string, string> },
    private readonly watcher: StackWatcher,
  ) {}

  /** @throws InputError, Refusal, StackFailure */
  static async deploy({ template: path, parameters = {}, onEvent, ...options }: TemplateStackOptions) {
    // Before the cloud starts, so that an unusable file is reported at once.
    const assembly = readTemplateFile(path, options.region);
    const cloud = await Cloud.start(options);
    try {
      const place = placeIn(cloud);
      // A rollback would delete the data of earlier runs.
      const request = { assembly, parameters, disableRollback: cloud.isReturning };
      const stack = await deployAssembly(place, request, { onEvent });
      options.chaos?.begin();
      return new TemplateStack(cloud, place, stack, { parameters }, { onEvent });
    } catch (error) {
      await cloud.close();
      throw error;
    }
  }

  /**
   * Updates the stack with another template. @throws InputError, Refusal, StackFailure
   */
  async update(path: string): Promise<void> {
    // The stack keeps its name, whatever the file is called.
    const assembly = { ...readTemplateFile(path, this.cloud.region), stackName: this.stack.name };
    this.stack = await deployAssembly(this.place, { assembly, ...this.request }, this.watcher);
  }

  /**
   * @returns the resources that were kept. @throws StackFailure when a service refuses to delete a
   * resource
   */
  async delete(): Promise<StackDescription['retained']> {
    await deleteStack(this.place.ros, this.stack.id, this.watcher);
    return this.cloud.ros.describeStack(this.stack.id).retained;
  }

  get connection(): Connection {
    return connectionTo(this.cloud, this.stack);
  }

  async close(): Promise<void> {
    await this.cloud.close();
  }
}

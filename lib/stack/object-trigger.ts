import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import { OBJECT_EVENTS, SYMLINK_EVENT, triggerName } from '../../contract/event-names';
import type { Settings } from '../settings';
import type { CloudRole } from './cloud-role';
import type { CloudFunction, FunctionGeneration } from './function-generation';
import type { ISourceBucket } from './source-bucket';

export interface ObjectTriggerProps extends Pick<Settings, 'prefix' | 'suffix' | 'symlinks'> {
  generation: FunctionGeneration;
  source: ISourceBucket;
  target: CloudFunction;
  role: CloudRole;
  /** Created before the trigger: when it is there, all that an event needs can be used. */
  ready: Resource;
}

/** Lets OSS invoke the function when an object is created, changed or deleted. */
export class ObjectTrigger extends Construct {
  readonly trigger: Resource;

  constructor(
    scope: Construct,
    id: string,
    { generation, source, target, role, ...props }: ObjectTriggerProps,
  ) {
    super(scope, id);
    const trigger = generation.makeOssTrigger(this, 'ObjectTrigger', {
      target,
      bucketName: source.bucketName,
      bucketArn: source.bucketArn,
      invocationRoleArn: role.roleArn,
      prefix: props.prefix,
      suffix: props.suffix,
      events: [...OBJECT_EVENTS, ...(props.symlinks ? [SYMLINK_EVENT] : [])].map(triggerName),
    });
    // Created last and deleted first, so that events only arrive while everything else exists.
    trigger.addDependency(target.dependency);
    trigger.addDependency(props.ready);
    if (source.dependency) {
      trigger.addDependency(source.dependency);
    }
    this.trigger = trigger;
  }
}

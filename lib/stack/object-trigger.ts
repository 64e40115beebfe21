import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import { OBJECT_EVENTS, SYMLINK_EVENT, triggerName } from '../../contract/event-names';
import type { Settings } from '../settings';
import { CloudRole } from './cloud-role';
import type { CloudFunction, FunctionGeneration } from './function-generation';
import type { ISourceBucket } from './source-bucket';

export interface ObjectTriggerProps extends Pick<Settings, 'prefix' | 'suffix' | 'symlinks' | 'tags'> {
  generation: FunctionGeneration;
  source: ISourceBucket;
  target: CloudFunction;
  roleName: string;
}

/** Lets OSS invoke the function when an object is created, changed or deleted. Its role allows only this. */
export class ObjectTrigger extends Construct {
  readonly trigger: Resource;
  readonly role: CloudRole;

  constructor(scope: Construct, id: string, { generation, source, target, ...props }: ObjectTriggerProps) {
    super(scope, id);
    const role = new CloudRole(this, 'TriggerRole', {
      roleName: props.roleName,
      description: 'Media metadata: OSS invokes the function',
      trusted: 'oss.aliyuncs.com',
      grants: [{ actions: ['fc:InvokeFunction'], resources: target.invocationArns }],
      tags: props.tags,
    });
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
    trigger.addDependency(role.dependency);
    if (source.dependency) {
      trigger.addDependency(source.dependency);
    }
    this.trigger = trigger;
    this.role = role;
  }
}

import { Construct } from '@alicloud/ros-cdk-core';
import * as fc from '@alicloud/ros-cdk-fc';
import { OBJECT_EVENTS, SYMLINK_EVENT, triggerName } from '../../contract/event-names';
import type { Settings } from '../settings';
import { CloudRole } from './cloud-role';
import type { ExtractFunction } from './extract-function';
import type { ISourceBucket } from './source-bucket';

export interface ObjectTriggerProps extends Pick<Settings, 'prefix' | 'suffix' | 'symlinks' | 'tags'> {
  source: ISourceBucket;
  target: ExtractFunction;
  roleName: string;
}

/** Lets OSS invoke the function for every object that appears, changes or goes, under a role that can do only that. */
export class ObjectTrigger extends Construct {
  constructor(scope: Construct, id: string, { source, target, ...props }: ObjectTriggerProps) {
    super(scope, id);
    const role = new CloudRole(this, 'TriggerRole', {
      roleName: props.roleName,
      description: 'Media metadata: OSS invokes the function',
      trusted: 'oss.aliyuncs.com',
      grants: [{ actions: ['fc:InvokeFunction'], resources: target.invocationArns }],
      tags: props.tags,
    });
    const trigger = new fc.Trigger(this, 'ObjectTrigger', {
      serviceName: target.serviceName,
      functionName: target.functionName,
      triggerName: 'objects',
      triggerType: 'oss',
      // Retries of events that wait during an update run the new code, too.
      qualifier: 'LATEST',
      sourceArn: source.bucketArn,
      invocationRole: role.roleArn,
      triggerConfig: {
        BucketName: source.bucketName,
        Events: [...OBJECT_EVENTS, ...(props.symlinks ? [SYMLINK_EVENT] : [])].map(triggerName),
        // Both are always there: empty ones match every key.
        Filter: { Key: { Prefix: props.prefix, Suffix: props.suffix } },
      },
    });
    // Last to be made and first to go: events flow only while everything behind them stands.
    trigger.addDependency(target.dependency);
    trigger.addDependency(role.dependency);
    if (source.dependency) {
      trigger.addDependency(source.dependency);
    }
  }
}

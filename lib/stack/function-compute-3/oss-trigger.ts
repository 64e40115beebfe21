import type { Construct, Resource } from '@alicloud/ros-cdk-core';
import * as fc3 from '@alicloud/ros-cdk-fc3';
import type { OssTriggerProps } from '../function-generation';
import { logicalId } from '../logical-ids';

/** A trigger that calls the newest code of a function. */
export function ossTrigger(scope: Construct, id: string, props: OssTriggerProps): Resource {
  return new fc3.Trigger(scope, logicalId(scope, id), {
    functionName: props.target.functionName,
    triggerName: 'objects',
    triggerType: 'oss',
    // So that retries of events that wait during an update run the new code too.
    qualifier: 'LATEST',
    // It names the bucket: in this generation the configuration does not.
    sourceArn: props.bucketArn,
    invocationRole: props.invocationRoleArn,
    // ROS passes it on as it is, so the names are those of the API of Function Compute.
    triggerConfig: {
      events: props.events,
      // Both fields are always set. Empty ones match every key.
      filter: { key: { prefix: props.prefix, suffix: props.suffix } },
    },
  });
}

import type { Construct, Resource } from '@alicloud/ros-cdk-core';
import * as fc from '@alicloud/ros-cdk-fc';
import type { OssTriggerProps } from '../function-generation';
import { logicalId } from '../logical-ids';

/** A trigger that calls the newest code of a function. */
export function ossTrigger(scope: Construct, id: string, props: OssTriggerProps): Resource {
  return new fc.Trigger(scope, logicalId(scope, id), {
    serviceName: props.target.serviceName!,
    functionName: props.target.functionName,
    triggerName: 'objects',
    triggerType: 'oss',
    // So that retries of events that wait during an update run the new code too.
    qualifier: 'LATEST',
    sourceArn: props.bucketArn,
    invocationRole: props.invocationRoleArn,
    triggerConfig: {
      BucketName: props.bucketName,
      Events: props.events,
      // Both fields are always set. Empty ones match every key.
      Filter: { Key: { Prefix: props.prefix, Suffix: props.suffix } },
    },
  });
}

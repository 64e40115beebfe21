import type { Construct, Resource } from '@alicloud/ros-cdk-core';
import * as fc from '@alicloud/ros-cdk-fc';
import type { TimerTriggerProps } from '../function-generation';
import { logicalId } from '../logical-ids';

/** A trigger that calls the newest code of a function. */
export function timerTrigger(scope: Construct, id: string, props: TimerTriggerProps): Resource {
  return new fc.Trigger(scope, logicalId(scope, id), {
    serviceName: props.target.serviceName!,
    functionName: props.target.functionName,
    triggerName: props.triggerName,
    triggerType: 'timer',
    qualifier: 'LATEST',
    // No page shows how ROS wants these names in this generation. They begin as those of OSS triggers do in the vendor's templates.
    triggerConfig: {
      CronExpression: `@every ${props.minutes}m`,
      Enable: true,
      Payload: props.message,
    },
  });
}

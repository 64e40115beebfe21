import type { Construct, Resource } from '@alicloud/ros-cdk-core';
import * as fc3 from '@alicloud/ros-cdk-fc3';
import type { TimerTriggerProps } from '../function-generation';
import { logicalId } from '../logical-ids';

/** A trigger that calls the newest code of a function. */
export function timerTrigger(scope: Construct, id: string, props: TimerTriggerProps): Resource {
  return new fc3.Trigger(scope, logicalId(scope, id), {
    functionName: props.target.functionName,
    triggerName: props.triggerName,
    triggerType: 'timer',
    qualifier: 'LATEST',
    // ROS passes it on as it is, so the names are those of the API of Function Compute.
    triggerConfig: {
      cronExpression: `@every ${props.minutes}m`,
      enable: true,
      payload: props.message,
    },
  });
}

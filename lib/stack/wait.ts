import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import * as ros from '@alicloud/ros-cdk-ros';
import { logicalId } from './logical-ids';

/**
 * Seconds from the creation of roles, log project and Tablestore instance to their first use. Function Compute
 * refuses a service whose project or role it does not know yet, and a new instance has no address yet.
 * Alibaba Cloud's own tools try again for 2 minutes (Terraform) or 3 (Serverless Devs); about 1 was measured.
 * Whether ROS tries again is not documented.
 */
export const FOUNDATIONS_SECONDS = 120;

/**
 * Seconds from the creation of a table to its first use. Tablestore's documentation says that it can be used
 * after about a minute; this is half as much again. Tablestore's SDKs try again for some seconds only.
 */
export const TABLE_SECONDS = 90;

export interface WaitProps {
  seconds: number;
  /** What must become usable. */
  after: Resource[];
  /** The names of these things: an update that makes one under a new name waits again. */
  names: Record<string, string>;
}

/**
 * Lets time pass in a deployment until what was created can be used. Its logical id is `id` and the seconds:
 * ROS does not change the duration of a wait, so another duration is another resource.
 */
export class Wait extends Construct {
  /** A resource that uses the created ones must depend on this one. */
  readonly dependency: Resource;

  constructor(scope: Construct, id: string, { seconds, after, names }: WaitProps) {
    super(scope, id);
    const sleep = new ros.Sleep(this, logicalId(this, `${id}${seconds}Seconds`), {
      createDuration: seconds,
      updateDuration: seconds,
      triggers: names,
    });
    for (const earlier of after) sleep.addDependency(earlier);
    this.dependency = sleep;
  }
}

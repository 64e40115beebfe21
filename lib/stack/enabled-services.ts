import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import * as ros from '@alicloud/ros-cdk-ros';
import { logicalId } from './logical-ids';

/** The services of the stack, by the names that ROS has for them. RAM and ROS are on in every account. */
const SERVICES = { Oss: 'OSS', Tablestore: 'OTS', Logs: 'SLS', Functions: 'FC' };

/** Turns on services that an account never used. Nothing is turned off when the stack is deleted. */
export class EnabledServices extends Construct {
  readonly resources: Resource[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.resources = Object.entries(SERVICES).map(
      ([name, serviceName]) =>
        new ros.AutoEnableService(this, logicalId(this, `Enable${name}`), { serviceName }),
    );
  }
}

import type { Construct, Resource } from '@alicloud/ros-cdk-core';
import { CloudRole } from './cloud-role';

export interface TriggerRoleProps {
  roleName: string;
  /** ARNs of the function that OSS invokes: itself, its versions and its aliases. */
  invocationArns: string[];
  after?: Resource[];
  tags: Record<string, string>;
}

/** The role with which OSS invokes the function, and may do nothing else. */
export class TriggerRole extends CloudRole {
  constructor(scope: Construct, id: string, { invocationArns, ...props }: TriggerRoleProps) {
    super(scope, id, {
      ...props,
      description: 'Media metadata: OSS invokes the function',
      trusted: 'oss.aliyuncs.com',
      grants: [{ actions: ['fc:InvokeFunction'], resources: invocationArns }],
    });
  }
}

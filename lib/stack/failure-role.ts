import type { Construct, Resource } from '@alicloud/ros-cdk-core';
import { CloudRole } from './cloud-role';
import type { ResourceArns } from './resource-arns';
import { rowGrants } from './row-grants';

export interface FailureRoleProps {
  roleName: string;
  /** ARN patterns of the objects, from `objectsArn`. */
  objectArns: string[];
  arns: ResourceArns;
  after?: Resource[];
  tags: Record<string, string>;
}

/**
 * The role of the failure function. It may ask for an object's version, write rows and write its logs, and
 * nothing else.
 */
export class FailureRole extends CloudRole {
  constructor(scope: Construct, id: string, { objectArns, arns, ...props }: FailureRoleProps) {
    super(scope, id, {
      ...props,
      description: 'Media metadata: failures are recorded in rows and logs',
      trusted: 'fc.aliyuncs.com',
      grants: [
        // For HEAD: a row says which version could not be described. OSS has no narrower action for it.
        { actions: ['oss:GetObject'], resources: objectArns },
        // It reads the row to keep one that a later event wrote, and deletes the row when the object is gone.
        ...rowGrants(arns),
        { actions: ['log:PostLogStoreLogs'], resources: [arns.logStore] },
      ],
    });
  }
}

import { Construct, type Resource } from '@alicloud/ros-cdk-core';
import * as ram from '@alicloud/ros-cdk-ram';
import { roleArn } from './arn';
import { logicalId } from './logical-ids';

/** The actions and resources of one statement in a role's policy. */
export interface Grant {
  actions: string[];
  resources: string[];
}

export interface CloudRoleProps {
  roleName: string;
  /** At most 1,024 characters, shown in the console. */
  description: string;
  /** The service that may assume the role, such as `fc.aliyuncs.com`. */
  trusted: string;
  grants: Grant[];
  /** Created before the role and deleted after it. @default - nothing */
  after?: Resource[];
  tags: Record<string, string>;
}

/** A role that one cloud service may assume. It has exactly the given grants. Its logical id is `id`. */
export class CloudRole extends Construct {
  readonly role: ram.Role;
  /** Made from the name: what uses it depends on the wait that follows all roles, not on the role. */
  readonly roleArn: string;
  readonly dependency: Resource;

  constructor(scope: Construct, id: string, props: CloudRoleProps) {
    super(scope, id);
    const role = new ram.Role(this, logicalId(this, id), {
      roleName: props.roleName,
      description: props.description,
      assumeRolePolicyDocument: {
        version: '1',
        statement: [{ effect: 'Allow', action: 'sts:AssumeRole', principal: { service: [props.trusted] } }],
      },
      policies: [
        {
          // RAM stores it as a custom policy of the account, so its name must be as unique as the role's.
          policyName: props.roleName,
          policyDocument: {
            version: '1',
            statement: props.grants.map(({ actions, resources }) => ({
              effect: 'Allow',
              action: actions,
              resource: resources,
            })),
          },
        },
      ],
      // Without this, a policy that somebody attached by hand would stop the stack from being destroyed.
      deletionForce: true,
      // Without this, ROS would use an existing role of this name, with whatever rights it has.
      ignoreExisting: false,
      tags: Object.entries(props.tags).map(([key, value]) => ({ key, value })),
    });
    for (const earlier of props.after ?? []) role.addDependency(earlier);
    this.role = role;
    this.roleArn = roleArn(props.roleName);
    this.dependency = role;
  }
}

import { createHash } from 'node:crypto';
import { Construct, Stack } from '@alicloud/ros-cdk-core';
import * as ram from '@alicloud/ros-cdk-ram';
import type { Grant } from './cloud-role';
import { logicalId, pathInStack } from './logical-ids';

/** Enough to distinguish the principals of a stack, within the 128 characters of a policy's name. */
const PATH_DIGITS = 8;

/**
 * Gives rights to principals of the app, each as a separate policy. It does not use `addToPolicy` of the
 * CDK's principals, which gives policies random names: every synthesis would differ, and every deployment
 * would replace the policies.
 */
export class Grants extends Construct {
  private readonly given = new Map<string, ram.ManagedPolicy>();

  /** @param suffix distinguishes names of policies from those of other stacks and constructs */
  constructor(
    scope: Construct,
    id: string,
    private readonly suffix: string,
  ) {
    super(scope, id);
  }

  /**
   * @param name of the right, such as `Search`
   * @returns the policy; the existing one when the principal has the right already
   * @throws Error when the principal belongs to another stack
   */
  give(name: string, principal: ram.IPrincipal, grant: Grant): ram.ManagedPolicy {
    const holder = this.pathOf(name, principal);
    const id = `${name}Grant${holder.join('').replace(/[^A-Za-z0-9]/g, '')}`;
    const key = `${name} ${holder.join('/')}`;
    const known = this.given.get(key);
    if (known) return known;
    const digits = createHash('sha256').update(holder.join('/')).digest('hex').slice(0, PATH_DIGITS);
    const holders = [principal.principalName];
    const policy = new ram.ManagedPolicy(this, logicalId(this, id), {
      policyName: `media-metadata-${name.toLowerCase()}-${this.suffix}-${digits}`,
      description: `Media metadata: ${name.toLowerCase()}`,
      policyDocument: {
        version: '1',
        statement: [{ effect: 'Allow', action: grant.actions, resource: grant.resources }],
      },
      roles: principal.principalType === 'role' ? holders : undefined,
      users: principal.principalType === 'user' ? holders : undefined,
      groups: principal.principalType === 'group' ? holders : undefined,
      // Without this, ROS would use an existing policy of this name, with whatever rights it gives.
      ignoreExisting: false,
    });
    this.given.set(key, policy);
    return policy;
  }

  /** Distinguishes a principal from the others in the stack. */
  private pathOf(name: string, principal: ram.IPrincipal): string[] {
    if (!Construct.isConstruct(principal)) return [String(principal.principalName)];
    if (Stack.of(principal) !== Stack.of(this)) {
      // ROS CDK cannot write a reference from one stack to another.
      throw new Error(
        `grant${name} of '${this.node.scope?.node.path}': must be given a principal of the same stack, '${principal.node.path}' given.`,
      );
    }
    return pathInStack(principal);
  }
}

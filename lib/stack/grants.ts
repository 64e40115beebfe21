import { createHash } from 'node:crypto';
import { Construct, Stack } from '@alicloud/ros-cdk-core';
import * as ram from '@alicloud/ros-cdk-ram';
import type { Grant } from './cloud-role';
import { logicalId, pathInStack } from './logical-ids';

/** Enough to keep principals of one stack apart, within the 128 characters of a policy's name. */
const PATH_DIGITS = 8;

/**
 * Rights for principals of the app, each as a policy of its own. `addToPolicy` of the CDK's principals is not used: it
 * gives policies random names, so that no two syntheses are alike and every deployment replaces them.
 */
export class Grants extends Construct {
  private readonly given = new Map<string, ram.ManagedPolicy>();

  /** @param suffix what keeps names of policies apart from those of other stacks and constructs */
  constructor(
    scope: Construct,
    id: string,
    private readonly suffix: string,
  ) {
    super(scope, id);
  }

  /**
   * @param name of the right, as in `Search`
   * @returns the policy; the one that there is when the principal has the right already
   * @throws Error for a principal of another stack
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
      // Otherwise a policy that already has this name would be taken as it is, with whatever it allows.
      ignoreExisting: false,
    });
    this.given.set(key, policy);
    return policy;
  }

  /** What tells a principal from the others of the stack. */
  private pathOf(name: string, principal: ram.IPrincipal): string[] {
    if (!Construct.isConstruct(principal)) return [String(principal.principalName)];
    if (Stack.of(principal) !== Stack.of(this)) {
      // ROS has no reference from one stack to another that the CDK could write.
      throw new Error(
        `grant${name} of '${this.node.scope?.node.path}': must be given a principal of the same stack, '${principal.node.path}' given.`,
      );
    }
    return pathInStack(principal);
  }
}

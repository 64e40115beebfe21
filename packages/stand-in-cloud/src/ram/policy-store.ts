import { limits } from 'ros-template-check';
import { RamError } from './errors';
import { checkDescription, checkPolicyName } from './names';
import { parsePolicy, type Statement } from './policy-document';
import { SYSTEM_POLICIES } from './system-policies';

export type PolicyType = 'Custom' | 'System';

export interface PolicyReference {
  type: PolicyType;
  name: string;
}

/** Who a policy can be attached to. */
export type Holder = 'Role' | 'User';

const idOf = ({ type, name }: PolicyReference) => `${type}/${name}`;

/** The account's policies and where they are attached. RAM has no inline policies. */
export class PolicyStore {
  readonly #custom = new Map<string, Statement[]>();
  /** Per kind and name of the holder, the policies in the order of their attachment. */
  readonly #attached: Record<Holder, Map<string, PolicyReference[]>> = { Role: new Map(), User: new Map() };

  create(name: string, document: unknown, description = ''): void {
    checkPolicyName(name);
    checkDescription(description);
    if (this.#custom.has(name)) {
      throw new RamError('EntityAlreadyExists.Policy', `The policy does already exist: ${name}.`);
    }
    this.#custom.set(name, parsePolicy(document));
  }

  /** Replaces the document, as a new default version does. */
  update(name: string, document: unknown): void {
    this.statements({ type: 'Custom', name });
    this.#custom.set(name, parsePolicy(document));
  }

  /** Refuses a policy that is still attached. */
  delete(name: string): void {
    this.statements({ type: 'Custom', name });
    for (const holder of ['Role', 'User'] as const) {
      for (const [who, policies] of this.#attached[holder]) {
        if (policies.some((policy) => policy.type === 'Custom' && policy.name === name)) {
          throw new RamError(
            `DeleteConflict.Policy.${holder}`,
            `The policy ${name} must not be attached to any ${holder.toLowerCase()} while deleting it: ${who} holds it.`,
          );
        }
      }
    }
    this.#custom.delete(name);
  }

  has({ type, name }: PolicyReference): boolean {
    return (type === 'System' ? SYSTEM_POLICIES : this.#custom).has(name);
  }

  statements(policy: PolicyReference): Statement[] {
    const found = (policy.type === 'System' ? SYSTEM_POLICIES : this.#custom).get(policy.name);
    if (!found) throw new RamError('EntityNotExist.Policy', `The policy does not exist: ${idOf(policy)}.`);
    return found;
  }

  attach(holder: Holder, who: string, policy: PolicyReference): void {
    if (policy.type !== 'Custom' && policy.type !== 'System') {
      throw new RamError(
        'InvalidParameter.PolicyType',
        `The parameter - "PolicyType" is incorrect: "${policy.type}".`,
      );
    }
    this.statements(policy);
    const held = this.held(holder, who);
    if (held.some((other) => idOf(other) === idOf(policy))) {
      throw new RamError(
        `EntityAlreadyExists.${holder}.Policy`,
        `The ${holder.toLowerCase()} ${who} has already been attached the policy ${idOf(policy)}.`,
      );
    }
    const most = limits.ram.ATTACHED_POLICIES[policy.type];
    if (holder === 'Role' && held.filter(({ type }) => type === policy.type).length >= most) {
      throw new RamError(
        'LimitExceeded.Role.Policy',
        `The ${policy.type.toLowerCase()} policies of the role ${who} beyond the current limit of ${most}.`,
      );
    }
    this.#attached[holder].set(who, [...held, policy]);
  }

  detach(holder: Holder, who: string, policy: PolicyReference): void {
    const held = this.held(holder, who);
    const rest = held.filter((other) => idOf(other) !== idOf(policy));
    if (rest.length === held.length) {
      throw new RamError(
        `EntityNotExist.${holder}.Policy`,
        `The policy ${idOf(policy)} is not attached to the ${holder.toLowerCase()} ${who}.`,
      );
    }
    this.#attached[holder].set(who, rest);
  }

  held(holder: Holder, who: string): PolicyReference[] {
    return this.#attached[holder].get(who) ?? [];
  }

  /** The rules of every policy that a role or user holds. */
  rules(holder: Holder, who: string): Statement[] {
    return this.held(holder, who).flatMap((policy) => this.statements(policy));
  }
}

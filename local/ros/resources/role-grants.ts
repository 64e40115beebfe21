import type { PolicyReference } from '../../ram/policy-store';
import type { Ram } from '../../ram/ram';

/** A custom policy that comes with a role. */
export interface OwnPolicy {
  name: string;
  document: unknown;
  description?: string;
  /** Uses a policy of this name that is there already. */
  ignoreExisting?: boolean;
}

/**
 * What roles of templates were given, step by step, so that it can be taken back without touching what others made
 * or attached. RAM has no inline policies: those of a role are custom policies, unique in the account.
 */
export class RoleGrants {
  readonly #undo = new Map<string, (() => void)[]>();

  constructor(private readonly ram: Ram) {}

  /** Makes the role's own policies and attaches all of them. What fails half-way is taken back. */
  grant(role: string, own: readonly OwnPolicy[], others: readonly PolicyReference[]): void {
    const undo = this.#undo.get(role) ?? [];
    this.#undo.set(role, undo);
    try {
      for (const { name, document, description, ignoreExisting } of own) {
        if (ignoreExisting && this.ram.policies.has({ type: 'Custom', name })) continue;
        this.ram.createPolicy(name, document, description);
        undo.push(() => this.#drop(name));
      }
      for (const policy of [...own.map(({ name }) => ({ type: 'Custom' as const, name })), ...others]) {
        this.ram.attachPolicyToRole(policy, role);
        undo.push(() => this.#detach(policy, role));
      }
    } catch (error) {
      this.revoke(role);
      throw error;
    }
  }

  revoke(role: string): void {
    const undo = this.#undo.get(role) ?? [];
    this.#undo.delete(role);
    for (const step of undo.reverse()) step();
  }

  #drop(name: string): void {
    if (this.ram.policies.has({ type: 'Custom', name })) this.ram.policies.delete(name);
  }

  #detach(policy: PolicyReference, role: string): void {
    const held = this.ram.policies.held('Role', role);
    if (held.some(({ type, name }) => type === policy.type && name === policy.name)) {
      this.ram.detachPolicyFromRole(policy, role);
    }
  }
}

import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { Holder, PolicyReference } from '../../ram/policy-store';
import type { Ram } from '../../ram/ram';
import { flag, text, textLike, textUpTo } from './forms';
import { permissionPolicy } from './policy-documents';

const { ATTACHED_POLICIES, DESCRIPTION_CHARACTERS, POLICY_NAME } = limits.ram;

/** Properties by which roles and users get their policies. */
export const grantShape = {
  Policies: z
    .array(
      z.strictObject({
        PolicyName: textLike(POLICY_NAME),
        PolicyDocument: permissionPolicy(),
        Description: textUpTo(DESCRIPTION_CHARACTERS).optional(),
        IgnoreExisting: flag().optional(),
      }),
    )
    .optional(),
  PolicyAttachments: z
    .strictObject({
      System: z.array(text()).max(ATTACHED_POLICIES.System).optional(),
      Custom: z.array(text()).max(ATTACHED_POLICIES.Custom).optional(),
    })
    .optional(),
};

const shape = z.object(grantShape);

/** The policies that are created with the role or user, and the existing ones to attach. */
export function grantsOf(given: z.output<typeof shape>): [own: OwnPolicy[], others: PolicyReference[]] {
  const { Policies = [], PolicyAttachments: { System = [], Custom = [] } = {} } = given;
  const own = Policies.map(({ PolicyName, PolicyDocument, Description, IgnoreExisting }) => ({
    name: PolicyName,
    document: PolicyDocument,
    description: Description,
    ignoreExisting: IgnoreExisting,
  }));
  const system = System.map((name) => ({ type: 'System' as const, name }));
  return [own, [...system, ...Custom.map((name) => ({ type: 'Custom' as const, name }))]];
}

/** A custom policy that comes with a role or a user. */
interface OwnPolicy {
  name: string;
  document: unknown;
  description?: string;
  /** Uses an existing policy of this name. */
  ignoreExisting?: boolean;
}

/**
 * The policies that roles or users of templates were given, so that these, and no others, can be removed again. RAM has no
 * inline policies: policies of a role or user are custom policies, and their names are unique in the account.
 */
export class Grants {
  readonly #undo = new Map<string, (() => void)[]>();

  constructor(
    private readonly ram: Ram,
    private readonly holder: Holder,
  ) {}

  /** Creates the holder's own policies and attaches all. After a failure everything is undone. */
  grant(who: string, own: readonly OwnPolicy[], others: readonly PolicyReference[]): void {
    const undo = this.#undo.get(who) ?? [];
    this.#undo.set(who, undo);
    try {
      for (const { name, document, description, ignoreExisting } of own) {
        if (ignoreExisting && this.ram.policies.has({ type: 'Custom', name })) continue;
        this.ram.createPolicy(name, document, description);
        undo.push(() => this.#drop(name));
      }
      for (const policy of [...own.map(({ name }) => ({ type: 'Custom' as const, name })), ...others]) {
        this.ram.policies.attach(this.holder, who, policy);
        undo.push(() => this.#detach(policy, who));
      }
    } catch (error) {
      this.revoke(who);
      throw error;
    }
  }

  revoke(who: string): void {
    const undo = this.#undo.get(who) ?? [];
    this.#undo.delete(who);
    for (const step of undo.reverse()) step();
  }

  #drop(name: string): void {
    if (this.ram.policies.has({ type: 'Custom', name })) this.ram.policies.delete(name);
  }

  #detach(policy: PolicyReference, who: string): void {
    const held = this.ram.policies.held(this.holder, who);
    if (held.some(({ type, name }) => type === policy.type && name === policy.name)) {
      this.ram.policies.detach(this.holder, who, policy);
    }
  }
}

import { z } from 'zod';
import type { PolicyReference } from '../../ram/policy-store';
import type { Ram } from '../../ram/ram';
import type { Role } from '../../ram/role-store';
import type { ResourceProvider } from '../provider';
import { flag, integer, tagList, text } from './forms';
import { unlessMissing } from './missing';
import { permissionPolicy, trustPolicy } from './policy-documents';

const policies = z.array(
  z.strictObject({
    PolicyName: text().pipe(z.string().max(128)),
    PolicyDocument: permissionPolicy(),
    Description: text().pipe(z.string().max(1_024)).optional(),
    IgnoreExisting: flag().optional(),
  }),
);

const properties = z.strictObject({
  RoleName: text(),
  AssumeRolePolicyDocument: trustPolicy(),
  Description: text().pipe(z.string().max(1_024)).optional(),
  MaxSessionDuration: integer(3_600, 43_200).optional(),
  Policies: policies.optional(),
  PolicyAttachments: z
    .strictObject({ System: z.array(text()).max(20).optional(), Custom: z.array(text()).max(5).optional() })
    .optional(),
  DeletionForce: flag().optional(),
  IgnoreExisting: flag().optional(),
  Tags: tagList(),
});

type Properties = z.output<typeof properties>;

const MISSING = ['EntityNotExist.Role', 'EntityNotExist.Policy', 'EntityNotExist.Role.Policy'];

const attributesOf = ({ arn, id, name }: Role) => ({ Arn: arn, RoleId: id, RoleName: name });

function attachments({ Policies = [], PolicyAttachments = {} }: Properties): PolicyReference[] {
  const { System = [], Custom = [] } = PolicyAttachments;
  return [
    ...Policies.map(({ PolicyName }) => ({ type: 'Custom' as const, name: PolicyName })),
    ...System.map((name) => ({ type: 'System' as const, name })),
    ...Custom.map((name) => ({ type: 'Custom' as const, name })),
  ];
}

/** RAM has no inline policies: those of a role are custom policies, unique in the account, attached to it. */
function grant(ram: Ram, role: string, given: Properties): void {
  const made: string[] = [];
  try {
    for (const { PolicyName, PolicyDocument, Description, IgnoreExisting } of given.Policies ?? []) {
      if (IgnoreExisting && ram.policies.has({ type: 'Custom', name: PolicyName })) continue;
      ram.createPolicy(PolicyName, PolicyDocument, Description);
      made.push(PolicyName);
    }
    for (const policy of attachments(given)) ram.attachPolicyToRole(policy, role);
  } catch (error) {
    // What fails half-way leaves nothing behind: a rollback would not find it.
    for (const policy of ram.policies.held('Role', role)) ram.detachPolicyFromRole(policy, role);
    for (const name of made) ram.policies.delete(name);
    throw error;
  }
}

async function revoke(ram: Ram, role: string, given: Properties): Promise<void> {
  for (const policy of attachments(given)) {
    await unlessMissing(MISSING, () => ram.detachPolicyFromRole(policy, role));
  }
  for (const { PolicyName, IgnoreExisting } of given.Policies ?? []) {
    if (!IgnoreExisting) await unlessMissing(MISSING, () => ram.policies.delete(PolicyName));
  }
}

/** `Ref` gives the name. A role that `IgnoreExisting` found is used as it is, and never changed or deleted. */
export function ramRole(ram: Ram): ResourceProvider<Properties> {
  const found = new Set<string>();
  return {
    type: 'ALIYUN::RAM::Role',
    properties,
    attributes: ['Arn', 'RoleId', 'RoleName'],
    updatable: [
      'AssumeRolePolicyDocument',
      'MaxSessionDuration',
      'Policies',
      'PolicyAttachments',
      'DeletionForce',
      'Tags',
    ],
    async create(given, { stackId }) {
      const name = given.RoleName;
      if (given.IgnoreExisting && ram.roles.has(name)) {
        found.add(`${stackId}/${name}`);
        return { physicalId: name, attributes: attributesOf(ram.getRole(name)) };
      }
      const role = ram.createRole(name, {
        assumeRolePolicyDocument: given.AssumeRolePolicyDocument,
        description: given.Description,
        maxSessionDurationSeconds: given.MaxSessionDuration,
      });
      try {
        grant(ram, name, given);
      } catch (error) {
        ram.deleteRole(name);
        throw error;
      }
      return { physicalId: name, attributes: attributesOf(role) };
    },
    async update(name, given, previous, { stackId }) {
      if (found.has(`${stackId}/${name}`)) return attributesOf(ram.getRole(name));
      const role = ram.updateRole(name, {
        assumeRolePolicyDocument: given.AssumeRolePolicyDocument,
        maxSessionDurationSeconds: given.MaxSessionDuration,
      });
      await revoke(ram, name, previous);
      grant(ram, name, given);
      return attributesOf(role);
    },
    async delete(name, given, { stackId }) {
      if (found.delete(`${stackId}/${name}`) || !ram.roles.has(name)) return;
      await revoke(ram, name, given);
      if (given.DeletionForce) {
        for (const policy of ram.policies.held('Role', name)) ram.detachPolicyFromRole(policy, name);
      }
      ram.deleteRole(name);
    },
  };
}

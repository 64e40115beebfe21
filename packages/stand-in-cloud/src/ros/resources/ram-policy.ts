import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { Ram } from '../../ram/ram';
import type { ResourceProvider } from '../provider';
import { flag, text, textLike, textUpTo } from './forms';
import { unlessMissing } from './missing';
import { permissionPolicy } from './policy-documents';
import { RAM_MISSING } from './ram-attach-policy';

const none = () => z.array(z.unknown()).max(0, 'there are no groups here').optional();

const managedPolicy = z
  .strictObject({
    PolicyName: textLike(limits.ram.POLICY_NAME),
    PolicyDocument: permissionPolicy().optional(),
    PolicyDocumentUnchecked: z.record(z.string(), z.unknown()).optional(),
    Description: textUpTo(limits.ram.DESCRIPTION_CHARACTERS).optional(),
    Roles: z.array(text()).optional(),
    Users: z.array(text()).optional(),
    Groups: none(),
    IgnoreExisting: flag().optional(),
  })
  .refine(
    ({ PolicyDocument, PolicyDocumentUnchecked }) => PolicyDocument ?? PolicyDocumentUnchecked,
    'PolicyDocument or PolicyDocumentUnchecked is required',
  );

type ManagedPolicy = z.output<typeof managedPolicy>;

/** A custom policy and the roles and users that hold it. `Ref` gives the name. */
export function ramManagedPolicy(ram: Ram): ResourceProvider<ManagedPolicy> {
  const found = new Set<string>();
  const documentOf = (given: ManagedPolicy) => given.PolicyDocumentUnchecked ?? given.PolicyDocument;
  return {
    type: 'ALIYUN::RAM::ManagedPolicy',
    properties: managedPolicy,
    attributes: ['PolicyName'],
    updatable: ['PolicyDocument', 'PolicyDocumentUnchecked'],
    async create(given, { stackId }) {
      const reference = { type: 'Custom' as const, name: given.PolicyName };
      const attributes = { PolicyName: given.PolicyName };
      if (given.IgnoreExisting && ram.policies.has(reference)) {
        found.add(`${stackId}/${given.PolicyName}`);
        return { physicalId: given.PolicyName, attributes };
      }
      ram.createPolicy(given.PolicyName, documentOf(given), given.Description);
      const undo: (() => void)[] = [];
      try {
        for (const role of given.Roles ?? []) {
          ram.attachPolicyToRole(reference, role);
          undo.push(() => ram.detachPolicyFromRole(reference, role));
        }
        for (const user of given.Users ?? []) {
          ram.attachPolicyToUser(reference, user);
          undo.push(() => ram.detachPolicyFromUser(reference, user));
        }
      } catch (error) {
        for (const step of undo) step();
        ram.policies.delete(given.PolicyName);
        throw error;
      }
      return { physicalId: given.PolicyName, attributes };
    },
    async update(name, given, _previous, { stackId }) {
      if (!found.has(`${stackId}/${name}`)) ram.policies.update(name, documentOf(given));
      return { PolicyName: name };
    },
    async delete(name, given, { stackId }) {
      if (found.delete(`${stackId}/${name}`)) return;
      for (const role of given.Roles ?? []) {
        await unlessMissing(RAM_MISSING, () => ram.detachPolicyFromRole({ type: 'Custom', name }, role));
      }
      for (const user of given.Users ?? []) {
        await unlessMissing(RAM_MISSING, () => ram.detachPolicyFromUser({ type: 'Custom', name }, user));
      }
      await unlessMissing(RAM_MISSING, () => ram.policies.delete(name));
    },
  };
}

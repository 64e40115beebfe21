import * as z from 'zod';
import type { Ram } from '../../ram/ram';
import type { ResourceProvider } from '../provider';
import { flag, text } from './forms';
import { unlessMissing } from './missing';
import { permissionPolicy } from './policy-documents';

const MISSING = [
  'EntityNotExist.Role',
  'EntityNotExist.User',
  'EntityNotExist.Policy',
  'EntityNotExist.Role.Policy',
  'EntityNotExist.User.Policy',
];

const none = () => z.array(z.unknown()).max(0, 'there are no groups here').optional();

const managedPolicy = z
  .strictObject({
    PolicyName: text().pipe(z.string().max(128)),
    PolicyDocument: permissionPolicy().optional(),
    PolicyDocumentUnchecked: z.record(z.string(), z.unknown()).optional(),
    Description: text().pipe(z.string().max(1_024)).optional(),
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
        await unlessMissing(MISSING, () => ram.detachPolicyFromRole({ type: 'Custom', name }, role));
      }
      for (const user of given.Users ?? []) {
        await unlessMissing(MISSING, () => ram.detachPolicyFromUser({ type: 'Custom', name }, user));
      }
      await unlessMissing(MISSING, () => ram.policies.delete(name));
    },
  };
}

const attachment = z.strictObject({
  PolicyType: z.enum(['System', 'Custom']),
  PolicyName: text(),
  RoleName: text(),
});

type Attachment = z.output<typeof attachment>;

/** One policy attached to one role. `Ref` gives role, type and policy. */
export function ramAttachPolicyToRole(ram: Ram): ResourceProvider<Attachment> {
  const policyOf = ({ PolicyType, PolicyName }: Attachment) => ({ type: PolicyType, name: PolicyName });
  return {
    type: 'ALIYUN::RAM::AttachPolicyToRole',
    properties: attachment,
    attributes: [],
    updatable: [],
    async create(given) {
      ram.attachPolicyToRole(policyOf(given), given.RoleName);
      return { physicalId: `${given.RoleName}/${given.PolicyType}/${given.PolicyName}`, attributes: {} };
    },
    update: async () => ({}),
    delete: (_id, given) =>
      unlessMissing(MISSING, () => ram.detachPolicyFromRole(policyOf(given), given.RoleName)),
  };
}

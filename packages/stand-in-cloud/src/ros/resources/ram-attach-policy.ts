import * as z from 'zod';
import type { PolicyReference } from '../../ram/policy-store';
import type { Ram } from '../../ram/ram';
import type { ResourceProvider } from '../provider';
import { text } from './forms';
import { unlessMissing } from './missing';

/** Codes of RAM for a missing role, user, policy or attachment. */
export const RAM_MISSING = [
  'EntityNotExist.Role',
  'EntityNotExist.User',
  'EntityNotExist.Policy',
  'EntityNotExist.Role.Policy',
  'EntityNotExist.User.Policy',
];

const policyShape = { PolicyType: z.enum(['System', 'Custom']), PolicyName: text() };

interface Policy {
  PolicyType: 'System' | 'Custom';
  PolicyName: string;
}

interface Attachment<Given> {
  type: string;
  properties: z.ZodType<Given>;
  holderOf(given: Given): string;
  attach(policy: PolicyReference, holder: string): void;
  detach(policy: PolicyReference, holder: string): void;
}

/** `Ref` gives holder, type and policy. */
function attachment<Given extends Policy>(options: Attachment<Given>): ResourceProvider<Given> {
  const { type, properties, holderOf, attach, detach } = options;
  const policyOf = ({ PolicyType, PolicyName }: Given) => ({ type: PolicyType, name: PolicyName });
  return {
    type,
    properties,
    attributes: [],
    updatable: [],
    async create(given) {
      attach(policyOf(given), holderOf(given));
      const physicalId = `${holderOf(given)}/${given.PolicyType}/${given.PolicyName}`;
      return { physicalId, attributes: {} };
    },
    update: async () => ({}),
    delete: (_id, given) => unlessMissing(RAM_MISSING, () => detach(policyOf(given), holderOf(given))),
  };
}

/** One policy attached to one role. */
export const ramAttachPolicyToRole = (ram: Ram) =>
  attachment({
    type: 'ALIYUN::RAM::AttachPolicyToRole',
    properties: z.strictObject({ ...policyShape, RoleName: text() }),
    holderOf: ({ RoleName }) => RoleName,
    attach: (policy, role) => ram.attachPolicyToRole(policy, role),
    detach: (policy, role) => ram.detachPolicyFromRole(policy, role),
  });

/** One policy attached to one user. */
export const ramAttachPolicyToUser = (ram: Ram) =>
  attachment({
    type: 'ALIYUN::RAM::AttachPolicyToUser',
    properties: z.strictObject({ ...policyShape, UserName: text() }),
    holderOf: ({ UserName }) => UserName,
    attach: (policy, user) => ram.attachPolicyToUser(policy, user),
    detach: (policy, user) => ram.detachPolicyFromUser(policy, user),
  });

import { z } from 'zod';
import type { PolicyReference } from '../../ram/policy-store';
import type { Ram } from '../../ram/ram';
import type { Role } from '../../ram/role-store';
import type { ResourceProvider } from '../provider';
import { flag, integer, tagList, text } from './forms';
import { permissionPolicy, trustPolicy } from './policy-documents';
import { type OwnPolicy, RoleGrants } from './role-grants';

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

/** What the service takes where a template is silent. */
const DEFAULT_SESSION_SECONDS = 3_600;

const attributesOf = ({ arn, id, name }: Role) => ({ Arn: arn, RoleId: id, RoleName: name });

function ownPolicies({ Policies = [] }: Properties): OwnPolicy[] {
  return Policies.map(({ PolicyName, PolicyDocument, Description, IgnoreExisting }) => ({
    name: PolicyName,
    document: PolicyDocument,
    description: Description,
    ignoreExisting: IgnoreExisting,
  }));
}

function attachments({
  PolicyAttachments: { System = [], Custom = [] } = {},
}: Properties): PolicyReference[] {
  return [
    ...System.map((name) => ({ type: 'System' as const, name })),
    ...Custom.map((name) => ({ type: 'Custom' as const, name })),
  ];
}

/** `Ref` gives the name. A role that `IgnoreExisting` found is used as it is, and never changed or deleted. */
export function ramRole(ram: Ram): ResourceProvider<Properties> {
  const found = new Set<string>();
  const grants = new RoleGrants(ram);
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
        grants.grant(name, ownPolicies(given), attachments(given));
      } catch (error) {
        ram.deleteRole(name);
        throw error;
      }
      return { physicalId: name, attributes: attributesOf(role) };
    },
    async update(name, given, _previous, { stackId }) {
      if (found.has(`${stackId}/${name}`)) return attributesOf(ram.getRole(name));
      const role = ram.updateRole(name, {
        assumeRolePolicyDocument: given.AssumeRolePolicyDocument,
        maxSessionDurationSeconds: given.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS,
      });
      grants.revoke(name);
      grants.grant(name, ownPolicies(given), attachments(given));
      return attributesOf(role);
    },
    async delete(name, given, { stackId }) {
      if (found.delete(`${stackId}/${name}`)) return;
      grants.revoke(name);
      if (!ram.roles.has(name)) return;
      if (given.DeletionForce) {
        for (const policy of ram.policies.held('Role', name)) ram.detachPolicyFromRole(policy, name);
      }
      ram.deleteRole(name);
    },
  };
}

import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { Ram } from '../../ram/ram';
import type { Role } from '../../ram/role-store';
import type { ResourceProvider } from '../provider';
import { flag, integer, tagList, text, textUpTo } from './forms';
import { Grants, grantShape, grantsOf } from './grants';
import { trustPolicy } from './policy-documents';

const { DEFAULT_SESSION_SECONDS, DESCRIPTION_CHARACTERS, SESSION_SECONDS } = limits.ram;

const properties = z.strictObject({
  RoleName: text(),
  AssumeRolePolicyDocument: trustPolicy(),
  Description: textUpTo(DESCRIPTION_CHARACTERS).optional(),
  MaxSessionDuration: integer(SESSION_SECONDS).optional(),
  ...grantShape,
  DeletionForce: flag().optional(),
  IgnoreExisting: flag().optional(),
  Tags: tagList(),
});

type Properties = z.output<typeof properties>;

const attributesOf = ({ arn, id, name }: Role) => ({ Arn: arn, RoleId: id, RoleName: name });

/** `Ref` gives the name. An existing role with `IgnoreExisting` is used as it is, and not changed or deleted. */
export function ramRole(ram: Ram): ResourceProvider<Properties> {
  const found = new Set<string>();
  const grants = new Grants(ram, 'Role');
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
        grants.grant(name, ...grantsOf(given));
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
      grants.grant(name, ...grantsOf(given));
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

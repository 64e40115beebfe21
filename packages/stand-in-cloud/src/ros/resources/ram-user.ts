import * as z from 'zod';
import type { Ram } from '../../ram/ram';
import type { ResourceContext, ResourceProvider } from '../provider';
import { flag, serviceId, text, textUpTo, unsupported } from './forms';
import { Grants, grantShape, grantsOf } from './grants';

const user = z.strictObject({
  UserName: text(),
  DisplayName: text().optional(),
  Comments: textUpTo(128).optional(),
  Email: text().optional(),
  MobilePhone: text().optional(),
  ...grantShape,
  DeletionForce: flag().optional(),
  // There is no console and there are no groups.
  LoginProfile: unsupported(),
  Groups: z.array(z.unknown()).max(0, 'there are no groups here').optional(),
});

/**
 * `Ref` gives the name. With DeletionForce, keys and policies of the user that the stack did not create are deleted
 * too.
 */
export function ramUser(ram: Ram): ResourceProvider<z.output<typeof user>> {
  const grants = new Grants(ram, 'User');
  const attributesOf = (UserName: string, context: ResourceContext) => ({
    UserId: serviceId(context),
    UserName,
    CreateDate: `${new Date(ram.users.createdAt(UserName)).toISOString().slice(0, 19)}Z`,
    // There is no console.
    LastLoginDate: '',
  });
  return {
    type: 'ALIYUN::RAM::User',
    properties: user,
    attributes: ['UserId', 'UserName', 'CreateDate', 'LastLoginDate'],
    updatable: [
      ...['DisplayName', 'Comments', 'Email', 'MobilePhone'],
      ...['Policies', 'PolicyAttachments', 'DeletionForce'],
    ],
    async create(given, context) {
      const name = given.UserName;
      ram.users.create(name);
      try {
        grants.grant(name, ...grantsOf(given));
      } catch (error) {
        ram.users.delete(name);
        throw error;
      }
      return { physicalId: name, attributes: attributesOf(name, context) };
    },
    async update(name, given, _previous, context) {
      grants.revoke(name);
      grants.grant(name, ...grantsOf(given));
      return attributesOf(name, context);
    },
    async delete(name, given) {
      grants.revoke(name);
      if (!ram.users.has(name)) return;
      if (given.DeletionForce) {
        for (const key of ram.accessKeysOf(name)) ram.deleteKey(key);
        for (const policy of ram.policies.held('User', name)) ram.detachPolicyFromUser(policy, name);
      }
      ram.users.delete(name);
    },
  };
}

const accessKey = z.strictObject({ UserName: text() });

/** `Ref` gives the id of the key. */
export function ramAccessKey(ram: Ram): ResourceProvider<z.output<typeof accessKey>> {
  const made = new Map<string, Record<string, string>>();
  return {
    type: 'ALIYUN::RAM::AccessKey',
    properties: accessKey,
    attributes: ['AccessKeyId', 'AccessKeySecret', 'Status'],
    updatable: [],
    async create(given) {
      const { accessKeyId, accessKeySecret } = ram.createAccessKey(given.UserName);
      const attributes = { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, Status: 'Active' };
      made.set(accessKeyId, attributes);
      return { physicalId: accessKeyId, attributes };
    },
    update: async (id) => made.get(id) ?? {},
    async delete(id) {
      made.delete(id);
      ram.deleteKey(id);
    },
  };
}

import RamClient, * as api from '@alicloud/ram20150501';
import type { LoopbackServer } from '../../src/loopback';
import type { Credentials } from '../../src/ram/authority';
import { Ram } from '../../src/ram/ram';
import { RAM_ACTIONS, serveRam } from '../../src/ram/ram-api';

let server: LoopbackServer;
let ram: Ram;
let root: Credentials;
let ann: Credentials;

const READS = {
  Version: '1',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['ram:GetPolicy'],
      Resource: '*',
      Condition: { Bool: { 'acs:SecureTransport': 'true' } },
    },
    { Effect: 'Deny', NotAction: ['oss:*'], Resource: ['acs:oss:*:*:a', 'acs:oss:*:*:b'] },
  ],
};

beforeEach(async () => {
  ram = new Ram({ accountId: '1234567890123456', clock: { now: Date.now } });
  server = await serveRam(ram, {});
  root = ram.createUserKey({ root: true });
  ann = ram.createUserKey({
    userName: 'ann',
    policies: [{ name: 'reads', document: READS }],
    attach: [{ type: 'System', name: 'AliyunOSSFullAccess' }],
  });
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['fc.aliyuncs.com'] } };
  ram.createRole('worker', { assumeRolePolicyDocument: { Version: '1', Statement: [trust] } });
  ram.attachPolicyToRole({ type: 'System', name: 'AliyunLogFullAccess' }, 'worker');
});

afterEach(() => server.close());

const clientWith = ({ accessKeyId, accessKeySecret }: Credentials): RamClient =>
  new RamClient({
    accessKeyId,
    accessKeySecret,
    endpoint: new URL(server.endpoint).host,
    protocol: 'HTTP',
  } as never);

const CALLS: Record<string, () => Promise<void>> = {
  async ListPoliciesForUser() {
    const request = new api.ListPoliciesForUserRequest({ userName: 'ann' });
    expect((await clientWith(root).listPoliciesForUser(request)).body?.policies?.policy).toMatchObject([
      { policyName: 'reads', policyType: 'Custom' },
      { policyName: 'AliyunOSSFullAccess', policyType: 'System' },
    ]);
  },
  async ListGroupsForUser() {
    const request = new api.ListGroupsForUserRequest({ userName: 'ann' });
    expect((await clientWith(root).listGroupsForUser(request)).body?.groups?.group).toEqual([]);
  },
  async ListPoliciesForRole() {
    const request = new api.ListPoliciesForRoleRequest({ roleName: 'worker' });
    expect((await clientWith(root).listPoliciesForRole(request)).body?.policies?.policy).toMatchObject([
      { policyName: 'AliyunLogFullAccess', policyType: 'System' },
    ]);
  },
  async GetPolicy() {
    const request = new api.GetPolicyRequest({ policyName: 'reads', policyType: 'Custom' });
    const { body } = await clientWith(root).getPolicy(request);
    // Single values come as lists.
    const [allow, deny] = READS.Statement;
    expect(JSON.parse(body?.defaultPolicyVersion?.policyDocument ?? '')).toEqual({
      Version: '1',
      Statement: [
        { ...allow, Resource: ['*'], Condition: { Bool: { 'acs:SecureTransport': ['true'] } } },
        deny,
      ],
    });
  },
};

it('has a call of the official client for every operation', () => {
  expect(Object.keys(CALLS).sort()).toEqual(Object.keys(RAM_ACTIONS).sort());
});

it.each(Object.entries(CALLS))('%s', (_name, call) => call());

it('refuses who lacks the right, whom there is not, and what it does not know', async () => {
  const list = (client: RamClient, userName: string) =>
    client.listPoliciesForUser(new api.ListPoliciesForUserRequest({ userName }));
  await expect(list(clientWith(ann), 'ann')).rejects.toMatchObject({ code: 'NoPermission' });
  await expect(list(clientWith(root), 'bob')).rejects.toMatchObject({ code: 'EntityNotExist.User' });
  const policy = new api.GetPolicyRequest({ policyName: 'none', policyType: 'System' });
  await expect(clientWith(root).getPolicy(policy)).rejects.toMatchObject({ code: 'EntityNotExist.Policy' });
  await expect(clientWith(root).getAccountAlias()).rejects.toMatchObject({ code: 'InvalidAction.NotFound' });
});

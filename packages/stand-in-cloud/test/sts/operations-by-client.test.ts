import StsClient, * as sts from '@alicloud/sts20150401';
import type { LoopbackServer } from '../../src/loopback';
import type { Credentials } from '../../src/ram/authority';
import { Ram } from '../../src/ram/ram';
import { ACTIONS, serveSts } from '../../src/sts/sts-api';

const ACCOUNT = '1234567890123456';
const ROLE = `acs:ram::${ACCOUNT}:role/reader`;

let server: LoopbackServer;
let ram: Ram;
let user: Credentials;

beforeEach(async () => {
  ram = new Ram({ accountId: ACCOUNT, clock: { now: Date.now } });
  server = await serveSts(ram, {});
  const trust = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { RAM: [`acs:ram::${ACCOUNT}:root`] },
  };
  ram.createRole('reader', { assumeRolePolicyDocument: { Version: '1', Statement: [trust] } });
  const assume = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE };
  user = ram.createUserKey({
    userName: 'ann',
    policies: [{ name: 'assumes', document: { Version: '1', Statement: [assume] } }],
  });
});

afterEach(() => server.close());

const clientWith = ({ accessKeyId, accessKeySecret, securityToken }: Credentials): StsClient =>
  new StsClient({
    accessKeyId,
    accessKeySecret,
    securityToken,
    endpoint: new URL(server.endpoint).host,
    protocol: 'HTTP',
  } as never);

const assume = async () =>
  (
    await clientWith(user).assumeRole(
      new sts.AssumeRoleRequest({ roleArn: ROLE, roleSessionName: 'test', durationSeconds: 900 }),
    )
  ).body;

const CALLS: Record<string, () => Promise<void>> = {
  async AssumeRole() {
    expect(await assume()).toMatchObject({
      assumedRoleUser: { arn: `${ROLE}/test` },
      credentials: { securityToken: expect.any(String), expiration: expect.stringMatching(/Z$/) },
    });
  },
  async GetCallerIdentity() {
    const session = (await assume())?.credentials as Credentials;
    expect((await clientWith(session).getCallerIdentity()).body).toMatchObject({
      accountId: ACCOUNT,
      identityType: 'AssumedRoleUser',
      arn: `acs:ram::${ACCOUNT}:assumed-role/reader/test`,
    });
    expect((await clientWith(user).getCallerIdentity()).body).toMatchObject({ identityType: 'RAMUser' });
  },
};

it('has a call of the official client for every operation', () => {
  expect(Object.keys(CALLS).sort()).toEqual(Object.keys(ACTIONS).sort());
});

it.each(Object.entries(CALLS))('%s', (_name, call) => call());

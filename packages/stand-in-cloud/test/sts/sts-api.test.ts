import type { LoopbackServer } from '../../src/loopback';
import type { Credentials } from '../../src/ram/authority';
import { Ram } from '../../src/ram/ram';
import { serveSts } from '../../src/sts/sts-api';
import { ManualClock } from '../manual-clock';
import { callByHeaders, callByParameters, type Parameters } from '../ros/api-client';

const ACCOUNT = '1234567890123456';
const VERSION = '2015-04-01';
const ROLE = `acs:ram::${ACCOUNT}:role/reader`;
const OBJECT = `acs:oss:cn-hangzhou:${ACCOUNT}:media/a.mp4`;

let clock: ManualClock;
let ram: Ram;
let server: LoopbackServer;

beforeEach(async () => {
  clock = new ManualClock();
  clock.advance(Date.now() - clock.now());
  ram = new Ram({ accountId: ACCOUNT, clock });
  server = await serveSts(ram, { clock });
});

afterEach(() => server.close());

const allow = (Action: string, Resource: string) => ({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});

/** A role that may read, and that `principal` may assume. */
function makeRole(principal: string): void {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [principal] } };
  ram.createRole('reader', { assumeRolePolicyDocument: { Version: '1', Statement: [trust] } });
  ram.createPolicy('reads', allow('oss:GetObject', 'acs:oss:*:*:media/*'));
  ram.attachPolicyToRole({ type: 'Custom', name: 'reads' }, 'reader');
}

const user = (resource: string): Credentials =>
  ram.createUserKey({
    userName: 'ann',
    policies: [{ name: 'assumes', document: allow('sts:AssumeRole', resource) }],
  });

const assume = (key: Credentials, more: Parameters = {}) =>
  callByHeaders(
    server.endpoint,
    key,
    'AssumeRole',
    { RoleArn: ROLE, RoleSessionName: 'test', ...more },
    { version: VERSION },
  );

const identity = (key: Credentials) =>
  callByParameters(server.endpoint, key, 'GetCallerIdentity', {}, { version: VERSION });

/** The temporary key of an answer. */
function keyOf(body: Record<string, unknown>): Credentials {
  const given = body['Credentials'] as Record<string, string>;
  return {
    accessKeyId: String(given['AccessKeyId']),
    accessKeySecret: String(given['AccessKeySecret']),
    securityToken: given['SecurityToken'],
  };
}

describe('AssumeRole', () => {
  it.each([
    ['the account', `acs:ram::${ACCOUNT}:root`],
    ['the user', `acs:ram::${ACCOUNT}:user/ann`],
  ])('gives temporary credentials of a role that trusts %s, until they end', async (_, principal) => {
    makeRole(principal);
    const { status, body } = await assume(user(ROLE), { DurationSeconds: '900' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      AssumedRoleUser: { Arn: `${ROLE}/test`, AssumedRoleId: expect.stringMatching(/^\d+:test$/) },
      Credentials: { Expiration: `${new Date(clock.now() + 900_000).toISOString().slice(0, 19)}Z` },
    });
    const key = keyOf(body);
    expect((await identity(key)).body).toMatchObject({
      IdentityType: 'AssumedRoleUser',
      AccountId: ACCOUNT,
      Arn: `acs:ram::${ACCOUNT}:assumed-role/reader/test`,
    });
    const found = ram.lookup(key.accessKeyId, key.securityToken);
    expect(found.known && ram.isAllowed(found.principal, 'oss:GetObject', OBJECT)).toBe(true);
    expect(found.known && ram.isAllowed(found.principal, 'oss:PutObject', OBJECT)).toBe(false);
    clock.advance(900_000);
    expect(ram.lookup(key.accessKeyId, key.securityToken)).toEqual({ known: false, reason: 'ExpiredToken' });
  });

  it('lets a session go on to another role that trusts its role', async () => {
    makeRole(`acs:ram::${ACCOUNT}:role/first`);
    const trust = {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: ['fc.aliyuncs.com'] },
    };
    ram.createRole('first', { assumeRolePolicyDocument: { Version: '1', Statement: [trust] } });
    ram.attachPolicyToRole({ type: 'System', name: 'AliyunSTSAssumeRoleAccess' }, 'first');
    const roleArn = `acs:ram::${ACCOUNT}:role/first`;
    const key = ram.assumeRole({ roleArn, service: 'fc.aliyuncs.com', sessionName: 'extract' });
    expect((await assume(key)).status).toBe(200);
  });

  it('refuses the account itself, which may assume no role', async () => {
    makeRole(`acs:ram::${ACCOUNT}:root`);
    expect(await assume(ram.createUserKey({ root: true }))).toMatchObject({
      status: 403,
      body: { Code: 'NoPermission', Message: 'Roles may not be assumed by root accounts.' },
    });
  });

  it.each([
    ['the role does not trust', `acs:ram::${ACCOUNT}:user/bob`, ROLE],
    ['the role knows as one of another account', 'acs:ram::9999999999999999:root', ROLE],
    ['no policy allows it', `acs:ram::${ACCOUNT}:root`, `${ROLE}s`],
  ])('refuses a user whom %s', async (_, principal, resource) => {
    makeRole(principal);
    expect(await assume(user(resource))).toMatchObject({ status: 403, body: { Code: 'NoPermission' } });
  });

  it.each<[string, Parameters, number, string]>([
    ['no session name', { RoleSessionName: '' }, 400, 'MissingParameter'],
    ['a session name with a space', { RoleSessionName: 'a b' }, 400, 'InvalidParameter.RoleSessionName'],
    ['a role that is not there', { RoleArn: `${ROLE}s` }, 404, 'EntityNotExist.Role'],
    ['a name that is no ARN', { RoleArn: 'reader' }, 400, 'InvalidParameter.RoleArn'],
    ['a session that is too short', { DurationSeconds: '899' }, 400, 'InvalidParameter.DurationSeconds'],
    ['a session beyond the role', { DurationSeconds: '3601' }, 400, 'InvalidParameter.DurationSeconds'],
    ['a policy of the session, which has no effect here', { Policy: '{}' }, 400, 'InvalidParameter'],
  ])('refuses %s', async (_, more, status, Code) => {
    makeRole(`acs:ram::${ACCOUNT}:root`);
    expect(await assume(user('*'), more)).toMatchObject({ status, body: { Code } });
  });
});

describe('GetCallerIdentity', () => {
  it('tells the account and its users apart', async () => {
    expect((await identity(ram.createUserKey({ root: true }))).body).toMatchObject({
      IdentityType: 'Account',
      Arn: `acs:ram::${ACCOUNT}:root`,
    });
    expect((await identity(user('*'))).body).toMatchObject({
      IdentityType: 'RAMUser',
      Arn: `acs:ram::${ACCOUNT}:user/ann`,
    });
  });

  it('is one of two actions', async () => {
    const key = ram.createUserKey({ root: true });
    expect(await callByParameters(server.endpoint, key, 'toString', {}, { version: VERSION })).toMatchObject({
      status: 404,
      body: { Code: 'InvalidAction.NotFound' },
    });
  });
});

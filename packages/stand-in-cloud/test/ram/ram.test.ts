import { ACCOUNT, OBJECT, prepare, READ, ROLE, TRUST } from './prepare';

describe('keys', () => {
  it('lets the account do everything with what is its own, and nothing else', () => {
    const { ram, principalOf } = prepare();
    const root = principalOf(ram.createUserKey({ root: true }));
    expect(root).toEqual({ kind: 'root', accountId: ACCOUNT, arn: `acs:ram::${ACCOUNT}:root` });
    expect(ram.isAllowed(root, 'oss:DeleteBucket', OBJECT)).toBe(true);
    expect(ram.isAllowed(root, 'oss:ListBuckets', 'acs:oss:*:*:*')).toBe(true);
    expect(ram.isAllowed(root, 'oss:GetObject', 'acs:oss:cn-hangzhou:9999:media/a.mp4')).toBe(false);
    expect(ram.isAllowed({ ...root, accountId: '9999' }, 'oss:GetObject', OBJECT)).toBe(false);
  });

  it('gives a user what its policies allow', () => {
    const { ram, principalOf } = prepare();
    const key = ram.createUserKey({ userName: 'ann', policies: [{ name: 'ann-reads', document: READ }] });
    const ann = principalOf(key);
    expect(ann.arn).toBe(`acs:ram::${ACCOUNT}:user/ann`);
    expect(ram.isAllowed(ann, 'oss:GetObject', OBJECT)).toBe(true);
    expect(ram.isAllowed(ann, 'oss:PutObject', OBJECT)).toBe(false);
    const bob = principalOf(
      ram.createUserKey({ userName: 'bob', attach: [{ type: 'System', name: 'AliyunOSSFullAccess' }] }),
    );
    expect(ram.isAllowed(bob, 'oss:PutObject', OBJECT)).toBe(true);
    expect(ram.isAllowed(bob, 'ots:PutRow', OBJECT)).toBe(false);
  });

  it.each([
    ['AliyunOSSEventNotificationRolePolicy', 'fc:InvokeFunction', true],
    ['AliyunOSSEventNotificationRolePolicy', 'fc:DeleteFunction', false],
    ['AliyunOTSReadOnlyAccess', 'ots:GetRow', true],
    ['AliyunOTSReadOnlyAccess', 'ots:PutRow', false],
    ['AliyunRAMFullAccess', 'ots:GetRow', false],
  ])('gives a role what the system policy %s allows: %s %s', (name, action, allowed) => {
    const { ram, principalOf } = prepare();
    ram.attachPolicyToRole({ type: 'System', name }, 'reader');
    const principal = principalOf(ram.assumeRole(ROLE));
    expect(ram.isAllowed(principal, action, `acs:x:cn-hangzhou:${ACCOUNT}:y`)).toBe(allowed);
  });

  it('hands out the secret for the signature, and refuses unknown keys and foreign tokens', () => {
    const { ram } = prepare();
    const key = ram.createUserKey({ root: true });
    expect(ram.lookup(key.accessKeyId)).toMatchObject({ known: true, accessKeySecret: key.accessKeySecret });
    expect(ram.lookup('LTAI5tNobody')).toEqual({ known: false, reason: 'UnknownKey' });
    expect(ram.lookup(key.accessKeyId, 'x')).toEqual({ known: false, reason: 'InvalidToken' });
    expect(ram.deleteKey(key.accessKeyId)).toBe(true);
    expect(ram.lookup(key.accessKeyId)).toEqual({ known: false, reason: 'UnknownKey' });
    expect(ram.deleteKey(key.accessKeyId)).toBe(false);
  });
});

describe('assumeRole', () => {
  it('gives a trusted service temporary credentials that carry the role', () => {
    const { clock, ram, principalOf } = prepare();
    const credentials = ram.assumeRole(ROLE);
    expect(credentials.accessKeyId).toMatch(/^STS\./);
    expect(credentials.expiration).toBe(clock.now() + 3_600_000);
    const principal = principalOf(credentials);
    expect(principal.arn).toBe(`acs:ram::${ACCOUNT}:assumed-role/reader/extract`);
    expect(ram.isAllowed(principal, 'oss:GetObject', OBJECT)).toBe(true);
    expect(ram.isAllowed(principal, 'oss:PutObject', OBJECT)).toBe(false);
  });

  it('asks for the token that belongs to the key, until both end', () => {
    const { clock, ram } = prepare();
    const { accessKeyId, securityToken } = ram.assumeRole(ROLE);
    const other = ram.assumeRole(ROLE);
    expect(ram.lookup(accessKeyId)).toEqual({ known: false, reason: 'MissingToken' });
    expect(ram.lookup(accessKeyId, other.securityToken)).toEqual({ known: false, reason: 'InvalidToken' });
    clock.advance(3_599_999);
    expect(ram.lookup(accessKeyId, securityToken).known).toBe(true);
    clock.advance(1);
    expect(ram.lookup(accessKeyId, securityToken)).toEqual({ known: false, reason: 'ExpiredToken' });
  });

  it('ends what a policy no longer allows at once', () => {
    const { ram, principalOf } = prepare();
    const principal = principalOf(ram.assumeRole(ROLE));
    ram.detachPolicyFromRole({ type: 'Custom', name: 'read' }, 'reader');
    expect(ram.isAllowed(principal, 'oss:GetObject', OBJECT)).toBe(false);
  });

  it('does not pass a deleted role on to its successor of the same name', () => {
    const { ram } = prepare();
    const { accessKeyId, securityToken } = ram.assumeRole(ROLE);
    ram.detachPolicyFromRole({ type: 'Custom', name: 'read' }, 'reader');
    ram.deleteRole('reader');
    ram.createRole('reader', { assumeRolePolicyDocument: TRUST });
    expect(ram.lookup(accessKeyId, securityToken)).toEqual({ known: false, reason: 'InvalidToken' });
  });

  it('evaluates the time against the clock', () => {
    const { clock, ram, principalOf } = prepare();
    const until = new Date(clock.now() + 60_000).toISOString();
    const Condition = { DateLessThan: { 'acs:CurrentTime': until } };
    ram.createPolicy('brief', {
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: '*', Condition }],
    });
    ram.attachPolicyToRole({ type: 'Custom', name: 'brief' }, 'reader');
    const principal = principalOf(ram.assumeRole(ROLE));
    expect(ram.isAllowed(principal, 'oss:PutObject', OBJECT)).toBe(true);
    clock.advance(60_000);
    expect(ram.isAllowed(principal, 'oss:PutObject', OBJECT)).toBe(false);
  });

  it('evaluates what a service tells of the request, and takes its transport for secure', () => {
    const { ram, principalOf } = prepare();
    const Condition = {
      IpAddress: { 'acs:SourceIp': '10.0.0.0/8' },
      Bool: { 'acs:SecureTransport': 'true' },
    };
    const Statement = [{ Effect: 'Allow', Action: 'oss:PutObject', Resource: '*', Condition }];
    ram.createPolicy('inside', { Version: '1', Statement });
    ram.attachPolicyToRole({ type: 'Custom', name: 'inside' }, 'reader');
    const principal = principalOf(ram.assumeRole(ROLE));
    const allowed = (context: Record<string, string>) =>
      ram.isAllowed(principal, 'oss:PutObject', OBJECT, context);
    expect(allowed({ 'acs:SourceIp': '10.1.2.3' })).toBe(true);
    expect(allowed({ 'acs:SourceIp': '192.0.2.1' })).toBe(false);
    expect(allowed({})).toBe(false);
    expect(allowed({ 'acs:SourceIp': '10.1.2.3', 'acs:SecureTransport': 'false' })).toBe(false);
  });

  it.each([
    ['a service that the role does not trust', { service: 'oss.aliyuncs.com' }, 'NoPermission'],
    ['an unknown role', { roleArn: `acs:ram::${ACCOUNT}:role/nobody` }, 'EntityNotExist.Role'],
    ['a role of another account', { roleArn: 'acs:ram::9999:role/reader' }, 'EntityNotExist.Role'],
    ['something that is no role', { roleArn: 'reader' }, 'InvalidParameter.RoleArn'],
    ['a session name with a space', { sessionName: 'a b' }, 'InvalidParameter.RoleSessionName'],
    ['a session beyond the role', { durationSeconds: 3_601 }, 'InvalidParameter.DurationSeconds'],
    ['a session too short', { durationSeconds: 899 }, 'InvalidParameter.DurationSeconds'],
  ])('refuses %s', (_, changes, code) => {
    const { ram } = prepare();
    expect(() => ram.assumeRole({ ...ROLE, ...changes })).toThrow(expect.objectContaining({ code }));
  });

  it('lets a Deny in the trust policy win', () => {
    const { ram } = prepare();
    const Statement = [...TRUST.Statement, { ...TRUST.Statement[0], Effect: 'Deny' }];
    ram.updateRole('reader', { assumeRolePolicyDocument: { Version: '1', Statement } });
    expect(() => ram.assumeRole(ROLE)).toThrow(
      expect.objectContaining({ code: 'NoPermission', status: 403 }),
    );
  });
});

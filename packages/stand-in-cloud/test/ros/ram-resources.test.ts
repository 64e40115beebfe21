import OSS from 'ali-oss';
import { CODE_BUCKET, openAccount } from './account';
import { everything } from './everything';
import { type Json, template } from './shelf';

type Account = Awaited<ReturnType<typeof openAccount>>;
let account: Account;

beforeEach(async () => {
  account = await openAccount();
});

afterEach(() => account.close());

const deploy = (body: unknown = everything()) =>
  account.engine.createStack({ name: 'source', template: body });

describe('ALIYUN::RAM::Role', () => {
  const role = (rest: Json): Json => ({
    Type: 'ALIYUN::RAM::Role',
    Properties: {
      RoleName: 'worker',
      AssumeRolePolicyDocument: {
        Version: '1',
        Statement: [
          { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['fc.aliyuncs.com'] } },
        ],
      },
      ...rest,
    },
  });
  const system = { type: 'System' as const, name: 'AliyunOSSFullAccess' };

  it('is deleted with policies that others attached only by force', async () => {
    await deploy(template({ Role: role({}) }));
    account.ram.attachPolicyToRole(system, 'worker');
    await expect(account.engine.deleteStack('source')).rejects.toThrow(/Role: DeleteConflict\.Role\.Policy/);
    account.ram.detachPolicyFromRole(system, 'worker');
    await account.engine.deleteStack('source');
    await deploy(template({ Role: role({ DeletionForce: true }) }));
    account.ram.attachPolicyToRole(system, 'worker');
    await account.engine.deleteStack('source');
    expect(account.ram.roles.has('worker')).toBe(false);
  });

  it('that exists is used as it is with IgnoreExisting, and kept', async () => {
    await deploy(template({ Role: role({}) }));
    const { id } = account.ram.getRole('worker');
    const again = {
      name: 'again',
      template: template(
        { Role: role({ IgnoreExisting: true }) },
        { Outputs: { Id: { Value: { 'Fn::GetAtt': ['Role', 'RoleId'] } } } },
      ),
    };
    expect((await account.engine.createStack(again)).outputs).toEqual({ Id: id });
    await account.engine.deleteStack('again');
    expect(account.ram.getRole('worker').id).toBe(id);
    await expect(
      account.engine.createStack({ ...again, template: template({ Role: role({}) }) }),
    ).rejects.toThrow(/Role: EntityAlreadyExists\.Role/);
  });

  it('keeps what others attached when an update of its own policies fails', async () => {
    const PolicyDocument = { Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const own = { PolicyName: 'own', PolicyDocument };
    await deploy(template({ Role: role({ Policies: [own] }) }));
    account.ram.attachPolicyToRole(system, 'worker');
    account.ram.createPolicy('taken', PolicyDocument);
    const next = template({ Role: role({ Policies: [own, { PolicyName: 'taken', PolicyDocument }] }) });
    const updating = account.engine.updateStack({ stack: 'source', template: next });
    await expect(updating).rejects.toThrow(/ROLLBACK_COMPLETE.*EntityAlreadyExists\.Policy/);
    const held = account.ram.policies.held('Role', 'worker').map(({ name }) => name);
    expect(held.sort()).toEqual(['AliyunOSSFullAccess', 'own']);
    expect(account.ram.policies.has({ type: 'Custom', name: 'taken' })).toBe(true);
  });

  it('leaves nothing behind when one of its policies is refused', async () => {
    const Policies = [1, 2].map(() => ({
      PolicyName: 'twice',
      PolicyDocument: { Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    }));
    await expect(deploy(template({ Role: role({ Policies }) }))).rejects.toThrow(
      /Role: EntityAlreadyExists\.Policy/,
    );
    expect(account.ram.roles.has('worker')).toBe(false);
    expect(account.ram.policies.has({ type: 'Custom', name: 'twice' })).toBe(false);
  });
});

describe('ALIYUN::RAM::User', () => {
  const READ = {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'oss:GetObject', Resource: 'acs:oss:*:*:code-packages/*' }],
  };
  const user = (rest: Json = {}): Json => ({
    Type: 'ALIYUN::RAM::User',
    Properties: { UserName: 'ann', Policies: [{ PolicyName: 'ann-reads', PolicyDocument: READ }], ...rest },
  });
  const key: Json = { Type: 'ALIYUN::RAM::AccessKey', Properties: { UserName: { Ref: 'Ann' } } };
  const Outputs = {
    Id: { Value: { 'Fn::GetAtt': ['Key', 'AccessKeyId'] } },
    Secret: { Value: { 'Fn::GetAtt': ['Key', 'AccessKeySecret'] } },
  };
  const clientOf = ({ outputs }: { outputs: Json }) =>
    new OSS({
      endpoint: account.oss.endpoint,
      region: 'oss-cn-hangzhou',
      bucket: CODE_BUCKET,
      sldEnable: true,
      authorizationV4: true,
      accessKeyId: String(outputs['Id']),
      accessKeySecret: String(outputs['Secret']),
    } as OSS.Options);

  it('has a key that may do what its policies allow, until it goes', async () => {
    const oss = clientOf(await deploy(template({ Ann: user(), Key: key }, { Outputs })));
    await expect(oss.get('v1.zip')).resolves.toMatchObject({ res: { status: 200 } });
    await expect(oss.put('v3.zip', Buffer.from('x'))).rejects.toMatchObject({ code: 'AccessDenied' });

    const Statement = [{ Effect: 'Deny', Action: 'oss:*', Resource: '*' }];
    const Policies = [{ PolicyName: 'ann-reads', PolicyDocument: { Version: '1', Statement } }];
    const body = template({ Ann: user({ Policies }), Key: key }, { Outputs });
    await account.engine.updateStack({ stack: 'source', template: body });
    await expect(oss.get('v1.zip')).rejects.toMatchObject({ code: 'AccessDenied' });

    await account.engine.deleteStack('source');
    await expect(oss.get('v1.zip')).rejects.toMatchObject({ code: 'InvalidAccessKeyId' });
    expect(account.ram.users.has('ann')).toBe(false);
    expect(account.ram.policies.has({ type: 'Custom', name: 'ann-reads' })).toBe(false);
  });

  it('has two keys at most, and is deleted with those of others only by force', async () => {
    const three = { Ann: user(), A: key, B: key, C: key };
    await expect(deploy(template(three))).rejects.toThrow(/C: LimitExceeded\.User\.AccessKey/);
    await account.engine.deleteStack('source');

    await deploy(template({ Ann: user() }));
    account.ram.createAccessKey('ann');
    await expect(account.engine.deleteStack('source')).rejects.toThrow(/DeleteConflict\.User\.AccessKey/);
    for (const id of account.ram.accessKeysOf('ann')) account.ram.deleteKey(id);
    await account.engine.deleteStack('source');

    await deploy(template({ Ann: user({ DeletionForce: true }) }));
    account.ram.createAccessKey('ann');
    account.ram.attachPolicyToUser({ type: 'System', name: 'AliyunOSSFullAccess' }, 'ann');
    await account.engine.deleteStack('source');
    expect(account.ram.users.has('ann')).toBe(false);
  });

  it.each<[string, Json, RegExp]>([
    ['a name that is taken', { UserName: 'bob' }, /EntityAlreadyExists\.User/],
    ['a name with a space', { UserName: 'an n' }, /InvalidParameter\.UserName\.InvalidChars/],
    ['a policy that is not there', { PolicyAttachments: { Custom: ['none'] } }, /EntityNotExist\.Policy/],
  ])('refuses %s and leaves nothing behind', async (_, rest, reason) => {
    account.ram.users.create('bob');
    await expect(deploy(template({ Ann: user(rest) }))).rejects.toThrow(reason);
    expect(account.ram.users.has('ann')).toBe(false);
    expect(account.ram.policies.has({ type: 'Custom', name: 'ann-reads' })).toBe(false);
  });

  it('can get a managed policy with it', async () => {
    const policy = {
      Type: 'ALIYUN::RAM::ManagedPolicy',
      Properties: { PolicyName: 'reads', PolicyDocument: READ, Users: [{ Ref: 'Ann' }] },
    };
    const body = template({ Ann: user({ Policies: [] }), Key: key, Reads: policy }, { Outputs });
    await expect(clientOf(await deploy(body)).get('v1.zip')).resolves.toMatchObject({ res: { status: 200 } });
    await account.engine.deleteStack('source');
    expect(account.ram.users.has('ann')).toBe(false);
  });
});

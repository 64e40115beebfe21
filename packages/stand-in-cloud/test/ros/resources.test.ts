import OSS from 'ali-oss';
import { strToU8, zipSync } from 'fflate';
import { CODE_BUCKET, openAccount } from './account';
import { changed, everything } from './everything';
import { ACCOUNT, item, type Json, template } from './shelf';

type Account = Awaited<ReturnType<typeof openAccount>>;
let account: Account;

beforeEach(async () => {
  account = await openAccount();
});

afterEach(() => account.close());

const deploy = (body: unknown = everything()) =>
  account.engine.createStack({ name: 'source', template: body });

const update = (id: string, properties: Json, replacement = false) =>
  account.engine.updateStack({ stack: 'source', template: changed(id, properties), replacement });

describe('a template with every type', () => {
  it('is deployed, works, and goes without a trace', async () => {
    const stack = await deploy();
    expect(stack.outputs).toEqual({
      Role: `acs:ram::${ACCOUNT}:role/worker`,
      Function: `acs:fc:cn-hangzhou:${ACCOUNT}:services/source/functions/greet`,
      Alone: `acs:fc:cn-hangzhou:${ACCOUNT}:functions/greet`,
      Domain: 'uploads-here.oss-cn-hangzhou-internal.aliyuncs.com',
      Endpoint: 'https://source-2.cn-hangzhou.vpc.tablestore.aliyuncs.com',
    });
    expect(await account.call('source', 'greet')).toContain('hello from v1');
    expect(await account.call(undefined, 'greet')).toContain('alone from v1');
    expect(account.ram.policies.held('Role', 'worker').map(({ name }) => name)).toEqual([
      'writes',
      'AliyunLogFullAccess',
      'reads',
    ]);

    expect(await account.engine.deleteStack('source')).toMatchObject({
      status: 'DELETE_COMPLETE',
      resources: [],
      retained: [],
    });
    expect(account.oss.hasBucket('uploads-here')).toBe(false);
    expect(account.ram.roles.has('worker')).toBe(false);
    for (const name of ['reads', 'writes', 'calls'])
      expect(account.ram.policies.has({ type: 'Custom', name })).toBe(false);
    // Every name is free again.
    await expect(deploy()).resolves.toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  it('deploys changed code and a changed environment in place', async () => {
    await deploy();
    await update('Function', { Code: { OssBucketName: CODE_BUCKET, OssObjectName: 'v2.zip' } });
    expect(await account.call('source', 'greet')).toContain('hello from v2');
    await account.engine.updateStack({
      stack: 'source',
      template: changed('Function', { EnvironmentVariables: { GREETING: 'bye' } }),
    });
    expect(await account.call('source', 'greet')).toContain('bye from v1');
    const code = { OssBucketName: CODE_BUCKET, OssObjectName: 'v2.zip' };
    await update('Alone', { Code: code, EnvironmentVariables: { GREETING: 'bye' } });
    expect(await account.call(undefined, 'greet')).toContain('bye from v2');
    // They are a resource of their own, and an update of the function does not touch them.
    expect(account.fc.registry.fn({ fn: 'greet' }).options.async).toMatchObject({ maxAsyncRetryAttempts: 1 });
  });

  it('changes settings of asynchronous invocations by replacing them, since none can be changed', async () => {
    await deploy();
    const change = { MaxAsyncRetryAttempts: 2 };
    await expect(update('Events', change)).rejects.toMatchObject({ code: 'NotSupported' });
    await update('Events', change, true);
    expect(account.fc.registry.fn({ fn: 'greet' }).options.async).toMatchObject({ maxAsyncRetryAttempts: 2 });
  });

  it('runs code that stands in the template, as source or as a zip, and deploys its change', async () => {
    const source = (word: string) => `exports.handler = async () => process.env.GREETING + ' ${word}';`;
    await deploy(changed('Function', { Code: { SourceCode: source('inline') } }));
    expect(await account.call('source', 'greet')).toContain('hello inline');
    const zip = zipSync({ 'index.js': strToU8(source('zipped')) });
    // The zip is taken before the source, the source before OSS.
    const ZipFile = Buffer.from(zip).toString('base64');
    await update('Function', { Code: { ZipFile, SourceCode: source('inline') } });
    expect(await account.call('source', 'greet')).toContain('hello zipped');
    const broken = update('Function', { Code: { ZipFile: Buffer.from('no zip').toString('base64') } });
    await expect(broken).rejects.toThrow(/ROLLBACK_COMPLETE: .*InvalidArgument: Code package could not be/);
    expect(await account.call('source', 'greet')).toContain('hello zipped');
  });

  it('goes back to the old code when an update fails', async () => {
    await deploy();
    const missing = update('Function', { Code: { OssBucketName: CODE_BUCKET, OssObjectName: 'v3.zip' } });
    await expect(missing).rejects.toThrow(/ROLLBACK_COMPLETE: Resource UPDATE failed: Function/);
    expect(await account.call('source', 'greet')).toContain('hello from v1');
  });

  it.each<[string, Json]>([
    ['Bucket', { AccessControl: 'public-read' }],
    ['Instance', { NetworkTypeACL: ['VPC', 'CLASSIC'] }],
    ['Older', { Tags: [{ Key: 'k', Value: 'v' }] }],
    ['Table', { MaxVersions: 1, TimeToLive: 864_000, DeviationCellVersionInSec: 3_600 }],
    ['Project', { Tags: [{ Key: 'k' }] }],
    ['Store', { TTL: 30 }],
    ['Words', { KeyIndices: [{ Name: 'requestId', Type: 'text' }] }],
    [
      'Reads',
      { PolicyDocument: { Version: '1', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] } },
    ],
    [
      'Worker',
      {
        Policies: [
          {
            PolicyName: 'other',
            PolicyDocument: {
              Version: '1',
              Statement: [{ Effect: 'Allow', Action: 'ots:*', Resource: '*' }],
            },
          },
        ],
      },
    ],
    ['Service', { InternetAccess: false }],
    ['Function', { Timeout: 9, MemorySize: '256' }],
    ['Trigger', { TriggerConfig: { BucketName: 'uploads-here', Events: ['oss:ObjectCreated:PostObject'] } }],
    ['Alone', { Timeout: 9, InternetAccess: false, Description: 'greets' }],
    ['Listener', { TriggerConfig: { events: ['oss:ObjectCreated:PostObject'] }, Qualifier: 'LATEST' }],
  ])('changes %s in place', async (id, properties) => {
    const body = everything();
    // A search index allows no time to live.
    delete (body.Resources as Json)['Search'];
    await deploy(body);
    const next = changed(id, properties);
    delete (next.Resources as Json)['Search'];
    await account.engine.updateStack({ stack: 'source', template: next });
    const events = account.engine.listEvents('source').filter(({ status }) => status === 'UPDATE_COMPLETE');
    expect(events.map(({ logicalId }) => logicalId)).toContain(id);
    await expect(account.engine.deleteStack('source')).resolves.toMatchObject({ status: 'DELETE_COMPLETE' });
  });

  it('refuses to change what the types fix at creation', async () => {
    await deploy();
    const fixed: [string, string, unknown][] = [
      ['Bucket', 'BucketName', 'other-bucket'],
      ['Bucket', 'StorageClass', 'IA'],
      ['Instance', 'ClusterType', 'HYBRID'],
      ['Table', 'PrimaryKey', [{ Name: 'Key', Type: 'STRING' }]],
      ['Search', 'FieldSchemas', [{ FieldName: 'Other', FieldType: 'FieldType.LONG' }]],
      ['Store', 'LogstoreName', 'other'],
      ['Worker', 'RoleName', 'other'],
      ['Service', 'ServiceName', 'other'],
      ['Function', 'FunctionName', 'other'],
      ['Trigger', 'TriggerName', 'other'],
      ['Alone', 'FunctionName', 'other'],
      ['Events', 'MaxAsyncEventAgeInSeconds', 60],
      ['Listener', 'SourceArn', `acs:oss:cn-hangzhou:${ACCOUNT}:code-packages`],
    ];
    for (const [id, property, value] of fixed) {
      await expect(update(id, { [property]: value })).rejects.toMatchObject({
        code: 'NotSupported',
        findings: expect.arrayContaining([
          expect.objectContaining({ path: `Resources.${id}.Properties.${property}` }),
        ]),
      });
    }
  });

  it('replaces a search index when asked to', async () => {
    await deploy();
    await update('Search', { FieldSchemas: [{ FieldName: 'Other', FieldType: 'FieldType.LONG' }] }, true);
    expect(account.engine.describeStack('source').status).toBe('UPDATE_COMPLETE');
  });
});

describe('refusals of the services', () => {
  it.each<[string, string, Json, RegExp]>([
    ['a bucket name with capitals', 'Bucket', { BucketName: 'Uploads' }, /Bucket: InvalidBucketName/],
    [
      'an instance name with a forbidden part',
      'Instance',
      { InstanceName: 'display-1' },
      /Instance: OTSParameterInvalid/,
    ],
    [
      'a role name with a space',
      'Worker',
      { RoleName: 'my worker' },
      /Worker: InvalidParameter\.RoleName\.InvalidChars/,
    ],
    [
      'an unknown system policy',
      'Worker',
      { PolicyAttachments: { System: ['Nothing'] } },
      /Worker: EntityNotExist\.Policy/,
    ],
    ['an unknown runtime', 'Function', { Runtime: 'nodejs99' }, /Function: InvalidArgument/],
    [
      'logs with a project and no logstore',
      'Service',
      { LogConfig: { Project: 'source-logs' } },
      /Service: InvalidArgument: LogConfig must name both/,
    ],
    [
      'an analyzer that there is not',
      'Search',
      { FieldSchemas: [{ FieldName: 'Title', FieldType: 'FieldType.TEXT', Analyzer: 'porter' }] },
      /Search: OTSParameterInvalid: Field 'Title': the analyzer must be one of/,
    ],
    ['memory between the steps', 'Function', { MemorySize: 130 }, /Function: InvalidArgument/],
    [
      'an unknown event',
      'Trigger',
      { TriggerConfig: { BucketName: 'uploads-here', Events: ['oss:Anything'] } },
      /Trigger: InvalidArgument/,
    ],
  ])('undo everything for %s', async (_, id, properties, reason) => {
    await expect(deploy(changed(id, properties))).rejects.toThrow(reason);
    expect(account.engine.describeStack('source')).toMatchObject({
      status: 'CREATE_ROLLBACK_COMPLETE',
      resources: [],
    });
    await account.engine.deleteStack('source');
    await expect(deploy()).resolves.toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  it('do not delete a bucket with objects, and finish once it is empty', async () => {
    await deploy();
    const client = account.client('uploads-here');
    await client.put('kept.txt', Buffer.from('x'));
    await expect(account.engine.deleteStack('source')).rejects.toThrow(/Bucket: BucketNotEmpty/);
    expect(account.engine.describeStack('source').resources.map(({ logicalId }) => logicalId)).toEqual([
      'Bucket',
    ]);
    await client.delete('kept.txt');
    await expect(account.engine.deleteStack('source')).resolves.toMatchObject({ status: 'DELETE_COMPLETE' });
  });

  it('empty a bucket when DeletionForce says so', async () => {
    await deploy(changed('Bucket', { DeletionForce: true }));
    await account.client('uploads-here').put('gone.txt', Buffer.from('x'));
    await account.engine.deleteStack('source');
    expect(account.oss.hasBucket('uploads-here')).toBe(false);
  });

  it('do not delete an instance that holds a table of somebody else', async () => {
    await deploy();
    const primaryKey = [{ name: 'Id', type: 'STRING' as const }];
    account.tablestore.createTable('source-1', 'Mine', { primaryKey, timeToLive: -1, maxVersions: 1 });
    await expect(account.engine.deleteStack('source')).rejects.toThrow(
      /Resource DELETE failed: Instance: OTS/,
    );
    account.tablestore.deleteTable('source-1', 'Mine');
    await account.engine.deleteStack('source');
  });

  it('take what is gone already for deleted', async () => {
    await deploy();
    account.oss.deleteBucket('uploads-here');
    account.tablestore.deleteSearchIndex('source-1', 'Rows', 'rows');
    account.tablestore.deleteTable('source-1', 'Rows');
    account.tablestore.deleteInstance('source-1');
    account.logs.deleteProject('source-logs');
    await expect(account.engine.deleteStack('source')).resolves.toMatchObject({ status: 'DELETE_COMPLETE' });
  });
});

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

it('refuses types that it does not run', async () => {
  await expect(deploy(template({ A: item('a') }))).rejects.toMatchObject({
    findings: [{ path: 'Resources.A.Type' }],
  });
});

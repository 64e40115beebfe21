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

it('refuses types that it does not run', async () => {
  await expect(deploy(template({ A: item('a') }))).rejects.toMatchObject({
    findings: [{ path: 'Resources.A.Type' }],
  });
});

import { openAccount } from './account';
import { changed, everything } from './everything';
import type { Json } from './shelf';

type Account = Awaited<ReturnType<typeof openAccount>>;
let account: Account;

beforeEach(async () => {
  account = await openAccount();
});

afterEach(() => account.close());

const deploy = (body: unknown = everything()) =>
  account.engine.createStack({ name: 'source', template: body });

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

import { RosEngine } from '../../src/ros/engine';
import { type Services, standardProviders } from '../../src/ros/resources';
import { changed, everything } from './everything';
import { ACCOUNT, type Json } from './shelf';

/** A service that nobody may call: a refused template must not reach it. */
function untouchable<K extends keyof Services>(service: K): Services[K] {
  const get = (_: object, name: string | symbol) => {
    throw new Error(`${service}.${String(name)} was used although the template is refused`);
  };
  return new Proxy({}, { get }) as Services[K];
}

const oss = untouchable('oss');
const tablestore = untouchable('tablestore');
const logs = untouchable('logs');
const fc = untouchable('fc');
const events = untouchable('events');
const ram = untouchable('ram');

const engine = new RosEngine({
  region: 'cn-hangzhou',
  accountId: ACCOUNT,
  providers: standardProviders({ oss, tablestore, logs, fc, events, ram }),
});

describe('a template', () => {
  it('with every type is fine', () => {
    expect(() => engine.validateTemplate(everything())).not.toThrow();
  });

  it.each<[string, string, Json]>([
    ['an unknown property', 'Bucket.Properties.BucketNames', { BucketNames: 'x' }],
    [
      'a property without effect here',
      'Bucket.Properties.LifecycleConfiguration',
      { LifecycleConfiguration: { Rule: [] } },
    ],
    ['a bad instance name', 'Instance.Properties.InstanceName', { InstanceName: 'ab' }],
    ['a bad cluster type', 'Instance.Properties.ClusterType', { ClusterType: 'HDD' }],
    [
      'too many keys',
      'Table.Properties.PrimaryKey',
      { PrimaryKey: Array.from({ length: 5 }, (_, n) => ({ Name: `k${n}`, Type: 'STRING' })) },
    ],
    [
      'a bad column type',
      'Table.Properties.PrimaryKey.0.Type',
      { PrimaryKey: [{ Name: 'k', Type: 'TEXT' }] },
    ],
    [
      'a field type without its prefix',
      'Search.Properties.FieldSchemas.0.FieldType',
      { FieldSchemas: [{ FieldName: 'a', FieldType: 'LONG' }] },
    ],
    ['a retention beyond the limit', 'Store.Properties.TTL', { TTL: 4_000 }],
    [
      'an effect that is none',
      'Reads.Properties.PolicyDocument',
      { PolicyDocument: { Version: '1', Statement: [{ Effect: 'Maybe', Action: '*', Resource: '*' }] } },
    ],
    [
      'another policy version',
      'Worker.Properties.AssumeRolePolicyDocument',
      { AssumeRolePolicyDocument: { Version: '9', Statement: [] } },
    ],
    ['memory as words', 'Function.Properties.MemorySize', { MemorySize: 'much' }],
    [
      'the name of a function with more than 64 characters',
      'Function.Properties.FunctionName',
      { FunctionName: 'f'.repeat(65) },
    ],
    ['a disk of a size between the two', 'Function.Properties.DiskSize', { DiskSize: 1_024 }],
    ['the name of a policy with a period', 'Reads.Properties.PolicyName', { PolicyName: 'a.b' }],
    ['the name of a project in upper case', 'Project.Properties.Name', { Name: 'Source-logs' }],
    ['a logstore for ever by its days', 'Store.Properties.TTL', { TTL: 3_650 }],
    ['a timeout of 0', 'Function.Properties.Timeout', { Timeout: 0 }],
    ['missing code', 'Function.Properties.Code', { Code: { Ref: 'ALIYUN::NoValue' } }],
    [
      'code without a bucket',
      'Function.Properties.Code.OssBucketName',
      { Code: { OssObjectName: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Name'] }, '.zip']] } } },
    ],
    [
      'source that is too long',
      'Function.Properties.Code.SourceCode',
      { Code: { SourceCode: 'x'.repeat(4_097) } },
    ],
    ['a zip that is no base64', 'Function.Properties.Code.ZipFile', { Code: { ZipFile: '{}' } }],
    [
      'an environment value that is no text',
      'Function.Properties.EnvironmentVariables.N',
      { EnvironmentVariables: { N: 1 } },
    ],
    [
      'a target that runs nowhere here',
      'News.Properties.Targets.0.Type',
      { Targets: [{ Id: 'a', Type: 'acs.mail', Endpoint: 'x' }] },
    ],
    ['another trigger type', 'Trigger.Properties.TriggerType', { TriggerType: 's3' }],
    [
      'a trigger without its source',
      'Trigger.Properties.SourceArn',
      { SourceArn: { Ref: 'ALIYUN::NoValue' } },
    ],
    [
      'a trigger configuration in another case',
      'Trigger.Properties.TriggerConfig.events',
      { TriggerConfig: { BucketName: 'b', Events: ['e'], events: [] } },
    ],
  ])('is checked for %s before anything is made', async (_, path, properties) => {
    const [id = ''] = path.split('.');
    await expect(
      engine.createStack({ name: 'source', template: changed(id, properties) }),
    ).rejects.toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ path: `Resources.${path}` })]),
    });
    expect(engine.listStacks()).toEqual([]);
  });

  it('is checked for a bad policy although its resources are not known yet', async () => {
    const Statement = [{ Effect: 'Maybe', Action: '*', Resource: [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }] }];
    await expect(
      engine.createStack({
        name: 'source',
        template: changed('Reads', { PolicyDocument: { Version: '1', Statement } }),
      }),
    ).rejects.toThrow(/Resources\.Reads\.Properties\.PolicyDocument: Statement\.0\.Effect/);
  });
});

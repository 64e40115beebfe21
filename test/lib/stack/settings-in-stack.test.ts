import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../../lib/settings';
import { synthesize } from '../../../lib/synthesize';
import { IS_LONG_RUN } from '../../setup/long-run';
import { readable } from '../support/readable';
import { codeFixture, properties, synthesizeTemplate, withDirectory } from '../support/synthesized';

/** A setting, its value, and where that value must be in the template. */
const CHANGES: [string, unknown, string, Record<string, unknown>][] = [
  ['bucketName', 'mine', 'SourceBucket', { BucketName: 'mine' }],
  ['instanceName', 'mine', 'MetadataInstance', { InstanceName: 'mine' }],
  ['tableName', 'Mine', 'MetadataTable', { TableName: 'Mine' }],
  ['logProjectName', 'mine', 'LogProject', { Name: 'mine' }],
  ['serviceName', 'mine', 'ExtractService', { ServiceName: 'mine' }],
  ['functionName', 'mine', 'ExtractFunction', { FunctionName: 'mine' }],
  ['failureServiceName', 'ours', 'FailureService', { ServiceName: 'ours' }],
  ['failureFunctionName', 'ours', 'FailureFunction', { FunctionName: 'ours' }],
  ['failureRoleName', 'ours', 'FailureRole', { RoleName: 'ours' }],
  ['serviceRoleName', 'mine', 'ServiceRole', { RoleName: 'mine' }],
  ['triggerRoleName', 'theirs', 'TriggerRole', { RoleName: 'theirs' }],
  ['prefix', 'in/', 'ObjectTrigger', { TriggerConfig: { Filter: { Key: { Prefix: 'in/' } } } }],
  ['suffix', '.mp4', 'ObjectTrigger', { TriggerConfig: { Filter: { Key: { Suffix: '.mp4' } } } }],
  [
    'symlinks',
    'true',
    'ObjectTrigger',
    { TriggerConfig: { Events: expect.arrayContaining(['oss:ObjectCreated:PutSymlink']) } },
  ],
  ['clusterType', 'HYBRID', 'MetadataInstance', { ClusterType: 'HYBRID' }],
  ['tableNetworks', 'VPC,INTERNET', 'MetadataInstance', { NetworkTypeACL: ['VPC', 'INTERNET'] }],
  ['memoryMB', '1024', 'ExtractFunction', { MemorySize: 1024 }],
  ['cpu', '0.45', 'ExtractFunction', { Cpu: 0.45 }],
  ['diskSizeMB', '10240', 'ExtractFunction', { DiskSize: 10240 }],
  ['timeoutSeconds', '900', 'ExtractFunction', { Timeout: 900 }],
  [
    'objectTimeoutSeconds',
    '60',
    'ExtractFunction',
    { EnvironmentVariables: { OBJECT_TIMEOUT_SECONDS: '60' } },
  ],
  [
    'otherBuckets',
    'one,two',
    'ExtractFunction',
    { EnvironmentVariables: { BUCKETS: `\${SourceBucket.Name},one,two` } },
  ],
  ['stalledCpuSeconds', '9', 'ExtractFunction', { EnvironmentVariables: { STALLED_CPU_SECONDS: '9' } }],
  ['reading', 'fast', 'ExtractFunction', { EnvironmentVariables: { READING_MODE: 'fast' } }],
  ['selfCheck', 'false', 'ExtractFunction', { EnvironmentVariables: { SELF_CHECK: 'false' } }],
  ['objectTags', 'true', 'ExtractFunction', { EnvironmentVariables: { OBJECT_TAGS: 'true' } }],
  ['newsBus', 'news', 'ExtractFunction', { EnvironmentVariables: { NEWS_BUS: 'news' } }],
  ['sweep', 'weekly', 'ExtractFunction', { EnvironmentVariables: { SWEEP: 'weekly' } }],
  ['asyncRetries', '0', 'ExtractFunction', { AsyncConfiguration: { MaxAsyncRetryAttempts: 0 } }],
  [
    'asyncMaxAgeSeconds',
    '3600',
    'ExtractFunction',
    { AsyncConfiguration: { MaxAsyncEventAgeInSeconds: 3600 } },
  ],
  ['logRetentionDays', '7', 'LogStore', { TTL: 7 }],
  [
    'assetQualifier',
    'mine',
    'ExtractFunction',
    { Code: { OssBucketName: `cdk-mine-assets-\${ALIYUN::Region}` } },
  ],
];

/** Changed together in `npm test`, since each synthesis takes a while, and each alone in the long run. */
const TOGETHER = Object.fromEntries(CHANGES.map(([name, value]) => [name, value]));

it.each(CHANGES)('allows changing %s', (name, value, id, expected) => {
  // More memory needs more of a vCPU.
  const alone = { ...(name === 'memoryMB' ? { cpu: 0.5 } : {}), [name]: value };

  expect(readable(properties(id, IS_LONG_RUN ? alone : TOGETHER))).toMatchObject(expected);
  expect(readable(properties(id))).not.toMatchObject(expected);
});

it('has such a test for every setting', () => {
  const tested = CHANGES.map(([name]) => name);
  const below = [
    'functions',
    'functionCompute',
    'stackName',
    'policies',
    'description',
    'tags',
    'removal',
    'existingBucketName',
    'searchIndex',
    'enableServices',
  ];

  expect([...tested, ...below].sort()).toEqual(Object.keys(SETTINGS.shape).sort());
});

it('tells the failure function of the same buckets', () => {
  expect(readable(properties('FailureFunction', { otherBuckets: 'one,two' }))).toMatchObject({
    EnvironmentVariables: { BUCKETS: `\${SourceBucket.Name},one,two` },
  });
});

it('allows changing description', () => {
  expect(synthesizeTemplate({ description: 'Ours' })).toMatchObject({ Description: 'Ours' });
});

it('allows changing tags, in the form that each service takes', () => {
  const { Resources } = synthesizeTemplate({ tags: 'team=media' });
  const tags = Object.entries(Resources).map(([id, { Properties }]) => [id, Properties['Tags']]);
  const list = [{ Key: 'team', Value: 'media' }];

  expect(Object.fromEntries(tags.filter(([, value]) => value))).toEqual({
    SourceBucket: { team: 'media' },
    MetadataInstance: list,
    LogProject: list,
    FailureRole: list,
    FailureService: list,
    ServiceRole: list,
    ExtractService: list,
    TriggerRole: list,
  });
});

it('allows changing stackName, which names the files that the official CLI looks for', () => {
  withDirectory((directory) => {
    const code = codeFixture(directory);
    const outdir = join(directory, 'out');

    const { templatePath } = synthesize({ context: { stackName: 'Ours' }, outdir, code });

    expect(templatePath).toBe(join(outdir, 'Ours.template.json'));
    expect(existsSync(join(outdir, 'Ours.assets.json'))).toBe(true);
    const { artifacts } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    expect(Object.keys(artifacts)).toStrictEqual(['Ours.assets', 'Ours']);
  });
});

it('turns services on before all else, if that is wanted', () => {
  const types = (context: Record<string, unknown>) =>
    Object.entries(synthesizeTemplate(context).Resources)
      .filter(([, { Type }]) => Type === 'ALIYUN::ROS::AutoEnableService')
      .map(([id, { Properties }]) => [id, Properties['ServiceName']]);
  const enabled = ['EnableOss', 'EnableTablestore', 'EnableLogs', 'EnableFunctions'];

  expect(types({})).toEqual([]);
  expect(Object.fromEntries(types({ enableServices: 'true' }))).toEqual({
    EnableOss: 'OSS',
    EnableTablestore: 'OTS',
    EnableLogs: 'SLS',
    EnableFunctions: 'FC',
  });
  const { Resources } = synthesizeTemplate({ enableServices: true });
  for (const id of ['SourceBucket', 'MetadataInstance', 'LogProject', 'TriggerRole']) {
    expect(Resources[id]!.DependsOn).toEqual(expect.arrayContaining(enabled));
  }
});

it('allows doing without a search index', () => {
  const { Resources, Outputs } = synthesizeTemplate({ searchIndex: false });

  expect(Object.values(Resources).map(({ Type }) => Type)).not.toContain('ALIYUN::OTS::SearchIndex');
  expect(Outputs).not.toHaveProperty('SearchIndexName');
});

it.each([2, 3])(
  'allows doing without the functions of Function Compute %i, and keeps all the rest',
  (functionCompute) => {
    const whole = synthesizeTemplate({ functionCompute });
    const { Resources, Outputs } = synthesizeTemplate({ functionCompute, functions: false });
    const isKept = ([, { Type }]: [string, { Type: string }]) => !/^ALIYUN::(FC3?|RAM)::/.test(Type);
    const kept = Object.fromEntries(Object.entries(whole.Resources).filter(isKept));

    expect(Object.keys(Resources)).toStrictEqual(Object.keys(kept));
    const { WaitForFoundations120Seconds: wait, ...others } = Resources;
    expect(kept).toMatchObject(others);
    // Roles that come back must be known, so the wait is made to wait again.
    expect(Object.keys(wait!.Properties['Triggers'] as object)).toStrictEqual(['LogProject', 'Instance']);
    const told = Object.keys(whole.Outputs).filter(
      (name) => !/^(Failure)?(Service|Function)Name$/.test(name),
    );
    expect(Object.keys(Outputs)).toStrictEqual(told);
  },
);

describe('removal', () => {
  const kept = (context: Record<string, unknown>) =>
    Object.entries(synthesizeTemplate(context).Resources)
      .filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain')
      .map(([id]) => id);

  it('safe keeps nothing, and lets OSS refuse a bucket that holds objects', () => {
    expect(kept({ removal: 'safe' })).toStrictEqual([]);
    expect(properties('SourceBucket', { removal: 'safe' })).toMatchObject({ DeletionForce: false });
  });

  it('retain keeps what holds data', () => {
    expect(kept({ removal: 'retain' })).toStrictEqual(['SourceBucket', 'MetadataInstance', 'MetadataTable']);
    expect(properties('SourceBucket', { removal: 'retain' })).toMatchObject({ DeletionForce: false });
  });

  it('purge keeps nothing, not even objects', () => {
    expect(kept({ removal: 'purge' })).toStrictEqual([]);
    expect(properties('SourceBucket', { removal: 'purge' })).toMatchObject({ DeletionForce: true });
  });
});

describe('an existing bucket', () => {
  const template = synthesizeTemplate({ existingBucketName: 'theirs' });

  it('is never a resource of the stack', () => {
    expect(Object.values(template.Resources).map(({ Type }) => Type)).not.toContain('ALIYUN::OSS::Bucket');
    expect(JSON.stringify(template)).not.toContain('SourceBucket');
  });

  it('fires the trigger and is told as an output', () => {
    expect(readable(template.Resources['ObjectTrigger'])).toMatchObject({
      Properties: {
        SourceArn: `acs:oss:\${ALIYUN::Region}:\${ALIYUN::TenantId}:theirs`,
        TriggerConfig: { BucketName: 'theirs' },
      },
      DependsOn: ['ExtractFunction', 'WaitForTable90Seconds'],
    });
    expect(template.Outputs['BucketName']).toMatchObject({ Value: 'theirs' });
  });
});

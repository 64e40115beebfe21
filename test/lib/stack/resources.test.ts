import { ENVIRONMENT, TABLESTORE_FALLBACK } from '../../../contract/environment';
import { readEnvironment } from '../../../functions/extract/environment';
import { readable, STACK_DIGITS } from '../support/readable';
import { properties, synthesizeTemplate } from '../support/synthesized';

it('keeps the bucket private and encrypted', () => {
  expect(properties('SourceBucket')).toMatchObject({
    AccessControl: 'private',
    BlockPublicAccess: true,
    ServerSideEncryptionConfiguration: { SSEAlgorithm: 'AES256' },
  });
});

it('closes the instance to the Internet but not to the console, explicitly', () => {
  expect(properties('MetadataInstance')).toMatchObject({
    NetworkTypeACL: ['VPC', 'CLASSIC'],
    NetworkSourceACL: ['TRUST_PROXY'],
  });
});

it('makes each line of a log an entry, because lines are JSON', () => {
  for (const id of ['ExtractService', 'FailureService']) {
    expect(properties(id)).toMatchObject({ LogConfig: { LogBeginRule: 'None' } });
  }
});

it('gives the table the primary key of the design', () => {
  expect(properties('MetadataTable')).toMatchObject({
    PrimaryKey: [
      { Name: 'ObjectKey', Type: 'STRING' },
      { Name: 'BucketName', Type: 'STRING' },
    ],
    MaxVersions: 1,
    TimeToLive: -1,
  });
});

it('indexes the logs, so that they can be searched', () => {
  expect(properties('LogIndex')).toMatchObject({ FullTextIndex: { Enable: true } });
});

it('runs the zip of this synthesis, by a key that is its content hash', () => {
  expect(readable(properties('ExtractFunction'))).toMatchObject({
    Runtime: 'nodejs20',
    Handler: 'index.handler',
    Code: {
      OssBucketName: `cdk-media-metadata-assets-\${ALIYUN::Region}`,
      OssObjectName: expect.stringMatching(/^[0-9a-f]{64}\.zip$/),
    },
    AsyncConfiguration: { MaxAsyncRetryAttempts: 3, MaxAsyncEventAgeInSeconds: 86400 },
  });
});

it('hands what it gives up to the failure function, which the same zip holds', () => {
  const [extract, failure] = ['ExtractFunction', 'FailureFunction'].map((id) => readable(properties(id)));

  expect(extract).toMatchObject({
    AsyncConfiguration: {
      Destination: {
        OnFailure: `acs:fc:\${ALIYUN::Region}:\${ALIYUN::TenantId}:services/media-metadata-failure-${STACK_DIGITS}/functions/record-failure`,
      },
    },
  });
  expect(failure).toMatchObject({
    Handler: 'index.recordFailure',
    Code: (extract as { Code: unknown }).Code,
    EnvironmentVariables: (extract as { EnvironmentVariables: unknown }).EnvironmentVariables,
    AsyncConfiguration: { MaxAsyncRetryAttempts: 8, MaxAsyncEventAgeInSeconds: 604_800 },
  });
  // If the failure function fails too, Function Compute keeps the event: the only possible destination would
  // be the function itself.
  expect(failure).not.toHaveProperty('AsyncConfiguration.Destination');
  expect(readable(properties('FailureService')['Role'])).toBe(
    `acs:ram::\${ALIYUN::TenantId}:role/media-metadata-failure-${STACK_DIGITS}`,
  );
});

it('triggers on exactly what makes or removes a whole object', () => {
  expect(readable(properties('ObjectTrigger'))).toStrictEqual({
    ServiceName: `\${ExtractService.ServiceName}`,
    FunctionName: `\${ExtractFunction.FunctionName}`,
    TriggerName: 'objects',
    TriggerType: 'oss',
    Qualifier: 'LATEST',
    SourceArn: `acs:oss:\${ALIYUN::Region}:\${ALIYUN::TenantId}:\${SourceBucket.Name}`,
    InvocationRole: `acs:ram::\${ALIYUN::TenantId}:role/media-metadata-trigger-${STACK_DIGITS}`,
    TriggerConfig: {
      BucketName: `\${SourceBucket.Name}`,
      Events: [
        'oss:ObjectCreated:PutObject',
        'oss:ObjectCreated:PostObject',
        'oss:ObjectCreated:CopyObject',
        'oss:ObjectCreated:CompleteMultipartUpload',
        'oss:ObjectCreated:AppendObject',
        'oss:ObjectRemoved:DeleteObject',
        'oss:ObjectRemoved:DeleteObjects',
        'oss:ObjectReplication:ObjectCreated',
        'oss:ObjectReplication:ObjectModified',
        'oss:ObjectReplication:ObjectRemoved',
      ],
      Filter: { Key: { Prefix: '', Suffix: '' } },
    },
  });
});

describe('the endpoints', () => {
  const template = synthesizeTemplate();
  const variables = template.Resources['ExtractFunction']!.Properties['EnvironmentVariables'] as Record<
    string,
    unknown
  >;

  it.each([
    ['OSS_ENDPOINT', 'OssEndpoint', `https://oss-\${ALIYUN::Region}-internal.aliyuncs.com`],
    [
      'TABLESTORE_ENDPOINT',
      'TablestoreEndpoint',
      `https://\${MetadataInstance.InstanceName}.\${ALIYUN::Region}.vpc.tablestore.aliyuncs.com`,
    ],
  ])('%s is internal unless parameter %s says otherwise', (variable, parameter, internal) => {
    expect(readable(variables[variable])).toStrictEqual({
      'Fn::If': [`${parameter}IsDefault`, internal, `\${${parameter}}`],
    });
    expect(template.Conditions[`${parameter}IsDefault`]).toStrictEqual({
      'Fn::Equals': [{ Ref: parameter }, ''],
    });
    expect(template.Parameters[parameter]).toMatchObject({ Type: 'String', Default: '' });
  });

  it('names the internal one for when the VPC one fails, unless a parameter names a single one', () => {
    expect(readable(variables['TABLESTORE_FALLBACK_ENDPOINT'])).toStrictEqual({
      'Fn::If': [
        'TablestoreEndpointIsDefault',
        `https://\${MetadataInstance.InstanceName}.\${ALIYUN::Region}.ots-internal.aliyuncs.com`,
        '',
      ],
    });
  });

  it.each([
    ['', true],
    ['http://127.0.0.1:8080', true],
    ['https://oss-cn-hangzhou.aliyuncs.com', true],
    ['oss-cn-hangzhou.aliyuncs.com', false],
    ['https://oss-cn-hangzhou.aliyuncs.com/bucket', false],
  ])('parameter value %j is allowed: %s', (value, allowed) => {
    for (const { AllowedPattern } of Object.values(template.Parameters)) {
      expect(new RegExp(AllowedPattern as string).test(value)).toBe(allowed);
    }
  });

  it('stand in an environment that the function can read, with nothing missing or beside it', () => {
    const environment = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : 'known-when-it-is-deployed',
      ]),
    );

    expect(readEnvironment(environment)).toMatchObject({
      objectTimeoutSeconds: 240,
      stalledCpuSeconds: 5,
      table: expect.any(String),
    });
    expect(Object.keys(environment)).toEqual(
      expect.arrayContaining([...Object.values(ENVIRONMENT), TABLESTORE_FALLBACK]),
    );
    for (const name of Object.values(ENVIRONMENT)) {
      expect(() => readEnvironment({ ...environment, [name]: undefined })).toThrow(name);
    }
  });
});

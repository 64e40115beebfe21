import { hashMask } from '../../setup/mask-hashes';
import { readable } from '../support/readable';
import { properties, synthesizeTemplate } from '../support/synthesized';

expect.addSnapshotSerializer(hashMask);

const ID = `\${\${ALIYUN::StackId} split at -[0]}`;
const ACCOUNT = `\${ALIYUN::Region}:\${ALIYUN::TenantId}`;
const IN_3 = { functionCompute: 3 };

/** The functions, as policies and destinations name them. */
const EXTRACT = `acs:fc:${ACCOUNT}:functions/media-metadata-extract-${ID}`;
const FAILURE = `acs:fc:${ACCOUNT}:functions/media-metadata-record-failure-${ID}`;

const templates = { 2: synthesizeTemplate(), 3: synthesizeTemplate(IN_3) };
const { 3: template } = templates;

/** Ids of what one generation has and the other has not, or has with another type. */
const OF_A_GENERATION = [
  ...['FailureService', 'FailureFunction', 'FailureAsyncInvokeConfig'],
  ...['ExtractService', 'ExtractFunction', 'ExtractAsyncInvokeConfig', 'ObjectTrigger'],
];

describe('the stack in Function Compute 3', () => {
  it('has the resources of Function Compute 3 in the place of those of 2', () => {
    const made = Object.entries(template.Resources).filter(([id]) => OF_A_GENERATION.includes(id));

    expect(made.map(([id, { Type }]) => `${id}: ${Type}`)).toStrictEqual([
      'FailureFunction: ALIYUN::FC3::Function',
      'FailureAsyncInvokeConfig: ALIYUN::FC3::AsyncInvokeConfig',
      'ExtractFunction: ALIYUN::FC3::Function',
      'ExtractAsyncInvokeConfig: ALIYUN::FC3::AsyncInvokeConfig',
      'ObjectTrigger: ALIYUN::FC3::Trigger',
    ]);
    expect(JSON.stringify(template)).not.toContain('ALIYUN::FC::');
  });

  it('differs in nothing else but in the functions that two roles may invoke', () => {
    const rest = (generation: 2 | 3) => {
      const kept = Object.entries(templates[generation].Resources).filter(
        ([id]) => !OF_A_GENERATION.includes(id),
      );
      const text = JSON.stringify(readable(Object.fromEntries(kept)));
      return text.replace(/acs:fc:[^"]*functions[^"]*/g, 'a function');
    };

    expect(rest(3)).toBe(rest(2));
    expect(templates[3].Parameters).toStrictEqual(templates[2].Parameters);
    const { ServiceName, FailureServiceName, ...outputs } = templates[2].Outputs;
    expect(templates[3].Outputs).toStrictEqual(outputs);
  });

  it('makes a function once its role and logs can be used, its asynchronous settings after it, and the trigger last', () => {
    const needs = OF_A_GENERATION.flatMap((id) => {
      const made = template.Resources[id];
      return made ? [[id, made.DependsOn]] : [];
    });

    expect(Object.fromEntries(needs)).toMatchObject({
      FailureFunction: expect.arrayContaining(['WaitForFoundations120Seconds', 'MetadataTable']),
      FailureAsyncInvokeConfig: ['FailureFunction'],
      ExtractFunction: expect.arrayContaining(['WaitForFoundations120Seconds', 'MetadataTable']),
      ExtractAsyncInvokeConfig: ['ExtractFunction', 'FailureAsyncInvokeConfig'],
      ObjectTrigger: expect.arrayContaining(['ExtractAsyncInvokeConfig', 'SourceBucket']),
    });
  });

  it('derives the names of the functions, which the region has once, from its own id', () => {
    expect(readable(properties('ExtractFunction', IN_3)['FunctionName'])).toBe(
      `media-metadata-extract-${ID}`,
    );
    expect(readable(properties('FailureFunction', IN_3)['FunctionName'])).toBe(
      `media-metadata-record-failure-${ID}`,
    );
  });

  it.each([
    ['ExtractFunction', 'extract'],
    ['FailureFunction', 'failure'],
  ])('gives %s its role and its logs, of which each line is an entry', (id, role) => {
    expect(readable(properties(id, IN_3)['Role'])).toBe(
      `acs:ram::\${ALIYUN::TenantId}:role/media-metadata-${role}-${ID}`,
    );
    expect(readable(properties(id, IN_3)['LogConfig'])).toStrictEqual({
      Project: `\${LogProject.Name}`,
      Logstore: `\${LogStore.LogstoreName}`,
      LogBeginRule: 'None',
      EnableRequestMetrics: true,
    });
  });

  it('says nothing of concurrency, which built-in runtimes do not have', () => {
    expect(JSON.stringify(template)).not.toContain('InstanceConcurrency');
  });

  it('hands what is given up to the failure function, by its ARN in this generation', () => {
    expect(readable(properties('ExtractAsyncInvokeConfig', IN_3))).toStrictEqual({
      FunctionName: `\${ExtractFunction.FunctionName}`,
      AsyncTask: false,
      DestinationConfig: { OnFailure: { Destination: FAILURE } },
      MaxAsyncRetryAttempts: 3,
      MaxAsyncEventAgeInSeconds: 86_400,
    });
    expect(readable(properties('FailureAsyncInvokeConfig', IN_3))).toStrictEqual({
      FunctionName: `\${FailureFunction.FunctionName}`,
      AsyncTask: false,
      MaxAsyncRetryAttempts: 8,
      MaxAsyncEventAgeInSeconds: 604_800,
    });
  });

  it('triggers on the same events, in the words of the API', () => {
    const { Events, Filter } = properties('ObjectTrigger')['TriggerConfig'] as Record<string, unknown>;

    expect(Filter).toStrictEqual({ Key: { Prefix: '', Suffix: '' } });
    expect(readable(properties('ObjectTrigger', IN_3))).toStrictEqual({
      FunctionName: `\${ExtractFunction.FunctionName}`,
      TriggerName: 'objects',
      TriggerType: 'oss',
      Qualifier: 'LATEST',
      SourceArn: `acs:oss:${ACCOUNT}:\${SourceBucket.Name}`,
      InvocationRole: readable(properties('ObjectTrigger')['InvocationRole']),
      TriggerConfig: { events: Events, filter: { key: { prefix: '', suffix: '' } } },
    });
  });

  it('lets OSS invoke the one function with or without a qualifier, and the function only the failure function', () => {
    const invocable = (role: string) => {
      const [policy] = properties(role, IN_3)['Policies'] as {
        PolicyDocument: { Statement: { Action: string[]; Resource: unknown }[] };
      }[];
      return policy!.PolicyDocument.Statement.filter(({ Action }) =>
        Action.includes('fc:InvokeFunction'),
      ).map(({ Resource }) => readable(Resource));
    };

    expect(invocable('TriggerRole')).toStrictEqual([[EXTRACT, `${EXTRACT}/*`]]);
    expect(invocable('ServiceRole')).toStrictEqual([[FAILURE]]);
    expect(invocable('FailureRole')).toStrictEqual([]);
  });

  it.each<[Record<string, unknown>, string, Record<string, unknown>]>([
    [{ functionName: 'mine' }, 'ExtractFunction', { FunctionName: 'mine' }],
    [{ failureFunctionName: 'mine' }, 'FailureFunction', { FunctionName: 'mine' }],
    [{ memoryMB: 1024, cpu: 0.5 }, 'ExtractFunction', { MemorySize: 1024, Cpu: 0.5 }],
    [{ diskSizeMB: 10240 }, 'ExtractFunction', { DiskSize: 10240 }],
    [{ timeoutSeconds: 900 }, 'ExtractFunction', { Timeout: 900 }],
    [{ reading: 'fast' }, 'ExtractFunction', { EnvironmentVariables: { READING_MODE: 'fast' } }],
    [{ asyncRetries: 0 }, 'ExtractAsyncInvokeConfig', { MaxAsyncRetryAttempts: 0 }],
    [{ asyncMaxAgeSeconds: 3600 }, 'ExtractAsyncInvokeConfig', { MaxAsyncEventAgeInSeconds: 3600 }],
    [{ tags: 'team=media' }, 'ExtractFunction', { Tags: [{ Key: 'team', Value: 'media' }] }],
    [{ tags: 'team=media' }, 'FailureFunction', { Tags: [{ Key: 'team', Value: 'media' }] }],
    [
      { prefix: 'in/', suffix: '.mp4' },
      'ObjectTrigger',
      { TriggerConfig: { filter: { key: { prefix: 'in/', suffix: '.mp4' } } } },
    ],
    [
      { symlinks: true },
      'ObjectTrigger',
      { TriggerConfig: { events: expect.arrayContaining(['oss:ObjectCreated:PutSymlink']) } },
    ],
  ])('takes %j', (given, id, expected) => {
    expect(properties(id, { ...IN_3, ...given })).toMatchObject(expected);
    expect(properties(id, IN_3)).not.toMatchObject(expected);
  });

  it('is the template that was reviewed, where it differs', () => {
    const differing = Object.entries(template.Resources).filter(([id]) => OF_A_GENERATION.includes(id));

    expect(Object.fromEntries(differing)).toMatchSnapshot();
  });
});

import { planUpdate } from '../../lib/update-plan';
import { IS_LONG_RUN } from '../setup/long-run';
import { synthesizeTemplate, type Template } from './support/synthesized';

/** Settings with another value. */
const CHANGED: Record<string, unknown> = {
  prefix: 'in/',
  suffix: '.mp4',
  symlinks: true,
  tableNetworks: ['VPC', 'INTERNET'],
  enableServices: true,
  searchIndex: false,
  functions: false,
  memoryMB: 1024,
  cpu: 0.3,
  diskSizeMB: 10240,
  timeoutSeconds: 900,
  objectTimeoutSeconds: 60,
  stalledCpuSeconds: 9,
  reading: 'fast',
  objectTags: true,
  selfCheck: false,
  sweep: 'daily',
  asyncRetries: 0,
  asyncMaxAgeSeconds: 3600,
  logRetentionDays: 7,
  removal: 'purge',
  tags: { team: 'media' },
  otherBuckets: ['more'],
  description: 'Ours',
  assetQualifier: 'mine',
};

/** And those that no update can change, with what is said. */
const REFUSED: Record<string, [value: unknown, place: string]> = {
  bucketName: ['mine', 'SourceBucket.BucketName'],
  instanceName: ['mine', 'MetadataInstance.InstanceName'],
  clusterType: ['HYBRID', 'MetadataInstance.ClusterType'],
  tableName: ['Mine', 'MetadataTable.TableName'],
  logProjectName: ['mine', 'LogProject.Name'],
};

/** And those that can change once the functions are gone. */
const WITHOUT_FUNCTIONS: Record<string, [value: unknown, place: string]> = {
  functionCompute: [3, 'ExtractFunction'],
  serviceName: ['mine', 'ExtractService.ServiceName'],
  functionName: ['mine', 'ExtractFunction.FunctionName'],
  failureServiceName: ['mine', 'FailureService.ServiceName'],
  failureFunctionName: ['mine', 'FailureFunction.FunctionName'],
  serviceRoleName: ['mine', 'ServiceRole.RoleName'],
  failureRoleName: ['mine', 'FailureRole.RoleName'],
  triggerRoleName: ['mine', 'TriggerRole.RoleName'],
};

const DEPLOYED = synthesizeTemplate();

/** In the long run each setting alone; otherwise together, but for the one that leaves nothing of some others. */
const CHANGES: [string, Record<string, unknown>][] = IS_LONG_RUN
  ? Object.entries(CHANGED).map(([name, value]) => [name, { [name]: value }])
  : [
      ['every setting but functions', { ...CHANGED, functions: true }],
      ['functions', { functions: false }],
    ];

it.each(CHANGES)('lets an update change %s', (_, changed) => {
  // More memory needs more of a vCPU.
  const context = { ...changed, ...('memoryMB' in changed ? { cpu: 0.5 } : {}) };
  expect(planUpdate(DEPLOYED, synthesizeTemplate(context))).toEqual({ refused: [], replacement: false });
});

it.each(Object.entries(REFUSED))('refuses to change %s, by its name', (name, [value, place]) => {
  const { refused, replacement } = planUpdate(DEPLOYED, synthesizeTemplate({ [name]: value }));

  expect(replacement).toBe(false);
  expect(refused[0]).toMatch(`${place} (${name}): ROS never changes it, `);
  expect(refused[0]).toMatch(`'${value}' wanted. `);
  expect(refused[0]).toMatch(`et ${name} back, or deploy a second stack`);
});

it.each(Object.entries(WITHOUT_FUNCTIONS))(
  'refuses to change %s in one deployment, and lets it change in two',
  (name, [value, place]) => {
    const wanted = synthesizeTemplate({ [name]: value });
    const gone = synthesizeTemplate({ functions: false });
    const { refused, replacement } = planUpdate(DEPLOYED, wanted);

    expect(replacement).toBe(false);
    expect(refused[0]).toMatch(`${place} (${name}): ROS never changes it, `);
    expect(refused[0]).toMatch(
      `Set ${name} back, or deploy twice: first with functions set to false, then without it (docs/deploy.md).`,
    );
    expect(refused).toHaveLength(1);
    const nothing = { refused: [], replacement: false };
    expect([planUpdate(DEPLOYED, gone), planUpdate(gone, wanted)]).toEqual([nothing, nothing]);
  },
);

it('says where a change would lose rows or objects', () => {
  expect(planUpdate(DEPLOYED, synthesizeTemplate({ clusterType: 'HYBRID' })).refused).toEqual([
    "MetadataInstance.ClusterType (clusterType): ROS never changes it, 'SSD' deployed, 'HYBRID' wanted. " +
      "A new one would be empty. Set clusterType back, or deploy a second stack (stackName) and have 'media backfill' " +
      'describe the objects there.',
  ]);
});

it('says what to do about another bucket', () => {
  const [one, other] = ['theirs', 'others'].map((existingBucketName) =>
    synthesizeTemplate({ existingBucketName }),
  );
  expect(planUpdate(one, other).refused).toEqual([
    expect.stringMatching(
      /^ObjectTrigger\.SourceArn \(existingBucketName\): .* add the other bucket to otherBuckets/,
    ),
  ]);
});

it('takes a new search index for a resource beside the old one', () => {
  const older = structuredClone(DEPLOYED) as Template;
  const [id, index] = Object.entries(older.Resources).find(
    ([, { Type }]) => Type === 'ALIYUN::OTS::SearchIndex',
  )!;
  delete older.Resources[id];
  older.Resources['MetadataIndex'] = {
    ...index,
    Properties: { ...index.Properties, IndexName: 'MediaColumns' },
  };

  expect(planUpdate(older, DEPLOYED)).toEqual({ refused: [], replacement: false });
});

it('has asynchronous settings of Function Compute 3 replaced, which hold nothing', () => {
  const template = (retries: number) => ({
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: {
      ExtractAsyncInvokeConfig: {
        Type: 'ALIYUN::FC3::AsyncInvokeConfig',
        Properties: { FunctionName: 'extract', MaxAsyncRetryAttempts: retries },
      },
    },
  });
  expect(planUpdate(template(3), template(0))).toEqual({ refused: [], replacement: true });
  expect(planUpdate(template(3), template(3))).toEqual({ refused: [], replacement: false });
});

it('finds nothing to say about what is no template', () => {
  expect(planUpdate(undefined, DEPLOYED)).toEqual({ refused: [], replacement: false });
});

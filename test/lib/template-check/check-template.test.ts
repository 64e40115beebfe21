import * as fc from 'fast-check';
import { parseSettings, SettingsError } from '../../../lib/settings';
import {
  assertTemplate,
  checkTemplate,
  formatFinding,
  TemplateCheckError,
} from '../../../lib/template-check';
import { synthesizeTemplate } from '../support/synthesized';
import { changed } from './change-template';

const template = synthesizeTemplate();

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = (pattern: RegExp) => optional(fc.stringMatching(pattern));

/** Settings of every kind, most of them within their limits; those that are not are left to their own tests. */
const settings = fc
  .record({
    bucketName: text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
    existingBucketName: text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
    instanceName: text(/^[a-z][a-z0-9-]{1,14}[a-z0-9]$/),
    tableName: text(/^[A-Za-z_][A-Za-z0-9_]{0,254}$/),
    logProjectName: text(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
    serviceName: text(/^[A-Za-z_][A-Za-z0-9_-]{0,127}$/),
    failureServiceName: text(/^[A-Za-z_][A-Za-z0-9_-]{0,127}$/),
    functionName: text(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/),
    failureFunctionName: text(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/),
    serviceRoleName: text(/^[A-Za-z0-9-]{1,64}$/),
    failureRoleName: text(/^[A-Za-z0-9-]{1,64}$/),
    triggerRoleName: text(/^[A-Za-z0-9-]{1,64}$/),
    prefix: text(/^[^/*][^*]{0,99}$/),
    suffix: text(/^[^*]{0,99}$/),
    clusterType: optional(fc.constantFrom('SSD', 'HYBRID')),
    searchIndex: optional(fc.boolean()),
    memoryMB: optional(fc.integer({ min: 2, max: 512 }).map((steps) => steps * 64)),
    cpu: optional(fc.integer({ min: 1, max: 320 }).map((steps) => steps / 20)),
    diskSizeMB: optional(fc.constantFrom(512, 10_240)),
    timeoutSeconds: optional(fc.integer({ min: 2, max: 86_400 })),
    objectTimeoutSeconds: optional(fc.integer({ min: 1, max: 43_200 })),
    stalledCpuSeconds: optional(fc.integer({ min: 1, max: 43_200 })),
    reading: optional(fc.constantFrom('exact', 'fast')),
    asyncRetries: optional(fc.integer({ min: 0, max: 8 })),
    asyncMaxAgeSeconds: optional(fc.integer({ min: 60, max: 604_800 })),
    logRetentionDays: optional(fc.integer({ min: 1, max: 3_600 })),
    removal: optional(fc.constantFrom('safe', 'retain', 'purge')),
    description: optional(fc.string({ maxLength: 512 })),
    assetQualifier: text(/^[a-z0-9][a-z0-9-]{0,23}[a-z0-9]$/),
  })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));

/** Settings whose limits depend on another one, which may be the one that was given. */
const PARTNERS: Record<string, string> = { cpu: 'memoryMB', objectTimeoutSeconds: 'timeoutSeconds' };

/** Leaves out what makes settings contradict each other, so that most of them are judged. */
function settled(given: Record<string, unknown>): Record<string, unknown> {
  try {
    parseSettings(given);
    return given;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const blamed = error.violations.map((violation) => /'(\w+)'/.exec(violation)![1]!);
    const named = blamed.flatMap((name) => (name in given ? [name] : [PARTNERS[name]]));
    return settled(Object.fromEntries(Object.entries(given).filter(([name]) => !named.includes(name))));
  }
}

it('finds nothing in the stack, whatever the settings', () => {
  fc.assert(
    fc.property(settings, (given) => {
      expect(checkTemplate(synthesizeTemplate(settled(given))).map(formatFinding)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

it('tells the place, the rule and the value of each finding, all at once', () => {
  const broken = changed(template, [
    ['ExtractFunction.Timeout', 0],
    ['Resources.LogIndex.DependsOn', ['Nothing']],
    ['SourceBucket.BlockPublicAccess', undefined],
  ]);

  expect(checkTemplate(broken)).toEqual([
    {
      rule: 'depends-on',
      logicalId: 'LogIndex',
      path: 'Resources.LogIndex.DependsOn',
      message: 'must name resources of the template',
      value: 'Nothing',
    },
    expect.objectContaining({ rule: 'oss-bucket-public-access-block', logicalId: 'SourceBucket' }),
    expect.objectContaining({ rule: 'fc-function-timeout', logicalId: 'ExtractFunction', value: 0 }),
  ]);
  expect(() => assertTemplate(broken)).toThrow(TemplateCheckError);
  expect(() => assertTemplate(broken)).toThrow(
    "Invalid template at 'Resources.LogIndex.DependsOn': must name resources of the template, 'Nothing' given [depends-on].\n" +
      "Invalid template at 'Resources.SourceBucket.Properties.BlockPublicAccess': must be true, so that no later list or policy can make objects public, nothing given [oss-bucket-public-access-block].\n" +
      "Invalid template at 'Resources.ExtractFunction.Properties.Timeout': must be 1 to 86400 seconds, 0 given [fc-function-timeout].",
  );
});

it('shows what only the deployment knows by its name', () => {
  const broken = changed(template, [['ObjectTrigger.SourceArn', { 'Fn::Sub': 'acs:oss:${OssEndpoint}' }]]);

  expect(checkTemplate(broken).find(({ rule }) => rule === 'fc-trigger-source')).toMatchObject({
    value: 'acs:oss:${OssEndpoint}',
  });
});

it.each([
  ['in the branch that is taken by default', ['OssEndpointIsDefault', 0, 600]],
  ['in the other branch', ['OssEndpointIsDefault', 600, 0]],
])('looks at both values of Fn::If: %s', (_, branches) => {
  const broken = changed(template, [['ExtractFunction.Timeout', { 'Fn::If': branches }]]);

  expect(checkTemplate(broken)).toMatchObject([{ rule: 'fc-function-timeout', value: 0 }]);
});

it('does not judge a resource against one that is never there with it', () => {
  const either = changed(template, [
    ['Conditions.Own', { 'Fn::Not': ['OssEndpointIsDefault'] }],
    ['Resources.SourceBucket.Condition', 'Own'],
    ['SourceBucket.BucketName', 'a'],
  ]);
  const findings = checkTemplate(either).filter(({ logicalId }) => logicalId === 'SourceBucket');

  expect(findings).toMatchObject([{ rule: 'oss-bucket-name', value: 'a' }]);
});

it('judges a name by the default of its parameter', () => {
  const named = (preset: string) =>
    changed(template, [
      ['Parameters.Instance', { Type: 'String', Default: preset }],
      ['MetadataInstance.InstanceName', { Ref: 'Instance' }],
    ]);

  expect(checkTemplate(named('relay'))).toMatchObject([
    { rule: 'ots-instance-name-forbidden', value: 'relay' },
  ]);
  expect(checkTemplate(named('media'))).toEqual([]);
  expect(checkTemplate(named(''))).toEqual([]);
});

it.each([
  undefined,
  null,
  [],
  'template',
  {},
  { Resources: [] },
  {
    Resources: {
      A: null,
      B: { Type: 7, Properties: 'none' },
      C: { Type: 'ALIYUN::RAM::Role', Properties: [] },
    },
  },
])('finds fault with %j, and never throws', (odd) => {
  expect(checkTemplate(odd).length).toBeGreaterThan(0);
});

it('never throws, whatever stands where', () => {
  const paths = Object.entries(template.Resources).flatMap(([id, { Properties }]) =>
    Object.keys(Properties).map((name) => `${id}.${name}`),
  );
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      expect(() => checkTemplate(changed(template, [[path, value]]))).not.toThrow();
    }),
    { numRuns: 60 },
  );
});

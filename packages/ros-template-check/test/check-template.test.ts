import * as fc from 'fast-check';
import { IS_LONG_RUN } from '../../../test/setup/long-run';
import { assertTemplate, checkTemplate, fixedChanges, RULES, TemplateCheckError } from '../src/index';
import { changed } from './change-template';
import { UPLOADS as template } from './uploads';

it('tells the place, the rule and the value of each finding, all at once', () => {
  const broken = changed(template, [
    ['WorkerFunction.Timeout', 0],
    ['Resources.LogIndex.DependsOn', ['Nothing']],
    ['SourceBucket.BlockPublicAccess', undefined],
  ]);

  expect(checkTemplate(broken)).toEqual([
    {
      rule: 'depends-on',
      verdict: 'refused',
      logicalId: 'LogIndex',
      path: 'Resources.LogIndex.DependsOn',
      message: 'must name resources of the template',
      value: 'Nothing',
    },
    expect.objectContaining({ rule: 'oss-bucket-public-access-block', logicalId: 'SourceBucket' }),
    expect.objectContaining({ rule: 'fc-function-timeout', logicalId: 'WorkerFunction', value: 0 }),
  ]);
  expect(() => assertTemplate(broken)).toThrow(TemplateCheckError);
  expect(() => assertTemplate(broken)).toThrow(
    "Invalid template at 'Resources.LogIndex.DependsOn': must name resources of the template, 'Nothing' given [depends-on].\n" +
      "Unwise template at 'Resources.SourceBucket.Properties.BlockPublicAccess': must be true, so that no later list or policy can make objects public, nothing given [oss-bucket-public-access-block].\n" +
      "Invalid template at 'Resources.WorkerFunction.Properties.Timeout': must be 1 to 86400 seconds, 0 given [fc-function-timeout].",
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
  const broken = changed(template, [['WorkerFunction.Timeout', { 'Fn::If': branches }]]);

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
      ['RecordInstance.InstanceName', { Ref: 'Instance' }],
    ]);

  expect(checkTemplate(named('relay'))).toMatchObject([
    { rule: 'ots-instance-name-forbidden', value: 'relay' },
  ]);
  expect(checkTemplate(named('files'))).toEqual([]);
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

/** Names that every object of JavaScript has, as a template may have them too. */
const OWN_NAMES = ['toString', 'valueOf', 'toJSON', 'constructor', 'hasOwnProperty', 'length', 'join'];

it.each([
  ['any value', fc.jsonValue()],
  [
    'a map with a name that JavaScript has a meaning for',
    fc.dictionary(fc.constantFrom(...OWN_NAMES), fc.jsonValue(), { minKeys: 1 }),
  ],
])('never throws, whatever stands where: %s', (_, values) => {
  const places = (node: unknown, path: string): string[] =>
    typeof node === 'object' && node !== null
      ? Object.entries(node).flatMap(([name, value]) => {
          const place = path === '' ? name : `${path}.${name}`;
          return name.includes('.') ? [] : [place, ...places(value, place)];
        })
      : [];
  fc.assert(
    fc.property(
      fc.constantFrom(...places(template, '')),
      fc.oneof(
        values,
        values.map((value) => [value]),
      ),
      (path, value) => {
        expect(() => checkTemplate(changed(template, [[path, value]]))).not.toThrow();
      },
    ),
    { numRuns: IS_LONG_RUN ? 60 : 20 },
  );
});

it.each(OWN_NAMES)('never throws for an attribute or a type %s', (name) => {
  const { Resources } = template as unknown as { Resources: object };
  const Outputs = Object.fromEntries(
    Object.keys(Resources).map((id) => [id, { Value: { 'Fn::GetAtt': [id, name] } }]),
  );
  expect(() => checkTemplate({ ...template, Outputs })).not.toThrow();
  const named = { Resources: { A: { Type: name, Properties: {} } } };
  expect(fixedChanges(named, named)).toEqual([]);
});

it('takes the keys of a trigger as the API of Function Compute spells them, too', () => {
  const written = (events: string[]) =>
    checkTemplate(
      changed(template, [['ObjectTrigger.TriggerConfig', { events, filter: { key: { prefix: 'films/' } } }]]),
    ).filter(({ verdict }) => verdict === 'refused');

  expect(written(['oss:ObjectCreated:PutObject'])).toEqual([]);
  expect(written(['oss:ObjectCreated:Put'])).toMatchObject([
    { rule: 'fc-trigger-events', path: 'Resources.ObjectTrigger.Properties.TriggerConfig.events.0' },
  ]);
});

it('tells what a service refuses from what is unwise', () => {
  const verdicts = (path: string, value: unknown) =>
    checkTemplate(changed(template, [[path, value]])).map(({ rule, verdict }) => [rule, verdict]);

  expect(verdicts('SourceBucket.AccessControl', 'public')).toContainEqual(['oss-bucket-acl', 'refused']);
  expect(verdicts('SourceBucket.AccessControl', 'public-read')).toEqual([['oss-bucket-private', 'unwise']]);
});

it('takes buckets for there that it is told of, and nothing else', () => {
  const path = 'WorkerRole.Policies.0.PolicyDocument.Statement.0.Resource';
  const named = changed(template, [[path, { 'Fn::Sub': `acs:oss:*:\${ALIYUN::TenantId}:theirs/*` }]]);
  const found = (...buckets: string[]) => checkTemplate(named, RULES, { buckets }).map(({ rule }) => rule);

  expect(found('theirs')).toEqual([]);
  expect(found('other')).toEqual(['arn-exists']);
  expect(() => assertTemplate(named, { buckets: ['theirs'] })).not.toThrow();
});

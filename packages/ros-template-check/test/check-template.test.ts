import * as fc from 'fast-check';
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
    { numRuns: 60 },
  );
});

it.each(OWN_NAMES)('never throws for an attribute or a type %s', (name) => {
  const { Resources } = template as unknown as { Resources: object };
  for (const id of Object.keys(Resources)) {
    const Outputs = { Own: { Value: { 'Fn::GetAtt': [id, name] } } };
    expect(() => checkTemplate({ ...template, Outputs })).not.toThrow();
  }
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

describe('a template that is made to break programs', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  it('is told by the path when it has too many levels, and nothing else is looked at', () => {
    const text = `{"Resources":{"A":{"Type":"ALIYUN::OSS::Bucket","Properties":{"Tags":${deep(200_000)}}}}}`;
    expect(checkTemplate(JSON.parse(text))).toEqual([
      {
        rule: 'template-depth',
        verdict: 'refused',
        logicalId: undefined,
        path: `Resources.A.Properties.Tags${'.0'.repeat(96)}`.slice(0, 200).concat('…'),
        message: 'must have at most 100 levels',
        value: 'more',
      },
    ]);
  });

  it('is told by the path of each key that is a prototype', () => {
    const text = '{"Resources":{"A":{"Properties":{"__proto__":{"x":1},"Tags":[{"__proto__":null}]}}}}';
    expect(checkTemplate(JSON.parse(text)).map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'template-prototype Resources.A.Properties.__proto__',
      'template-prototype Resources.A.Properties.Tags.0.__proto__',
    ]);
  });

  const bucket = (BucketName: unknown) => ({ Type: 'ALIYUN::OSS::Bucket', Properties: { BucketName } });
  const named = (BucketName: unknown) => ({ Resources: { A: bucket(BucketName) } });

  it('may open a hundred thousand substitutions and close none', () => {
    const text = '${'.repeat(100_000);
    expect(() => checkTemplate(named({ 'Fn::Sub': text }))).not.toThrow();
  });

  it('may have a ring of thousands of resources', () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, i) => [
        `R${i}`,
        bucket({ 'Fn::GetAtt': [`R${(i + 1) % 2_000}`, 'Name'] }),
      ]),
    );
    expect(checkTemplate({ Resources }).length).toBeGreaterThan(0);
  });

  it('may have resources that each need the next one twice', () => {
    const twice = (next: number) => ({ 'Fn::GetAtt': [`R${next}`, 'Name'] });
    const Resources = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `R${i}`,
        bucket(i === 59 ? 'x' : { 'Fn::Select': ['0', [twice(i + 1), twice(i + 1)]] }),
      ]),
    );
    // All have the name of the last one, which is too short.
    const short = checkTemplate({ ROSTemplateFormatVersion: '2015-09-01', Resources }).filter(
      ({ rule }) => rule === 'oss-bucket-name',
    );
    expect(short.map(({ value }) => value)).toEqual(Array.from({ length: 60 }, () => 'x'));
  });

  it('may have a ring of resources that each need the next one twice', () => {
    const twice = (next: number) => ({ 'Fn::GetAtt': [`R${next % 60}`, 'Name'] });
    const Resources = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `R${i}`,
        bucket({ 'Fn::Select': ['0', [twice(i + 1), twice(i + 1)]] }),
      ]),
    );
    const found = checkTemplate({ ROSTemplateFormatVersion: '2015-09-01', Resources });
    expect(found.filter(({ message }) => message.includes('wait for itself'))).toHaveLength(1);
  });

  it('may have a pattern that is too large for the engine', () => {
    const AllowedPattern = `${'('.repeat(20_000)}a${')'.repeat(20_000)}`;
    const Parameters = { P: { Type: 'String', AllowedPattern, Default: 'a' } };
    const paths = checkTemplate({ ...named('a-bucket'), Parameters }).map(({ path }) => path);
    expect(paths).toContain('Parameters.P.Default');
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])('may call everything %s', (name) => {
    const body = {
      Parameters: {
        [name]: { Type: name, Default: deep(200_000) },
        Q: { Type: 'Json', Default: deep(200_000) },
      },
      Resources: {
        [name]: { Type: name, DependsOn: name, Condition: name, Properties: { [name]: { Ref: name } } },
      },
    };
    const rules = checkTemplate(body).map(({ rule }) => rule);
    expect(rules).toEqual(
      expect.arrayContaining(['resource-type', 'parameter-type', 'parameter-default-type']),
    );
  });
});

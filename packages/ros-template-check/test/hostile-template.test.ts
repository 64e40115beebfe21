import { checkTemplate } from '../src/index';

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

  it('may have a ring of more than a thousand resources', () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 1_200 }, (_, i) => [
        `R${i}`,
        bucket({ 'Fn::GetAtt': [`R${(i + 1) % 1_200}`, 'Name'] }),
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

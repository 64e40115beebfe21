import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMedia } from './run-media';

const BUCKET = {
  Type: 'ALIYUN::OSS::Bucket',
  DeletionPolicy: 'Retain',
  Properties: { BucketName: { Ref: 'Name' }, AccessControl: 'private' },
};

const PROJECT = { Type: 'ALIYUN::SLS::Project', Properties: { Name: { 'Fn::Sub': '${Bucket}-logs' } } };

const shop = (Resources: object, Outputs: object = {}) => ({
  ROSTemplateFormatVersion: '2015-09-01',
  Parameters: { Name: { Type: 'String', AllowedPattern: '[a-z-]+' } },
  Resources,
  Outputs,
});

describe('media local --template', () => {
  let folder: string;
  let err: string;
  let out: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'local-template-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  async function local(argv: string[]): Promise<number> {
    const result = await runMedia(['local', ...argv], { cwd: folder });
    ({ out, err } = result);
    return result.code;
  }

  function file(name: string, body: object): string {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(body));
    return path;
  }

  /** The events, as `STATUS RESOURCE`. */
  const steps = () =>
    err
      .split('\n')
      .filter((line) => / {2}ALIYUN::/.test(line))
      .map((line) => line.split(/ {2,}/).slice(0, 2).join(' '));

  it('deploys, updates and deletes the template of a user, and lists what it retains', async () => {
    const first = file('shop.json', shop({ Bucket: BUCKET }));
    const Outputs = { Arn: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] } } };
    const second = file('next.json', shop({ Bucket: BUCKET, Project: PROJECT }, Outputs));
    const code = await local([
      ...['--template', first],
      ...['--parameter', 'Name=my-shop'],
      ...['--update', second],
      '--once',
    ]);
    expect(code).toBe(0);
    const connection = JSON.parse(out);
    expect(connection).toMatchObject({
      stackName: 'shop',
      region: 'cn-hangzhou',
      ossEndpoint: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      outputs: { Arn: `acs:oss:cn-hangzhou:${connection.accountId}:my-shop` },
    });
    expect(steps()).toEqual([
      'CREATE_IN_PROGRESS shop',
      'CREATE_IN_PROGRESS Bucket',
      'CREATE_COMPLETE Bucket',
      'CREATE_COMPLETE shop',
      'UPDATE_IN_PROGRESS shop',
      'CREATE_IN_PROGRESS Project',
      'CREATE_COMPLETE Project',
      'UPDATE_COMPLETE shop',
      'DELETE_IN_PROGRESS shop',
      'DELETE_IN_PROGRESS Project',
      'DELETE_COMPLETE Project',
      'DELETE_IN_PROGRESS Bucket',
      'DELETE_COMPLETE Bucket',
      'DELETE_COMPLETE shop',
      'retained Bucket',
    ]);
    expect(err.split('\n').at(-2)).toBe('retained  Bucket  ALIYUN::OSS::Bucket  my-shop');
  });

  it('tells what is wrong with a template by path, and makes nothing of it', async () => {
    const body = shop({
      Bucket: { ...BUCKET, DependsOn: 'Nothing' },
      Other: { Type: 'ALIYUN::ECS::Instance' },
    });
    const code = await local(['--template', file('bad.json', body), '--parameter', 'Name=x', '--once']);
    expect(code).toBe(2);
    expect(err).toBe(
      'media: ROS: InvalidTemplateReference: Resources.Bucket.DependsOn: refers to "Nothing", which the template does not have.\n' +
        'Resources.Other.Type: the resource type ALIYUN::ECS::Instance is not known here.\n',
    );
    expect(out).toBe('');
  });

  it('shows why a service refused, and what was undone', async () => {
    const body = shop({ Bucket: BUCKET, Project: PROJECT });
    const code = await local(['--template', file('shop.json', body), '--parameter', 'Name=x', '--once']);
    expect(code).toBe(1);
    expect(steps()).toEqual([
      'CREATE_IN_PROGRESS shop',
      'CREATE_IN_PROGRESS Bucket',
      'CREATE_FAILED Bucket',
      'CREATE_FAILED shop',
      'CREATE_ROLLBACK_IN_PROGRESS shop',
      'CREATE_ROLLBACK_COMPLETE shop',
    ]);
    expect(err).toMatch(/^media: Stack shop is CREATE_ROLLBACK_COMPLETE: Bucket: InvalidBucketName: /m);
    expect(err.split('\n').at(-2)).toBe(
      'What had been made was deleted again. The next deployment begins anew.',
    );
  });

  it('checks the template only, by the rules of synthesis, when asked to', async () => {
    const body = shop({ Bucket: { ...BUCKET, Properties: { BucketName: 'Shop' } } });
    expect(await local(['--template', file('shop.json', body), '--check'])).toBe(1);
    expect(err).toContain(
      "Invalid template at 'Resources.Bucket.Properties.BucketName': must be 3 to 63 lower-case letters",
    );
    expect(steps()).toEqual([]);
  });

  it('warns of what is unwise when it checks, and fails on it with --strict only', async () => {
    const body = shop({
      Bucket: { ...BUCKET, Properties: { BucketName: 'shop', AccessControl: 'public-read' } },
    });
    const path = file('shop.json', body);
    expect(await local(['--template', path, '--check'])).toBe(0);
    expect(err).toContain(
      "Warning: Unwise template at 'Resources.Bucket.Properties.AccessControl': must be 'private'",
    );
    expect(err.split('\n').at(-2)).toBe(`No service refuses '${path}', but see the warnings.`);
    expect(await local(['--template', path, '--check', '--strict'])).toBe(1);
    expect(await local(['--template', path, '--strict'])).toBe(2);
  });

  it('deploys what is unwise', async () => {
    const body = shop({
      Bucket: { ...BUCKET, Properties: { BucketName: 'shop', AccessControl: 'public-read' } },
    });
    expect(await local(['--template', file('shop.json', body), '--parameter', 'Name=x', '--once'])).toBe(0);
  });

  it.each([['--once'], ['--parameter=A=b'], ['--update=x.json'], ['--check']])(
    'is what %s is for',
    async (option) => {
      expect(await local([option])).toBe(2);
      expect(err).toContain("need '--template'");
    },
  );
});

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refused } from './support/api-proxy';
import { CloudFolder } from './support/cloud-file';
import { bucket, project, template } from './support/templates';

/** The template of the next synthesis. */
let synthesized: object;
/** The contexts of all syntheses. */
let contexts: Record<string, unknown>[];

// The real synthesis takes seconds. deploy.test.ts tests it.
jest.mock('../../../cli/deploy/synthesis-process', () => ({
  synthesizeApart: async (context: Record<string, unknown>, outdir: string) => {
    contexts.push(context);
    const name = String(context['stackName'] ?? 'media-metadata');
    const bucketName = `cdk-${context['assetQualifier']}-assets-\${ALIYUN::Region}`;
    const source = { path: 'code.zip', packaging: 'file' };
    const files = { a: { source, destinations: { b: { bucketName, objectKey: 'code.zip' } } } };
    writeFileSync(join(outdir, `${name}.template.json`), JSON.stringify(synthesized));
    writeFileSync(join(outdir, `${name}.assets.json`), JSON.stringify({ files }));
    writeFileSync(join(outdir, 'code.zip'), 'the code');
  },
}));

const OUTPUTS = { Region: { Value: { Ref: 'ALIYUN::Region' } }, BucketName: { Value: { Ref: 'Media' } } };
const MEDIA = template({ Media: bucket('my-media') }, OUTPUTS);
const CODE_BUCKET = 'cdk-code-1234567890123456-assets-cn-hangzhou';

let here: CloudFolder;

beforeEach(async () => {
  here = await CloudFolder.start();
  synthesized = MEDIA;
  contexts = [];
});

afterEach(() => here.stop());

const outputsFile = (name = 'stack.outputs.json') => JSON.parse(readFileSync(here.path(name), 'utf8'));

it('deploys, prints the outputs and keeps them in a file of the form of the official CLI', async () => {
  writeFileSync(here.path('stack.outputs.json'), JSON.stringify({ other: [] }));
  const { code, out, err } = await here.run(['deploy']);
  expect({ code, out }).toEqual({ code: 0, out: 'Region      cn-hangzhou\nBucketName  my-media\n' });
  expect(err).toMatch(/^This is about the local cloud of 'cloud\.json'\.\nsynth {3}media-metadata\nupload {2}oss:\/\/cdk-code-1234567890123456-assets-cn-hangzhou\/code\.zip\nCREATE_IN_PROGRESS {4}media-metadata/); // biome-ignore format: one line
  expect(err).toMatch(
    /\nStack media-metadata was created \(0:0\d\)\. Its outputs are in '.*stack\.outputs\.json'\.\n$/,
  );
  expect(outputsFile()).toEqual({
    other: [],
    'media-metadata': [
      { OutputKey: 'Region', OutputValue: 'cn-hangzhou', Description: '' },
      { OutputKey: 'BucketName', OutputValue: 'my-media', Description: '' },
    ],
  });
  expect(statSync(here.path('stack.outputs.json')).mode & 0o777).toBe(0o600);
  expect(here.cloud.oss.hasBucket(CODE_BUCKET)).toBe(true);

  const again = await here.run(['deploy', '--json', '--outputs', 'mine.json']);
  expect(again.code).toBe(0);
  expect(JSON.parse(again.out)).toMatchObject({ done: 'nothing', outputs: { BucketName: 'my-media' } });
  expect(again.err).toContain('is as it should be: nothing to change');
  expect(again.err).not.toContain('upload');
  expect(outputsFile('mine.json')).toHaveProperty('media-metadata');
});

it('takes settings from -c before cdk.json of the folder, and the name of the stack', async () => {
  writeFileSync(here.path('cdk.json'), JSON.stringify({ context: { prefix: 'films/', suffix: '.mov' } }));
  await here.run(['deploy', '-c', 'suffix=.mp4', '-c', 'memoryMB=1024', '--stack', 'films']);
  expect(contexts).toEqual([
    {
      prefix: 'films/',
      suffix: '.mp4',
      memoryMB: '1024',
      stackName: 'films',
      assetQualifier: 'code-1234567890123456',
    },
  ]);
  expect(outputsFile()).toHaveProperty('films');
});

it('puts the code where -c assetQualifier says, and leaves it there', async () => {
  const qualified = ['-c', 'assetQualifier=mine'];
  expect((await here.run(['deploy', ...qualified])).code).toBe(0);
  expect((await here.run(['destroy', '--yes', ...qualified])).code).toBe(0);
  const [mine, own] = ['cdk-mine-assets-cn-hangzhou', CODE_BUCKET].map((name) =>
    here.cloud.oss.hasBucket(name),
  );
  expect({ mine, own }).toEqual({ mine: true, own: false });
});

it('says what would change, and changes nothing', async () => {
  const first = await here.run(['deploy', '--dry-run']);
  expect(first).toMatchObject({ code: 0, out: '+ Media  ALIYUN::OSS::Bucket\n' });
  expect(first.err).toContain(
    "would be created, with 1 resources.\nThe code of the functions would be uploaded to 'cdk-code-",
  );
  expect(here.cloud.oss.requests.filter(({ method }) => !['GET', 'HEAD'].includes(method))).toEqual([]);
  expect(here.cloud.ros.listStacks()).toEqual([]);
  expect(existsSync(here.path('stack.outputs.json'))).toBe(false);

  await here.run(['deploy']);
  synthesized = template(
    {
      Media: bucket('my-media', {}, { Tags: { a: 'b' } }),
      Logs: project('logs-of-media'),
      More: bucket('more-media', {}, { Tags: { a: 'b' } }),
    },
    OUTPUTS,
  );
  const second = await here.run(['deploy', '--dry-run']);
  expect(second.out.split('\n').sort()).toEqual([
    '',
    '+ Logs  ALIYUN::SLS::Project',
    '+ More  ALIYUN::OSS::Bucket',
    '~ Media  ALIYUN::OSS::Bucket',
  ]);
  expect(second.err).toContain('(CREATE_COMPLETE) would change: 2 added, 1 changed, 0 removed.');
  synthesized = MEDIA;
  const third = await here.run(['deploy', '--dry-run', '--json']);
  expect(JSON.parse(third.out)).toMatchObject({ exists: true, uploads: [], changes: [{ action: 'None' }] });
  expect((await here.run(['deploy', '--dry-run'])).err).toContain(
    'nothing to change.\nThe code of the functions is already in',
  );
});

it('refuses beforehand, as the deployment does, what no update can change', async () => {
  await here.run(['deploy']);
  synthesized = template({ Media: bucket('other-media') }, OUTPUTS);
  const [dry, real] = [await here.run(['deploy', '--dry-run']), await here.run(['deploy'])];
  expect({ code: dry.code, out: dry.out }).toEqual({ code: 1, out: '' });
  const said = /media: Stack media-metadata stays as it is.*\nMedia\.BucketName: .*\n/.exec(dry.err)?.[0];
  expect(real.err).toContain(said ?? 'what --dry-run said');
});

it('has ROS refuse a wrong template before anything is made', async () => {
  synthesized = template({ Media: bucket('my-media', { DependsOn: 'Nothing' }) });
  const { code, err } = await here.run(['deploy', '--dry-run']);
  expect(code).toBe(2);
  expect(err).toContain('ROS: InvalidTemplateReference: Resources.Media.DependsOn');
  expect(here.ros.calls).not.toContain('PreviewStack');
});

it('ends with 1, the first cause and its remedy when the stack fails', async () => {
  here.cloud.oss.createBucket('my-media', {});
  const { code, err, out } = await here.run(['deploy']);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/\nmedia: Stack media-metadata is CREATE_ROLLBACK_COMPLETE: Media: BucketAlreadyExists: .*\nBucket names are shared.*\nWhat had been made was deleted again/); // biome-ignore format: one line
  expect(existsSync(here.path('stack.outputs.json'))).toBe(false);
  const dry = await here.run(['deploy', '--dry-run']);
  expect(dry.out).toBe('+ Media  ALIYUN::OSS::Bucket\n');
  expect((await here.run(['deploy', '--follow'])).err).toMatch(
    /nothing is at work.*BucketAlreadyExists.*begins anew/s,
  );
});

it('says how to look again after Ctrl-C, and then shows the rest', async () => {
  const pressing = new AbortController();
  const inProgress = { StackId: 'x', StackName: 'media-metadata', Status: 'CREATE_IN_PROGRESS' };
  here.ros.fate = (action) => {
    if (action !== 'GetStack') return undefined;
    pressing.abort(130);
    return { status: 200, body: inProgress };
  };
  const { code, err } = await here.run(['deploy'], { interrupted: pressing.signal });
  expect(code).toBe(130);
  expect(err).toMatch(
    /ROS goes on with stack media-metadata: 'media deploy --follow' shows how it ends\.\n$/,
  );
  const [{ stackId } = { stackId: '' }] = here.cloud.ros.listStacks();
  // The first poll finds the stack still in progress.
  here.ros.fate = (action) =>
    action === 'ListStacks'
      ? { status: 200, body: { Stacks: [{ ...inProgress, StackId: stackId }] } }
      : undefined;
  expect((await here.run(['deploy'])).err).toMatch(/another deployment is at work/);
  const rest = await here.run(['deploy', '--follow']);
  expect(rest).toMatchObject({ code: 0, out: expect.stringContaining('BucketName  my-media') });
  expect(rest.err).toContain('CREATE_COMPLETE       Media');
  expect(rest.err).not.toContain('UPDATE');
  expect(outputsFile()).toHaveProperty('media-metadata');
});

it('deploys nothing when it is interrupted before', async () => {
  const pressing = new AbortController();
  here.ros.fate = (action) => {
    if (action === 'ListStacks') pressing.abort(130);
    return undefined;
  };
  const { code, err } = await here.run(['deploy'], { interrupted: pressing.signal });
  expect(code).toBe(130);
  expect(err).toContain('Nothing was deployed.');
  expect(here.cloud.ros.listStacks()).toEqual([]);
});

it.each([
  ['no region', ['deploy'], { env: {} }, 'Which region? Give --region'],
  [
    'a region that is none',
    ['deploy', '--region', 'x.evil.com#'],
    { env: {} },
    '--region: must be a region such as cn-hangzhou',
  ],
  [
    'an address that is none',
    ['deploy', '--region', 'cn-hangzhou', '--ros-endpoint', 'ros'],
    { env: {} },
    '--ros-endpoint: must be http',
  ],
  ['a setting that there is not', ['deploy', '-c', 'colour=red'], {}, "Unknown setting 'colour'"],
  ['a setting of no form', ['deploy', '-c', 'colour'], {}, "must be '-c name=value'"],
])('refuses %s', async (_what, argv, options, message) => {
  const { code, err } = await here.run(argv, options);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(here.ros.calls).toEqual([]);
});

it.each(['[]', 'null', '{'])('does not overwrite a file that holds %s', async (text) => {
  writeFileSync(here.path('stack.outputs.json'), text);
  const { code, err } = await here.run(['deploy']);
  expect({ code, calls: here.ros.calls }).toEqual({ code: 2, calls: [] });
  expect(err).toContain('--outputs: ');
  expect(readFileSync(here.path('stack.outputs.json'), 'utf8')).toBe(text);
});

it.each([['deploy'], ['deploy', '--follow'], ['destroy', '--yes']])(
  "keeps the outputs of another account's stack: %s %s",
  async (...argv) => {
    const real = { 'media-metadata': [{ OutputKey: 'AccountId', OutputValue: '1000000000000001' }] };
    writeFileSync(here.path('stack.outputs.json'), JSON.stringify(real));
    const { code, err } = await here.run(argv);
    expect({ code, calls: here.ros.calls }).toEqual({ code: 2, calls: [] });
    expect(err).toMatch(/has the outputs of media-metadata in account 1000000000000001, .*name another file/);
    expect(outputsFile()).toEqual(real);
    await here.run([...argv, '--outputs', 'rehearsal.json']);
    expect(here.ros.calls).not.toEqual([]);
  },
);

it('says what to do when ROS takes the credentials no longer', async () => {
  here.ros.fate = () => refused('InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
  const { code, err } = await here.run(['deploy']);
  expect(code).toBe(2);
  expect(err).toMatch(
    /media: ROS: InvalidSecurityToken\.Expired: .*\nThe temporary credentials have ended: get new ones/,
  );
});

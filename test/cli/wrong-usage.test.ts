import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findTarget, type NeededName, type TargetOptions } from '../../cli/cloud/target';
import { brokenRule } from '../../cli/cloud/target-grammar';
import { UsageError } from '../../cli/program/errors';
import { runMedia } from './run-media';
import { asList, LOCAL_LINE, OUTPUTS, TargetFolder } from './target-folder';

const folder = new TargetFolder();
const { save, target } = folder;

describe('names and addresses that fit no grammar', () => {
  it('are told all at once with file, output, rule and value', async () => {
    await save({
      films: asList({ ...OUTPUTS, InstanceName: 'host/#', BucketName: 'UPPER', AccountId: '1@x' }),
    });
    const message = () => target({ region: 'cn hangzhou', ossEndpoint: 'https://a@b' });

    expect(message).toThrow(UsageError);
    expect(message).toThrow(
      [
        "--region: must be a region such as cn-hangzhou, 'cn hangzhou' given. Did you mean cn-hangzhou?",
        "output 'BucketName' in 'stack.outputs.json': must be 3–63 lower-case letters, digits or inner hyphens, 'UPPER' given.",
        "output 'InstanceName' in 'stack.outputs.json': must be 3–16 lower-case letters, digits or inner hyphens that start with a letter, 'host/#' given.",
        "output 'AccountId' in 'stack.outputs.json': must be an account id of 1–20 digits, '1@x' given.",
        "--oss-endpoint: must be http:// or https:// and a host, with a port or without, and nothing behind, 'https://a@b' given.",
      ].join('\n'),
    );
  });

  it.each([
    ['region', 'evil.example/#'],
    ['region', 'cn-hangzhou.evil.example'],
    ['bucket', 'a.b'],
    ['bucket', '../x'],
    ['instance', 'host/#'],
    ['instance', 'a?b'],
    ['table', 'a b'],
    ['service', '../../x'],
    ['function', 'a/b'],
    ['tablestoreEndpoint', 'https://x/path'],
    ['tablestoreEndpoint', 'https://x?y'],
    ['tablestoreEndpoint', 'https://x#y'],
    ['ossEndpoint', 'ftp://x'],
    ['ossEndpoint', 'https://user:password@x'],
    ['fcEndpoint', 'https://x:99999'],
    ['fcEndpoint', 'https://x\n'],
    ['fcEndpoint', 'x'],
  ])('are refused as option: %s %j', async (field, value) => {
    await save({ films: asList(OUTPUTS) });
    expect(() => target({ [field]: value })).toThrow(/^--[a-z-]+: must be .* given\.$/s);
  });

  it.each(['region', 'bucket', 'instance', 'table', 'service', 'function', 'accountId', 'ossEndpoint'])(
    'are refused in the line of the local cloud: %s',
    async (field) => {
      await save({ ...LOCAL_LINE, [field]: 'host/#' }, 'local.json');
      expect(() => target({ local: 'local.json' })).toThrow(`'${field}' in 'local.json': must be `);
    },
  );

  it('are refused in the environment', async () => {
    await save({ films: asList(OUTPUTS) });
    expect(() => target({}, { ALIBABA_CLOUD_REGION_ID: 'x/#' })).toThrow(
      "$ALIBABA_CLOUD_REGION_ID: must be a region such as cn-hangzhou, 'x/#' given.",
    );
    expect(() => target({}, { ALIBABA_CLOUD_ACCOUNT_ID: 'x/#' })).toThrow(
      '$ALIBABA_CLOUD_ACCOUNT_ID: must be',
    );
  });

  it('are refused before anything is sent', async () => {
    let requests = 0;
    const server = createServer(() => {
      requests += 1;
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await save({ films: asList({ ...OUTPUTS, InstanceName: `127.0.0.1:${port}/#` }) });
    try {
      const { code, err } = await runMedia(['find'], { cwd: folder.path });
      expect(code).toBe(2);
      expect(err).toContain("output 'InstanceName' in 'stack.outputs.json': must be");
      expect(requests).toBe(0);
    } finally {
      server.close();
    }
  });

  it('are not what endpoints of tunnels and the local cloud look like', () => {
    for (const endpoint of [
      'http://localhost:8080',
      'http://127.0.0.1:1/',
      'https://[::1]:1',
      'https://a-b.c',
    ]) {
      expect(brokenRule('ossEndpoint', endpoint)).toBeUndefined();
    }
  });
});

describe('wrong usage', () => {
  it.each([
    [
      ['find', 'VideoFromat=HEVC'],
      "media: There is no column 'VideoFromat'. Did you mean VideoFormat?\n  VideoFromat=HEVC\n  ^^^^^^^^^^^\n",
    ],
    [['find', '--sort', 'Title'], "'Title' cannot be sorted by."],
    [['find', '--columns', 'Key,Sise'], "There is no column 'Sise'. Did you mean Size?"],
    [['find', '--limit', '0'], 'A whole number above 0 is expected.'],
    [['find', '--status', 'FAILD'], "'FAILD' given. Did you mean FAILED?"],
    [['find', '--csv', '--json'], "option '--csv' cannot be used with option '--json'"],
    [['stats', '--by', 'Title'], "--by: 'Title' cannot be grouped by."],
    [['find', 'a', 'b'], 'too many arguments'],
    [['find', 'a', 'b'], 'Keep the query in single quotes.'],
    [['try', '-r'], '-r needs a folder'],
    ...(['try', 'soak'] as const).map((name): [string[], string] => [
      [name, '-c', 'functions=false'],
      "Invalid setting 'functions': must be true here, since the functions describe the files; leave it out, 'false' given.",
    ]),
    [
      ['policy', 'old', 'a.mp4'],
      "'media policy new KEY' or 'media policy new FILE' is expected, 'old' given.",
    ],
    [['fnid'], "unknown command 'fnid'"],
    [['put', '-', '--local', '-'], "Standard input can be '--local -' or names of files, not both."],
    [['find', '--timeout', '0'], 'A number above 0 is expected.'],
  ])('%j', async (argv, problem) => {
    const { code, out, err } = await runMedia(argv, { cwd: folder.path });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(problem);
  });

  it('helps on standard output, with examples', async () => {
    const { code, out } = await runMedia(['find', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('VideoFormat=HEVC and VideoHeight>=2160 and LastModified>-7d');
    expect(out).toContain('Exit codes: 0');
  });

  it('shows in the help what is to be written as it is, and what stands for something', async () => {
    expect((await runMedia(['policy', '--help'])).out).toMatch(
      /^Usage: media policy \[options\] new <source>\n/,
    );
    expect((await runMedia(['find', '--help'])).out).toMatch(/^Usage: media find \[options\] \[query\]\n/);
    const { out } = await runMedia(['--help']);
    expect(out).toMatch(/^ {2}policy new <source> {2}/m);
    expect(out).toMatch(/^ {2}check <policy> \[what\.\.\.\] /m);
    expect(out).toMatch(/^ {2}help \[command\] /m);
  });
});

it('asks for no name that a command does without', async () => {
  const needing = (needed: readonly NeededName[], options: TargetOptions) =>
    findTarget(options, { env: {}, cwd: folder.path }, needed);
  const region = 'cn-hangzhou';
  expect(needing(['bucket'], { region, bucket: 'films-1' })).toMatchObject({
    bucket: 'films-1',
    instance: '',
    table: '',
  });
  expect(needing([], { region, logProject: 'logs-1', logStore: 'functions' })).toMatchObject({
    logEndpoint: 'https://cn-hangzhou.log.aliyuncs.com',
    logProject: 'logs-1',
  });
  expect(() => needing(['bucket'], { region })).toThrow('or give --bucket;');
  expect(() => needing(['instance', 'table'], { bucket: 'films-1' })).toThrow(
    'or give --region, --instance, --table;',
  );
  // Outputs are checked even when they are not needed.
  expect(() => needing([], { region, bucket: 'A_B' })).toThrow("'A_B' given");
});

it('lets put and logs do without a table, and find without a bucket', async () => {
  const asked = async (...argv: string[]) =>
    (await runMedia([...argv, '--region', 'cn-hangzhou'], { cwd: folder.path })).err;
  await save({}, 'film.mp4');
  expect(await asked('put', 'film.mp4')).toContain('or give --bucket;');
  expect(await asked('logs')).toContain("The logs' place is not known");
  expect(await asked('find')).toContain('or give --instance, --table;');
  expect(await asked('show', 'film.mp4')).toContain('or give --bucket, --instance, --table;');
});

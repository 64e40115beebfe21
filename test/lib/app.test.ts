import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { PROJECT_ROOT } from '../../lib/project-root';
import { zipEntries } from './support/zip-entries';

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs the app in a separate process, as the official CLI does: context and output directory are environment
 * variables.
 */
function runApp(env: Record<string, string>, options: { cwd?: string; args?: string[] } = {}): Promise<Run> {
  const argv = [
    '--import',
    require.resolve('tsx'),
    join(PROJECT_ROOT, 'bin', 'app.ts'),
    ...(options.args ?? []),
  ];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      argv,
      { cwd: options.cwd ?? PROJECT_ROOT, env: { PATH: process.env['PATH'], ...env } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const contents = (directory: string) =>
  Object.fromEntries(
    readdirSync(directory)
      .sort()
      .map((name) => [name, readFileSync(join(directory, name))]),
  );

const hashes = (files: Record<string, Buffer>) =>
  Object.entries(files).map(
    ([name, content]) => `${name} ${createHash('sha256').update(content).digest('hex')}`,
  );

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'app-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('the app', () => {
  let outdir: string;
  let first: Run;
  beforeAll(async () => {
    outdir = mkdtempSync(join(tmpdir(), 'app-'));
    first = await runApp({ CDK_OUTDIR: outdir, TZ: 'Pacific/Kiritimati', CDK_CONTEXT_JSON: '{}' });
  }, 60_000);
  afterAll(() => rmSync(outdir, { recursive: true }));

  it('writes what the official CLI reads, the same bytes wherever and whenever it runs', async () => {
    const [other, elsewhere] = [join(directory, 'a longer name', 'other'), join(directory, 'elsewhere')];
    mkdirSync(elsewhere);

    const second = await runApp(
      { CDK_OUTDIR: other, TZ: 'America/Adak', CDK_CONTEXT_JSON: '{"ros:cdk:enable-asset-metadata":true}' },
      { cwd: elsewhere },
    );

    const silent = { code: 0, stdout: '', stderr: '' };
    expect([first, second]).toEqual([silent, silent]);
    const files = contents(outdir);
    expect(Object.keys(files)).toEqual([
      expect.stringMatching(/^asset\.[0-9a-f]{64}\.zip$/),
      'cdk.out',
      'manifest.json',
      'media-metadata.assets.json',
      'media-metadata.template.json',
    ]);
    expect(hashes(contents(other))).toEqual(hashes(files));
  }, 60_000);

  it('packs no more than 9 MB, and nothing that names a directory of this machine', () => {
    const files = contents(outdir);
    const [asset = ''] = Object.keys(files);
    const archive = files[asset]!;

    expect(archive.length).toBeLessThanOrEqual(9_000_000);
    expect(zipEntries(archive).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['index.js', 'mediainfo/manifest.json', 'object-file/object-file.so']),
    );
    const ours = Object.entries(unzipSync(archive)).filter(([name]) => name.startsWith('index.js'));
    for (const text of [...ours.map(([, code]) => Buffer.from(code)), files['manifest.json']!]) {
      expect(text.includes(PROJECT_ROOT)).toBe(false);
      expect(text.includes(outdir)).toBe(false);
    }
  });

  it('reports wrong settings as plain sentences, writes nothing and ends with code 1', async () => {
    const run = await runApp(
      { CDK_OUTDIR: join(directory, 'out'), CDK_CONTEXT_JSON: '{"memoryMb":512}' },
      { args: ['-c', 'cpu=fast', '-c', 'removal=never'] },
    );

    expect(run).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        "Unknown setting 'memoryMb'. Did you mean memoryMB?",
        "Invalid setting 'cpu': must be a number, 'fast' given.",
        "Invalid setting 'removal': must be one of safe, retain, purge, 'never' given.",
        '',
      ].join('\n'),
    });
    expect(readdirSync(directory)).toEqual([]);
  }, 60_000);

  it('has a cdk.json that starts it without a build step', () => {
    const { app } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'cdk.json'), 'utf8'));

    expect(app).toBe('npx tsx bin/app.ts');
  });
});

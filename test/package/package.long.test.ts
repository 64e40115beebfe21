import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { ownCodePackage, readyMadeCode } from '../../lib/code-package/own-code-package';
import { PROJECT_ROOT } from '../../lib/project-root';
import { synthesizedExample } from '../examples/synthesized';
import { copyExample, install, needsOf, pack, run } from './installed';

/** What the registry and whoever installs it is asked to carry. */
const MOST_BYTES = 15_000_000;

const contents = (directory: string) =>
  Object.fromEntries(
    readdirSync(directory).map((name) => [name, readFileSync(join(directory, name)).toString('base64')]),
  );

// Compiling and packing take some seconds, and a busy machine more.
jest.setTimeout(120_000);

describe('The published package', () => {
  let directory: string;
  let tarball: string;
  let app: string;
  let installed: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'package-'));
    tarball = await pack(directory);
    app = copyExample('own-app', directory);
    installed = await install(tarball, app);
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  it('is small', () => {
    expect(statSync(tarball).size).toBeLessThan(MOST_BYTES);
  });

  it('holds what is compiled, and neither sources nor tests', () => {
    expect(readdirSync(installed).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'assets',
      'bin',
      'cdk.json',
      'dist',
      // Help and messages name its pages.
      'docs',
      'launcher',
      'package.json',
      'packages',
    ]);
    const files = readdirSync(join(installed, 'dist', 'library'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => /(?<!\.d)\.ts$|test/.test(name))).toEqual([]);
  });

  it('runs the command without its sources, in any folder', async () => {
    const command = join(installed, 'bin', 'media.mjs');
    const { version } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'));
    expect((await run(process.execPath, [command, '--version'], { cwd: directory })).stdout).toBe(
      `${version}\n`,
    );

    writeFileSync(join(directory, 'list.txt'), 'No media.');
    const { stdout } = await run(process.execPath, [command, 'try', '--json', 'list.txt'], {
      cwd: directory,
    });
    expect(JSON.parse(stdout)).toMatchObject({ key: 'list.txt', status: 'NOT_MEDIA' });
  });

  it('finds the program that converts reports, for media show --as', async () => {
    const commands = join(installed, 'dist', 'command');
    const [compiled = ''] = readdirSync(commands).filter((name) => name.startsWith('command-'));
    const code = join(commands, compiled, 'code.cjs');
    const { stdout } = await run(process.execPath, [code], { cwd: directory });
    expect(stdout.startsWith(realpathSync(installed))).toBe(true);
    expect(Object.keys(unzipSync(readFileSync(stdout)))).toContain('convert-report.js');
  });

  it('brings the code zip of this commit', () => {
    const { path, ...about } = readyMadeCode(join(installed, 'dist', 'library', 'code'));
    const own = ownCodePackage();

    expect(about).toEqual({ sha256: own.sha256, mediaInfoVersion: own.mediaInfoVersion });
    expect(readFileSync(path).equals(readFileSync(own.path))).toBe(true);
  });

  it('makes of the example what the checkout makes of it, byte by byte', async () => {
    const tsx = require.resolve('tsx');
    const there = join(directory, 'there');
    await run(process.execPath, ['--import', tsx, 'app.ts'], {
      cwd: app,
      env: { ...process.env, CDK_OUTDIR: there },
    });

    const [ours, theirs] = [contents(await synthesizedExample('own-app')), contents(there)];
    expect(Object.keys(theirs)).toEqual(Object.keys(ours));
    for (const name of Object.keys(ours).filter((one) => /template|assets|\.zip$/.test(one))) {
      expect(theirs[name] === ours[name]).toBe(true);
    }
  });

  it('has types that an app compiles with', async () => {
    const tsc = join(PROJECT_ROOT, 'node_modules', '.bin', 'tsc');
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', ''];
    writeFileSync(
      join(app, 'wrong.ts'),
      "import type { MediaMetadataProps } from 'media-metadata';\nexport const props: MediaMetadataProps = { memoryMB: 'much' };\n",
    );

    const refused = await run(tsc, [...flags, '--skipLibCheck', 'app.ts', 'wrong.ts'], { cwd: app }).catch(
      (error) => error,
    );
    expect(refused.stdout).toMatch(
      /^wrong\.ts\(2,\d+\): error \w+: Type 'string' is not assignable to type 'number'\.\n$/,
    );
  });

  it('refuses wrong props, all at once, also from JavaScript', async () => {
    const script = `
      const { App, Stack } = require('@alicloud/ros-cdk-core');
      const { MediaMetadata, SettingsError } = require('media-metadata');
      try {
        new MediaMetadata(new Stack(new App({ autoSynth: false }), 'theirs'), 'Media', { memoryMB: 1, colour: 'red' });
      } catch (error) {
        console.log(error instanceof SettingsError, error.violations.length);
      }`;

    const { stdout } = await run(process.execPath, ['-e', script], { cwd: app });

    expect(stdout).toBe('true 3\n');
  });

  it('asks for nothing that the library does not use', () => {
    const used = readdirSync(join(installed, 'dist', 'library'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => {
        const code = readFileSync(join(installed, 'dist', 'library', name), 'utf8');
        return [...code.matchAll(/require\("([^."][^"]*)"\)/g)].map(([, module]) => module!);
      })
      .filter((module) => !module.startsWith('node:'));

    expect(needsOf(installed)).toEqual(expect.arrayContaining([...new Set(used)]));
    expect([...new Set(used)].sort()).toEqual([
      '@alicloud/ros-cdk-core',
      '@alicloud/ros-cdk-fc',
      '@alicloud/ros-cdk-fc3',
      '@alicloud/ros-cdk-oss',
      '@alicloud/ros-cdk-ossassets',
      '@alicloud/ros-cdk-ots',
      '@alicloud/ros-cdk-ram',
      '@alicloud/ros-cdk-ros',
      '@alicloud/ros-cdk-sls',
      'fastest-levenshtein',
      'sax',
      'zod',
    ]);
  });
});

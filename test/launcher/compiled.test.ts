import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';

/** Stands in for the compiler: what it makes prints the source, and how often it was called. */
const COMPILER = `
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
export async function compile(): Promise<void> {
  const root = __dirname + '/../';
  const source = readFileSync(root + 'bin/media.ts', 'utf8');
  if (source === 'wrong') throw new Error('bin/media.ts:1: wrong');
  appendFileSync(root + 'calls', '.');
  for (const name of ['one', 'two']) mkdirSync(root + 'dist/command/' + name, { recursive: true });
  writeFileSync(root + 'dist/command/one/media.mjs', 'console.log(' + JSON.stringify(source) + ', process.argv[2])');
  const { size, mtimeMs } = statSync(root + 'bin/media.ts');
  const inputs = [['bin/media.ts', size, mtimeMs], ['lib/absent.ts', null, null]];
  writeFileSync(root + 'dist/command/compiled.json', JSON.stringify({ directory: 'one', clients: 'two', inputs }));
}
`;

describe('A checkout', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'checkout-'));
    for (const path of ['bin/media.mjs', 'launcher/compiled.mjs']) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      copyFileSync(join(PROJECT_ROOT, path), join(root, path));
    }
    symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(root, 'node_modules'));
    put('launcher/compile.ts', COMPILER);
    put('bin/media.ts', 'first');
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function put(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  function run() {
    const args = [join(root, 'bin/media.mjs'), 'given'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: '/' });
    return { status, stdout, stderr };
  }

  const calls = (): number => readFileSync(join(root, 'calls'), 'utf8').length;

  it('is compiled by the first call, not by the next one, and runs with the arguments', () => {
    for (const _ of [1, 2]) expect(run()).toEqual({ status: 0, stdout: 'first given\n', stderr: '' });
    expect(calls()).toBe(1);
  });

  it('is compiled again when a source has another size or time, or is there now', () => {
    run();
    put('bin/media.ts', 'second');
    expect(run().stdout).toBe('second given\n');
    utimesSync(join(root, 'bin/media.ts'), 1, 1);
    run();
    expect(calls()).toBe(3);
    put('lib/absent.ts', '');
    run();
    expect(calls()).toBe(4);
  });

  it('is compiled again when what was compiled is gone or the record of it broken', () => {
    run();
    rmSync(join(root, 'dist/command/one'), { recursive: true });
    expect(run().stdout).toBe('first given\n');
    rmSync(join(root, 'dist/command/two'), { recursive: true });
    expect(run().stdout).toBe('first given\n');
    put('dist/command/compiled.json', '{');
    expect(run().stdout).toBe('first given\n');
    expect(calls()).toBe(4);
  });

  it('says in one line why it cannot be compiled', () => {
    put('bin/media.ts', 'wrong');
    expect(run()).toEqual({
      status: 1,
      stdout: '',
      stderr: `media: the command could not be compiled into '${join(root, 'dist/command/')}': bin/media.ts:1: wrong\n`,
    });
  });

  it('that was published has no sources and nothing to compare', () => {
    run();
    rmSync(join(root, 'bin/media.ts'));
    rmSync(join(root, 'launcher/compile.ts'));
    expect(run().stdout).toBe('first given\n');
  });
});

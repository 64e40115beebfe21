import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCheck } from '../src/command';
import { changed } from './change-template';
import { UPLOADS } from './uploads';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'template-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function run(...argv: string[]) {
  const written = { stdout: '', stderr: '' };
  const to = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (written[name] += text) });
  return { code: runCheck(argv, { stdout: to('stdout'), stderr: to('stderr') }), ...written };
}

const good = () => file('good.json', UPLOADS);
const refused = () => file('refused.json', changed(UPLOADS, [['WorkerFunction.Timeout', 0]]));
const unwise = () => file('unwise.json', changed(UPLOADS, [['SourceBucket.AccessControl', 'public-read']]));

it('says nothing about a template that keeps every rule', () => {
  expect(run(good())).toEqual({ code: 0, stdout: '', stderr: '' });
});

it('fails for what a service refuses, with place, rule and value', () => {
  expect(run(refused())).toEqual({
    code: 1,
    stdout:
      "Invalid template at 'Resources.WorkerFunction.Properties.Timeout': must be 1 to 86400 seconds, 0 given [fc-function-timeout].\n",
    stderr: '',
  });
});

it('shows what is unwise, and fails for it when it is strict', () => {
  expect(run(unwise())).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Unwise template at .*\n$/),
  });
  expect(run(unwise(), '--strict').code).toBe(1);
});

it('names the file where there are several, and gives JSON to programs', () => {
  expect(run(good(), refused()).stdout).toMatch(/^\S*refused\.json: Invalid template at /);
  expect(JSON.parse(run('--json', refused()).stdout)).toMatchObject([
    { file: refused(), rule: 'fc-function-timeout', verdict: 'refused', value: 0 },
  ]);
});

it.each([
  ['no file', [], /^Usage: /],
  ['an option that it does not have', ['--fast'], /--fast/],
  ['a file that is not there', ['/no/such.json'], /^Cannot read '\/no\/such\.json' \(ENOENT\)\.\n$/],
])('refuses %s', (_, argv, message) => {
  expect(run(...argv)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
});

it('refuses a file that is not JSON', () => {
  expect(run(file('notes.json', 'Resources:'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("notes.json' is not JSON"),
  });
});

it('runs as a command', () => {
  const command = join(__dirname, '..', 'bin', 'ros-template-check.mjs');
  const { status, stdout } = spawnSync(process.execPath, [command, refused()], { encoding: 'utf8' });

  expect({ status, stdout }).toEqual({ status: 1, stdout: run(refused()).stdout });
});

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Cloud } from '../../src/cloud';
import { deploy, ossClient } from './log-stack';

const PACKAGE = resolve(__dirname, '..', '..');

/** Many more than the number of keys: most objects were replaced, some while their event was on its way. */
const ANSWERS = 400;

let directory: string;
let cloud: Cloud | undefined;
let child: ChildProcessByStdio<null, Readable, null>;
const path = (name: string): string => join(directory, name);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'killed-cloud-'));
});
afterEach(async () => {
  child.kill('SIGKILL');
  await cloud?.close();
  rmSync(directory, { recursive: true });
});

const linesOf = (name: string): string[] => {
  const text = readdirSync(directory).includes(name) ? readFileSync(path(name), 'utf8') : '';
  return text.split('\n').filter(Boolean);
};

/** Uploads in another process, which is killed after some answers. @returns `KEY ETAG` of each answer */
async function uploadAndKill(): Promise<string[]> {
  const script = join(__dirname, 'uploader.ts');
  const args = ['--import', 'tsx', script, path('data'), path('first.log'), path('gate')];
  child = spawn(process.execPath, args, { cwd: PACKAGE, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const answered: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    answered.push(line);
    if (answered.length === ANSWERS) child.kill('SIGKILL');
  }
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
  return answered;
}

it('delivers after a SIGKILL what was not delivered before', async () => {
  const answered = await uploadAndKill();
  const before = new Set(linesOf('first.log'));
  const undelivered = answered.filter((line) => !before.has(line));
  // At least the held ones.
  expect(undelivered.length).toBeGreaterThan(ANSWERS / 4);

  writeFileSync(path('gate'), '');
  cloud = await Cloud.start({ dataDir: path('data'), onNotice: () => undefined });
  await deploy(cloud, { LOG: path('second.log'), GATE: path('gate') });
  await cloud.functions.idle();

  const seen = new Set([...before, ...linesOf('second.log')]);
  expect(undelivered.filter((line) => !seen.has(line))).toEqual([]);
  const { objects } = await ossClient(cloud).list({ 'max-keys': 1000 }, {});
  expect(objects).toHaveLength(40);
  const now = objects.map(({ name, etag }) => `${name} ${etag.replaceAll('"', '')}`);
  expect(now.filter((line) => !seen.has(line))).toEqual([]);
  expect(cloud.functions.problems).toEqual([]);
  // The temporary directory of the killed process.
  const leftOvers = readdirSync(tmpdir()).filter((name) => name.startsWith(`stand-in-cloud-${child.pid}-`));
  expect(leftOvers).toEqual([]);

  // Nothing is delivered twice once it was dealt with.
  await cloud.close();
  cloud = await Cloud.start({ dataDir: path('data') });
  await deploy(cloud, { LOG: path('third.log'), GATE: path('gate') });
  await cloud.functions.idle();
  expect(linesOf('third.log')).toEqual([]);
}, 120_000);

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../../lib/project-root';
import { MEDIA } from '../functions/extract/support/local-report';

/** What the commands left; tsx has a folder of its own. */
const leftIn = (folder: string): string[] => readdirSync(folder).filter((name) => !name.startsWith('tsx-'));

type Child = ChildProcessByStdio<null, Readable, Readable>;

describe('As a process', () => {
  let scratch: string;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'spawned-'));
  });

  afterEach(() => rmSync(scratch, { recursive: true }));

  function run(script: string, ...argv: string[]): Child {
    return spawn(process.execPath, ['--import', 'tsx', join(PROJECT_ROOT, 'bin', script), ...argv], {
      cwd: PROJECT_ROOT,
      env: { ...process.env, TMPDIR: scratch, npm_lifecycle_event: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async function endOf(child: Child) {
    const [[code], stdout, stderr] = await Promise.all([
      once(child, 'exit') as Promise<[number | null]>,
      text(child.stdout),
      text(child.stderr),
    ]);
    return { code, stdout, stderr };
  }

  it('`npm start` prints one JSON object per file and nothing else, and leaves nothing behind', async () => {
    const paths = ['still.jpg', 'text.mp4'].map((name) => join(MEDIA, name));
    const { code, stdout, stderr } = await endOf(run('start.ts', '--json', ...paths));

    const objects = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(objects).toEqual([
      {
        key: 'still.jpg',
        status: 'DESCRIBED',
        reason: null,
        columns: expect.objectContaining({
          Key: 'still.jpg',
          Format: 'JPEG',
          ImageWidth: expect.any(Number),
        }),
        xml: expect.stringMatching(/^<\?xml /),
      },
      {
        key: 'text.mp4',
        status: 'NOT_MEDIA',
        reason: expect.any(String),
        columns: expect.objectContaining({ Key: 'text.mp4', Size: 49 }),
        xml: expect.anything(),
      },
    ]);
    expect(stderr).toContain('deploy  ObjectTrigger ALIYUN::FC::Trigger\n');
    expect(stderr).not.toContain('\x1b[2K');
    expect(code).toBe(0);
    expect(leftIn(scratch)).toEqual([]);
  }, 60_000);

  it('`npm start` ends with 2 for a file that is not there, without starting anything', async () => {
    const { code, stdout, stderr } = await endOf(run('start.ts', '/nowhere/film.mp4'));

    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: "No such file: '/nowhere/film.mp4'.\n",
    });
  }, 60_000);

  it('`npm run local` says in its first line how to reach it, and cleans up when it is told to end', async () => {
    const child = run('local.ts');
    const ended = once(child, 'exit');
    child.stderr.resume();
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    child.kill('SIGTERM');

    expect(Object.keys(JSON.parse(line)).sort()).toEqual([
      'accessKeyId',
      'accessKeySecret',
      'accountId',
      'bucket',
      'fcEndpoint',
      'function',
      'instance',
      'mediaInfoVersion',
      'ossEndpoint',
      'reading',
      'region',
      'rosEndpoint',
      'service',
      'stsEndpoint',
      'table',
      'tablestoreEndpoint',
    ]);
    expect(await ended).toEqual([0, null]);
    expect(leftIn(scratch)).toEqual([]);
  }, 60_000);
});

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { PROJECT_ROOT } from '../../lib/project-root';
import { MEDIA } from '../functions/extract/support/local-report';
import { IS_LONG_RUN } from '../setup/long-run';

/** The files that the commands left. The folder of tsx is not theirs. */
const leftIn = (folder: string): string[] => readdirSync(folder).filter((name) => !name.startsWith('tsx-'));

const COMMAND = join(PROJECT_ROOT, 'bin', 'media.mjs');

type Child = ChildProcessByStdio<null, Readable, Readable>;

describe('As a process', () => {
  let scratch: string;

  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'spawned-'));
  });

  afterEach(() => rmSync(scratch, { recursive: true }));

  function run(...argv: string[]): Child {
    return spawn(process.execPath, [COMMAND, ...argv], {
      cwd: scratch,
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

  /** Waits for a line on standard error, presses Ctrl-C then, and answers with all lines. */
  async function interruptedAt(said: string, child: Child) {
    const ended = once(child, 'exit') as Promise<[number | null]>;
    child.stdout.resume();
    const lines: string[] = [];
    for await (const line of createInterface(child.stderr)) {
      lines.push(line);
      if (line.startsWith(said)) child.kill('SIGINT');
    }
    return { code: (await ended)[0], lines: lines.filter((line) => !line.startsWith('deploy ')) };
  }

  if (IS_LONG_RUN) {
    it('`media try` ends without warnings when it is interrupted during an upload', async () => {
      const film = join(scratch, 'film.bin');
      writeFileSync(film, '');
      // A larger file would be read in place and not be uploaded.
      truncateSync(film, 250 * 2 ** 20);
      const { code, lines } = await interruptedAt('upload ', run('try', film));

      expect(code).toBe(130);
      expect(lines).toEqual([expect.stringMatching(/^upload {2}oss:.*film\.bin$/)]);
      expect(leftIn(scratch)).toEqual(['film.bin']);
    }, 60_000);

    it('`media try` says nothing of each file when it is interrupted while it waits', async () => {
      const paths = ['still.jpg', 'text.mp4'].map((name) => join(MEDIA, name));
      const { code, lines } = await interruptedAt('wait ', run('try', ...paths));

      expect(code).toBe(130);
      expect(lines).toEqual([
        expect.stringMatching(/^upload {2}oss:.*still\.jpg$/),
        expect.stringMatching(/^upload {2}oss:.*text\.mp4$/),
        'wait    until every event is dealt with',
      ]);
      expect(leftIn(scratch)).toEqual([]);
    }, 60_000);
    return;
  }

  it('`media try` prints one JSON object per file and nothing else, and leaves nothing behind', async () => {
    const paths = ['still.jpg', 'text.mp4'].map((name) => join(MEDIA, name));
    const { code, stdout, stderr } = await endOf(run('try', '--json', ...paths));

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
        status: 'UNRECOGNISED',
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

  it('`media try` ends with 2 for a file that is not there, without starting anything', async () => {
    const { code, stdout, stderr } = await endOf(run('try', '/nowhere/film.mp4'));

    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: "media: No such file: '/nowhere/film.mp4'.\n",
    });
  }, 60_000);

  it('`media local` says in its first line how to reach it, and cleans up when it is told to end', async () => {
    const child = run('local');
    const ended = once(child, 'exit');
    child.stderr.resume();
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    writeFileSync(join(scratch, 'local.json'), `${line}\n`);
    const asked = await endOf(run('find', '--count', '--local', 'local.json'));
    rmSync(join(scratch, 'local.json'));
    child.kill('SIGTERM');

    expect(Object.keys(JSON.parse(line)).sort()).toEqual([
      'accessKeyId',
      'accessKeySecret',
      'accountId',
      'bucket',
      'clients',
      'fcEndpoint',
      'function',
      'instance',
      'logEndpoint',
      'logProject',
      'logStore',
      'mediaInfoVersion',
      'ossEndpoint',
      'outputs',
      'quotasEndpoint',
      'ramEndpoint',
      'reading',
      'region',
      'rosEndpoint',
      'service',
      'stackId',
      'stackName',
      'stsEndpoint',
      'table',
      'tablestoreEndpoint',
    ]);
    expect(asked).toEqual({
      code: 0,
      stdout: '0\n',
      stderr: expect.stringMatching(/^The table has no rows yet\. .* `media backfill`\.\n$/),
    });
    expect(await ended).toEqual([0, null]);
    expect(leftIn(scratch)).toEqual([]);
  }, 60_000);

  it('`npm start` takes paths from where the user stands, not from where npm runs it', async () => {
    const given = { npm_lifecycle_script: 'node bin/media.mjs try', INIT_CWD: scratch };
    const child = spawn(process.execPath, [COMMAND, 'try', 'film.mp4'], {
      cwd: PROJECT_ROOT,
      env: { ...process.env, ...given },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

    expect(await endOf(child)).toEqual({
      code: 2,
      stdout: '',
      stderr: `media: No such file: '${join(scratch, 'film.mp4')}'.\n`,
    });
  }, 60_000);

  /** Runs a command in a shell, because the tests need its redirections. */
  const inShell = (command: string): Child =>
    spawn('bash', ['-c', command.replace('MEDIA', `'${process.execPath}' '${COMMAND}'`)], {
      cwd: scratch,
      env: { ...process.env, npm_lifecycle_event: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it.each(['MEDIA --help', 'MEDIA completion bash', 'MEDIA find --help'])(
    'says in one sentence that a disk is full: %s',
    async (command) => {
      expect(await endOf(inShell(`${command} > /dev/full`))).toEqual({
        code: 2,
        stdout: '',
        stderr: 'media: The output cannot be written: no space is left there.\n',
      });
    },
    60_000,
  );

  it.each([['completion', 'bash'], ['--help']])(
    'ends silently, as other tools, where nobody reads any more: %s',
    async (...argv) => {
      const child = run(...argv);
      child.stdout.destroy();
      const [[code], stderr] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
      expect({ code, stderr }).toEqual({ code: 141, stderr: '' });
    },
    60_000,
  );

  it('has nowhere to say what is wrong where standard error is full, and still ends with its exit code', async () => {
    const { code, stdout } = await endOf(inShell('MEDIA find --limit nothing 2> /dev/full'));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  }, 60_000);

  it('prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'));

    expect(await endOf(run('--version'))).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  }, 60_000);
});

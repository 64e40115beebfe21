import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError, RecordedError } from '../../../../functions/extract/errors';
import { descendants } from '../support/child-processes';
import { attempts, HostileProgram, type HostileRun } from '../support/hostile-program';

const programs: HostileProgram[] = [];
afterAll(() => {
  for (const program of programs) program.remove();
});

function hostile(what: string): HostileProgram {
  const program = new HostileProgram(what);
  programs.push(program);
  return program;
}

const failureOf = (what: string, run: HostileRun = {}): Promise<unknown> =>
  hostile(what)
    .run(run)
    .then(
      ({ printed }) => printed,
      (error) => error,
    );

/**
 * Errors of a refused attempt: EPERM, ENOENT, EBADF and EACCES. An attempt to write to a read-only file may
 * also end with EINVAL.
 */
const REFUSED = ['1', '2', '9', '13'];

const notRefused = (table: Record<string, string>): string[] =>
  Object.keys(table).filter((name) => !REFUSED.includes(table[name]!));

/**
 * How the attempts end when the program is not confined. The last attempt replaces the program, so it prints
 * nothing.
 */
const AS_ROOT = process.getuid?.() === 0;

/** The process that was made since, of those that this process and its children made. */
async function newDescendant(before: readonly string[]): Promise<string> {
  for (;;) {
    const child = descendants().find((pid) => !before.includes(pid));
    if (child) return child;
    await sleep(5);
  }
}

describe.each([
  ['was started', false],
  ['was forked', true],
])('a program that has taken a mediainfo over which %s', (_, forked) => {
  const table = hostile('table');

  it('is refused everything but reading its object, computing and printing', async () => {
    const { printed, refused } = await table.run({ forked });
    const ended = attempts(printed);
    expect(Object.keys(ended)).toHaveLength(74);
    expect(notRefused(ended)).toEqual([]);
    // Not every kernel has Landlock.
    expect(refused?.filter((measure) => measure !== 'Landlock')).toEqual([]);
  });

  it('gets no more memory than the limit', async () => {
    const { printed } = await hostile('memory').run({ forked });
    expect(Number(printed)).toBeGreaterThan(128);
    expect(Number(printed)).toBeLessThanOrEqual(256);
  });

  it('is ended when it uses more than the limit on a kernel that sets none', async () => {
    expect(await failureOf('touch', { without: ['prlimit'], forked })).toMatchObject({
      status: 'TOO_LARGE',
      message: 'MediaInfo wanted more than 256 MB of memory (nothing read).',
    });
  });

  it('is ended when it computes without asking for a byte', async () => {
    const began = performance.now();
    const failure = await failureOf('spin', { limits: { maxStalledCpuSeconds: 0.5 }, forked });
    expect(failure).toMatchObject({
      status: 'TOO_SLOW',
      message: 'MediaInfo computed for 0.5 s without reading on (nothing read).',
    });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it.each([
    ['flood', 'TOO_LARGE', /report of more than 1000000 bytes/],
    ['question', 'FAILED', /in a way that only a file that has taken it over can bring about/],
    ['i386', 'FAILED', /broke down \(SIGSYS\)/],
    ['x32', 'FAILED', /broke down \(SIGSYS\)/],
  ])('is ended when it tries %s', async (what, status, message) => {
    const failure = await failureOf(what, { forked });
    expect(failure).toBeInstanceOf(RecordedError);
    expect(failure).toMatchObject({ status, message: expect.stringMatching(message) });
  });

  it('is not held against its object when somebody else ends it', async () => {
    const program = hostile('wait');
    if (forked) await program.slot();
    const before = descendants();
    const failure = program.run({ forked }).catch((error) => error);
    const child = await newDescendant(before);
    const shutIn = (): boolean => readFileSync(`/proc/${child}/status`, 'latin1').includes('Seccomp:\t2');
    while (!shutIn()) await sleep(10);
    // Wait until the program has also reported its confinement to us.
    await sleep(100);
    process.kill(Number(child), 'SIGKILL');
    expect(await failure).toEqual(new PlatformError('mediainfo was killed, perhaps because memory ran out.'));
  });
});

describe('a program that has taken mediainfo over', () => {
  const table = hostile('table');

  it('would not be refused it otherwise', () => {
    const ended = attempts(table.unconfined());
    const refused = Object.keys(ended).filter((name) => REFUSED.includes(ended[name]!));
    // Nobody can write to the mailbox.
    const never = [
      'write to the mailbox',
      'write to the mailbox at a place',
      'fill the disk behind the mailbox',
    ];
    if (AS_ROOT) expect(refused).toEqual(never);
    else expect(refused).toEqual(expect.arrayContaining(never));
  });

  it('is ended by the kernel when nobody watches it', async () => {
    expect(await hostile('spin').unwatched(1)).toBe('SIGXCPU');
  });

  it('cannot hold up the run beyond its deadline, even by a process that has left it and keeps its output', async () => {
    const began = Date.now();
    const limits = { deadline: began + 1_500 };
    const without: HostileRun['without'] = ['seccomp', 'prctl', 'prlimit', 'setresuid'];
    const failure = await failureOf('linger', { without, limits });
    expect(failure).toMatchObject({ status: 'TOO_SLOW' });
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});

describe('where the platform refuses a measure', () => {
  /** The measures that still hold when others are missing. */
  it.each([
    [['landlock'], ['Landlock'], []],
    // Only root can change its user.
    [['setresuid'], AS_ROOT ? ['an unprivileged user'] : [], []],
    [['capget'], AS_ROOT ? ['an unprivileged user'] : [], []],
    [['closeRange'], [], []],
    // The older system call for the filter still exists.
    [['seccomp'], [], []],
    [['prlimit'], ['limits of memory, CPU, file size, processes and descriptors'], []],
  ] as const)('%j, it says so and nothing else is allowed', async (without, measures, allowed) => {
    const { printed, refused } = await hostile('table').run({ without: [...without] });
    // Not every kernel has Landlock.
    const unexpected = refused!.filter(
      (measure) => measure !== 'Landlock' && !measures.includes(measure as never),
    );
    expect([unexpected, refused]).toEqual([[], expect.arrayContaining([...measures])]);
    expect(notRefused(attempts(printed))).toEqual(allowed);
  });

  it.each([
    [['landlock'], ['Landlock']],
    [['closeRange'], []],
    [['prlimit'], ['limits of memory, CPU, file size, processes and descriptors']],
  ] as const)('%j, the same holds when it was forked', async (without, measures) => {
    const { printed, refused } = await hostile('table').run({ without: [...without], forked: true });
    expect(refused).toEqual(expect.arrayContaining([...measures]));
    expect(notRefused(attempts(printed))).toEqual([]);
  });

  it('the filter of system calls, it still cannot fork, signal, trace or read others, nor become root', async () => {
    const { printed, refused } = await hostile('table').run({ without: ['seccomp', 'prctl'] });
    expect(refused).toEqual(expect.arrayContaining(['a filter of system calls', 'no new privileges']));
    const ended = attempts(printed);
    const held = ['fork', 'clone', 'start a thread', 'start a program'];
    // EAGAIN: the limit of processes is reached.
    for (const name of held) expect([name, ended[name]]).toEqual([name, '11']);
    expect(ended['raise its own limits']).toBe('1');
    if (!AS_ROOT) return;
    const user = [
      'become root',
      'signal its parent',
      'read the memory of its parent',
      'learn the limits of its parent',
      'open the environment of its parent',
      'open the memory of its parent',
    ];
    for (const name of user) expect([name, REFUSED.includes(ended[name]!)]).toEqual([name, true]);
  });
});

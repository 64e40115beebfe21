import { once } from 'node:events';
import { fstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { ForkedProcess } from '../../../../functions/extract/mediainfo/forked-process';
import type { Slot } from '../../../../functions/extract/mediainfo/slot';
import { HostileProgram } from '../support/hostile-program';

const LIMITS = { memoryMB: 256, addressesMB: 384, cpuSeconds: 20 };

const program = new HostileProgram('wait');
afterAll(() => program.remove());

function fork(slot: Slot, what: string): ForkedProcess {
  const forked = slot.fork([what, '/object'], LIMITS);
  if (!forked) throw new Error('The slot is in use.');
  return forked;
}

/** What the process prints when it is told this first. */
async function printedBy(forked: ForkedProcess, told: Buffer): Promise<string> {
  let printed = '';
  forked.printed.on('data', (chunk) => {
    printed += chunk;
  });
  forked.questions.write(told);
  await forked.closed;
  return printed;
}

const confined = (forked: ForkedProcess) => once(forked.questions, 'data');

/** The fields of /proc/PID/status. */
const statusOf = (pid: number): Map<string, string> =>
  new Map(
    readFileSync(`/proc/${pid}/status`, 'latin1')
      .split('\n')
      .map((line) => line.split(':\t') as [string, string]),
  );

const told = (byte: number): Buffer => Buffer.alloc(16, byte);
const hex = (byte: number): string => told(byte).toString('hex');

describe('a process in a slot that others had before', () => {
  it('is not told what was meant for them', async () => {
    const slot = await program.slot();
    expect(await printedBy(fork(slot, 'first'), Buffer.concat([told(1), told(2), told(3)]))).toBe(hex(1));
    expect(await printedBy(fork(slot, 'first'), told(4))).toBe(hex(4));
  });

  it('is not told what is answered to them after their end', async () => {
    const slot = await program.slot();
    const last = fork(slot, 'first');
    await printedBy(last, told(1));
    last.questions.write(told(2));
    expect(await printedBy(fork(slot, 'first'), told(3))).toBe(hex(3));
  });

  it('is not held to have printed what they printed, nor to have asked what they asked', async () => {
    const slot = await program.slot();
    for (const what of ['flood', 'question']) {
      const last = fork(slot, what);
      last.questions.write(told(1));
      await once(what === 'flood' ? last.printed : last.questions, 'data');
      last.release();
      last.kill();
      await last.closed;
      const next = fork(slot, 'first');
      const asked: Buffer[] = [];
      next.questions.on('data', (chunk) => asked.push(chunk));
      expect(await printedBy(next, told(2))).toBe(hex(2));
      expect(Buffer.concat(asked).subarray(0, 8).toString()).toBe('CONFINED');
      expect(Buffer.concat(asked)).toHaveLength(16);
    }
  });

  it('finds nothing in the mailbox of the objects before', async () => {
    const slot = await program.slot();
    const mailbox = slot.mailbox();
    mailbox.write(Buffer.from('secret'), 0, { place: 0, bytes: 6 });
    expect(fstatSync(mailbox.descriptor).size).toBe(6);
    mailbox.close();
    expect(fstatSync(mailbox.descriptor).size).toBe(0);
  });

  it('is not given a slot whose process may still run', async () => {
    const slot = await program.slot();
    const running = fork(slot, 'wait');
    expect([slot.free, slot.fork(['first', '/object'], LIMITS)]).toEqual([false, undefined]);
    running.kill();
    await running.closed;
  });
});

describe('a template that does nothing any more', () => {
  const other = new HostileProgram('wait');
  afterAll(() => other.remove());

  it('is ended with its processes, so that no object is held to be too slow', async () => {
    const running = fork(await other.slot(), 'wait');
    await confined(running);
    const template = Number(statusOf(running.pid!).get('PPid'));
    const slot = await other.slot();
    process.kill(template, 'SIGSTOP');
    const waiting = fork(slot, 'first');
    const alive = setInterval(() => {}, 1_000);
    expect(await Promise.all([waiting.ended, running.ended])).toEqual([
      { code: null, signal: 'SIGKILL' },
      { code: null, signal: 'SIGKILL' },
    ]);
    clearInterval(alive);
    expect(waiting.pid).toBeUndefined();
    await Promise.all([waiting.closed, running.closed]);
    expect(slot.fork(['first', '/object'], LIMITS)).toBeUndefined();
  });
});

describe('a forked process', () => {
  it('has its own descriptors, no rights, and a filter; its template has three capabilities and a filter', async () => {
    const slot = await program.slot();
    const [one, other] = [fork(slot, 'wait'), fork(await program.slot(), 'wait')];
    await Promise.all([confined(one), confined(other)]);
    const open = readdirSync(`/proc/${one.pid}/fd`);
    expect(open).toEqual(['0', '1', '2', '3', '4']);
    const behind = open.map((fd) => readlinkSync(`/proc/${one.pid}/fd/${fd}`));
    expect(behind).toEqual([
      '/dev/null',
      expect.stringMatching(/^socket:/),
      '/dev/null',
      expect.stringMatching(/^socket:/),
      expect.stringMatching(/mailbox-.* \(deleted\)$/),
    ]);
    const others = open.map((fd) => readlinkSync(`/proc/${other.pid}/fd/${fd}`));
    for (const fd of [1, 3, 4]) expect(others[fd]).not.toBe(behind[fd]);

    const child = statusOf(one.pid!);
    const template = statusOf(Number(child.get('PPid')));
    const isRoot = process.getuid?.() === 0;
    const NONE = '0'.repeat(16);
    // CAP_KILL, CAP_SETGID and CAP_SETUID are the bits 5 to 7.
    const FEW = isRoot ? '00000000000000e0' : NONE;
    const user = isRoot ? '65534\t65534\t65534\t65534' : child.get('Uid');
    expect([child.get('Uid'), child.get('CapEff'), child.get('CapPrm')]).toEqual([user, NONE, NONE]);
    expect([template.get('CapEff'), template.get('CapPrm')]).toEqual([FEW, FEW]);
    for (const status of [child, template]) {
      expect([status.get('NoNewPrivs'), status.get('Seccomp')]).toEqual(['1', '2']);
    }
    for (const forked of [one, other]) forked.kill();
    expect(await one.ended).toEqual({ code: null, signal: 'SIGKILL' });
    await Promise.all([one.closed, other.closed]);
  });
});

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { counted, faithfulPlan, newFaultCounts } from '../../src/function-compute/delivery-plan';
import type { Shortage } from '../../src/function-compute/shortage';
import { FAILING_CALLS_FILE } from '../../src/runtime-files';
import { caller, makeRig, type Rig } from './support';

const OBSERVE = path.join(__dirname, 'observe-calls.cjs');

/** More descriptors than a started Node.js holds, and soon used up. */
const FEW_DESCRIPTORS = 64;

describe('calls that fail', () => {
  it('look to Node.js programs as when there really are no descriptors and no space left', () => {
    const shell = (...command: string[]) =>
      JSON.parse(
        execFileSync('sh', ['-c', `ulimit -n ${FEW_DESCRIPTORS}; exec "$@"`, 'sh', ...command], {
          encoding: 'utf8',
          timeout: 20_000,
        }),
      );
    const real = shell(process.execPath, OBSERVE, 'real');

    expect(shell(process.execPath, OBSERVE, 'made', FAILING_CALLS_FILE)).toEqual(real);
    expect(real).toMatchObject({
      writeSync: { code: 'ENOSPC' },
      openSync: { code: 'EMFILE' },
      spawn: { lacks: ['undefined', 'undefined', 'undefined', 'undefined'] },
      connect: { code: 'EMFILE' },
      afterwards: 'done',
    });
  });
});

/** Makes one call of each kind, and reports how each ended. */
const PLAIN = `
  const { spawn, spawnSync } = require('node:child_process');
  const { once } = require('node:events');
  const fs = require('node:fs');
  const { connect, createServer } = require('node:net');
  const path = require('node:path');
  const outcomes = async (calls) => {
    const said = [];
    for (const call of calls) said.push(await call().then(() => 'done', (error) => error.message));
    return said;
  };
  exports.handler = async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const file = path.join(process.env.TMPDIR, 'file');
    const said = await outcomes([
      async () => fs.closeSync(fs.openSync('/dev/null')),
      async () => fs.writeFileSync(file, Buffer.from('bytes')),
      async () => {
        const child = spawn('true');
        child.stdout?.resume();
        const ended = new Promise((resolve) => child.once('close', resolve));
        await once(child, 'spawn');
        await ended;
      },
      async () => { const { error } = spawnSync('true'); if (error) throw error; },
      async () => once(connect(server.address().port, '127.0.0.1'), 'connect'),
      async () => fs.rmdirSync(fs.mkdtempSync(path.join(process.env.TMPDIR, 'd-'))),
    ]);
    fs.rmSync(file, { force: true });
    server.close();
    const loaded = Object.keys(require.cache).some((name) => name.includes('failing-calls'));
    console.log('SAID ' + JSON.stringify({ pid: process.pid, loaded, said }).replaceAll(String(server.address()?.port), '0'));
  };`;

const FINE = Array(6).fill('done');
const without = (changes: Record<number, unknown>) => FINE.map((done, n) => changes[n] ?? done);

describe('an instance that runs out of something', () => {
  let rig: Rig;
  let counts: ReturnType<typeof newFaultCounts>;
  afterEach(() => rig.close());

  /** What the handler reported in each attempt; there is one attempt per shortage, all in one instance. */
  async function attempts(...shortages: (Shortage | undefined)[]) {
    counts = newFaultCounts();
    const plan = {
      ...faithfulPlan,
      attempt: (n: number) => ({ throttled: false, ...(shortages[n] && { shortage: shortages[n] }) }),
    };
    rig = await makeRig({ plan: counted(plan, counts), asyncConcurrency: 1 });
    await rig.addFunction('plain', PLAIN);
    for (const _ of shortages)
      await rig.fc.invokeAsync(caller, { service: 'svc', fn: 'plain' }, Buffer.from('{}'));
    await rig.fc.idle();
    const lines = rig.messages().flatMap((message) => message.split('SAID ').slice(1));
    return lines.map((line) => JSON.parse(line) as { pid: number; loaded: boolean; said: string[] });
  }

  it.each([
    [
      'EMFILE',
      {
        0: "EMFILE: too many open files, open '/dev/null'",
        1: expect.stringMatching(/^EMFILE: too many open files, open '/),
        2: 'spawn true EMFILE',
        3: 'spawnSync true EMFILE',
        4: expect.stringMatching(/^connect EMFILE 127\.0\.0\.1:/),
      },
    ],
    ['EAGAIN', { 2: 'spawn true EAGAIN', 3: 'spawnSync true EAGAIN' }],
    ['ENOMEM', { 2: 'spawn ENOMEM', 3: 'spawnSync true ENOMEM' }],
    [
      'ENOSPC',
      {
        1: 'ENOSPC: no space left on device, write',
        5: expect.stringMatching(/^ENOSPC: no space left on device, mkdtemp '.*\/d-XXXXXX'$/),
      },
    ],
  ] as const)('meets %s wherever it applies, and works again afterwards', async (code, failures) => {
    const [before, during, after] = await attempts(undefined, { code, after: 0, calls: Infinity }, undefined);

    expect(before).toEqual({ pid: before!.pid, loaded: false, said: FINE });
    expect(during).toEqual({ pid: before!.pid, loaded: true, said: without(failures) });
    expect(after).toEqual({ pid: before!.pid, loaded: true, said: FINE });
    expect(counts[code]).toBe(1);
    expect(rig.fc.lostAttempts).toBe(0);
  });

  it('counts the calls that succeed before and that fail', async () => {
    const [one, two] = await attempts(
      { code: 'EMFILE', after: 2, calls: 1 },
      { code: 'EMFILE', after: 1, calls: 2 },
    );

    expect(one!.said).toEqual(without({ 2: 'spawn true EMFILE' }));
    expect(two!.said).toEqual(without({ 1: expect.stringContaining('EMFILE'), 2: 'spawn true EMFILE' }));
  });

  it('leaves of a process that cannot be started what really is left of it', async () => {
    const source = `
      const { spawn } = require('node:child_process');
      exports.handler = async () => {
        const child = spawn('true', { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
        const events = [];
        for (const name of ['error', 'spawn', 'exit', 'close']) child.on(name, (value) => events.push(name, value.code ?? value));
        for (const stream of child.stdio.slice(1)) stream.on('error', (e) => events.push(e.code)).on('end', () => events.push('end')).resume();
        await new Promise((resolve) => child.once('close', resolve));
        console.log('SAID ' + JSON.stringify([child.pid, ...events]));
      };`;
    const shortage: Shortage = { code: 'EAGAIN', after: 0, calls: 1 };
    rig = await makeRig({ plan: { ...faithfulPlan, attempt: () => ({ throttled: false, shortage }) } });
    await rig.addFunction('start', source);
    await rig.fc.invokeAsync(caller, { service: 'svc', fn: 'start' }, Buffer.from('{}'));
    await rig.fc.idle();

    // As for a user with a limit of one process: the streams end, and there is no exit event.
    const said = rig.messages().find((message) => message.includes('SAID ')) ?? '';
    expect(JSON.parse(said.split('SAID ')[1]!)).toEqual([
      null,
      'error',
      'EAGAIN',
      'end',
      'end',
      'end',
      'close',
      -11,
    ]);
  });

  it('loses the attempt when its handler does, and says so', async () => {
    const shortage: Shortage = { code: 'ENOMEM', after: 0, calls: 1 };
    rig = await makeRig({
      plan: { ...faithfulPlan, attempt: (n) => ({ throttled: false, ...(n === 0 && { shortage }) }) },
    });
    await rig.addFunction(
      'start',
      "exports.handler = async () => void require('child_process').spawn('true');",
    );
    await rig.fc.invokeAsync(caller, { service: 'svc', fn: 'start' }, Buffer.from('{}'));
    await rig.fc.idle();

    expect(rig.fc.lostAttempts).toBe(1);
    expect(rig.messages().join('\n')).toContain('spawn ENOMEM');
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { filesUnder, makeRig, processState, type Rig } from './support';

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig();
});
afterEach(() => rig.close());

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await sleep(5);
  }
}

const PID = 'exports.handler = async () => process.pid;';
/** Starts a child that outlives the handler and counts in a file. */
const WITH_CHILD = `
  const { spawn } = require('node:child_process');
  const { once } = require('node:events');
  exports.handler = async (event) => {
    const { detached, hang } = JSON.parse(event);
    const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], { detached, env: {} });
    await once(child.stdout, 'data');
    console.log('child ' + child.pid + ' of ' + process.pid);
    if (hang) await new Promise(() => setInterval(() => {}, 1000));
    return [process.pid, child.pid];
  };`;

describe('instances', () => {
  it('serve one invocation after the other, and more of them side by side', async () => {
    await rig.addFunction(
      'pid',
      'exports.handler = () => new Promise((r) => setTimeout(() => r(process.pid), 50));',
    );
    const first = (await rig.invoke('pid')).payload;
    expect((await rig.invoke('pid')).payload).toBe(first);
    const both = await Promise.all([rig.invoke('pid'), rig.invoke('pid')]);
    expect(new Set(both.map(({ payload }) => payload)).size).toBe(2);
  });

  it('share one process up to their concurrency', async () => {
    const meet = `let waiting = [];
      exports.handler = (e, c, done) => {
        waiting.push(() => done(null, [process.pid, c.requestId]));
        if (waiting.length === 3) waiting.splice(0).forEach((go) => go());
      };`;
    await rig.addFunction('meet', meet, { instanceConcurrency: 3 });
    const results = await Promise.all([1, 2, 3].map(() => rig.invoke('meet')));
    const answers = results.map(({ payload }) => JSON.parse(payload));
    expect(new Set(answers.map(([pid]) => pid)).size).toBe(1);
    expect(answers.map(([, id]) => id)).toEqual(results.map(({ requestId }) => requestId));
  });

  it.each([false, true])(
    'are frozen with their children after the answer (child detached: %s)',
    async (detached) => {
      await rig.addFunction('child', WITH_CHILD);
      const pids: number[] = JSON.parse((await rig.invoke('child', { detached })).payload);
      await until(() => pids.every((pid) => processState(pid) === 'T'));
      await rig.fc.close();
      expect(pids.map(processState)).toEqual([undefined, undefined]);
    },
  );

  it('make no progress while frozen, and go on when they thaw', async () => {
    await rig.addFunction(
      'ticks',
      'let n = 0; setInterval(() => n++, 5).unref(); exports.handler = async () => [process.pid, n];',
    );
    const ticks = async () => JSON.parse((await rig.invoke('ticks')).payload) as [number, number];
    const [pid, before] = await ticks();
    await until(() => processState(pid) === 'T');
    await sleep(200);
    const [same, after] = await ticks();
    expect(same).toBe(pid);
    // A process that was not frozen would count to about 40; one that is frozen counts one or two after it wakes up.
    expect(after - before).toBeLessThan(20);
  });

  it('end at the timeout with all their children', async () => {
    // Long enough for two processes to start on a busy machine.
    await rig.addFunction('slow', WITH_CHILD, { timeoutSeconds: 2 });
    const { payload, errorType } = await rig.invoke('slow', { hang: true, detached: true });
    expect(errorType).toBe('UnhandledInvocationError');
    expect(JSON.parse(payload).errorMessage).toMatch(
      /^Function timed out after 2 seconds \(maxMemoryUsage: [\d.]+MB\)$/,
    );
    const said = rig.messages().find((message) => message.includes('child ')) ?? '';
    const pids = (/child (\d+) of (\d+)/.exec(said) ?? []).slice(1).map(Number);
    expect(pids).toHaveLength(2);
    await until(() => pids.every((pid) => processState(pid) === undefined));
  });

  it('end above their memory, children counted', async () => {
    const hog = `const { spawn } = require('node:child_process');
      exports.handler = () => new Promise(() => {
        spawn(process.execPath, ['-e', 'global.kept = Buffer.alloc(200e6, 1); setInterval(() => {}, 1000)']);
      });`;
    await rig.addFunction('hog', hog, { memorySizeMB: 128 });
    const { payload, errorType, maxMemoryMB } = await rig.fc.invoke(
      { kind: 'root', accountId: '1', arn: 'root' },
      { service: 'svc', fn: 'hog' },
      Buffer.from('{}'),
    );
    expect(errorType).toBe('UnhandledInvocationError');
    expect(JSON.parse(payload).errorMessage).toMatch(/^Process exited unexpectedly/);
    expect(maxMemoryMB).toBeGreaterThan(128);
    expect(rig.messages()).toContain('Memory limit exceeded: more than 128 MB in use');
  });

  it('are reclaimed when idle', async () => {
    await rig.close();
    rig = await makeRig({ idleTimeoutMs: 50 });
    await rig.addFunction('idle', PID);
    const pid = Number((await rig.invoke('idle')).payload);
    await until(() => processState(pid) === undefined);
    expect((await rig.invoke('idle')).payload).not.toBe(String(pid));
  });

  it('leave no process and no file when all is closed', async () => {
    await rig.addFunction('pid', PID);
    const pid = Number((await rig.invoke('pid')).payload);
    await rig.fc.close();
    expect(processState(pid)).toBeUndefined();
    expect(filesUnder(rig.workDir)).toEqual([]);
  });

  it('are killed in the middle of their work when all is closed', async () => {
    await rig.addFunction('hang', 'exports.handler = () => new Promise(() => setInterval(() => {}, 1000));');
    const hanging = rig.invoke('hang');
    await until(() => readdirSync(rig.workDir).includes('instances'));
    await rig.fc.close();
    expect((await hanging).errorType).toBe('UnhandledInvocationError');
  });
});

describe('an update', () => {
  it('sends later invocations to the new code and removes the old', async () => {
    await rig.addFunction('v', 'exports.handler = async () => [1, __dirname];');
    const [, oldCode] = JSON.parse((await rig.invoke('v')).payload);
    const code = { ossBucketName: 'code', ossObjectName: 'w.zip' };
    await rig.addFunction('w', 'exports.handler = async () => [2, __dirname];');
    await rig.fc.updateFunction({ service: 'svc', fn: 'v' }, { code });
    expect(JSON.parse((await rig.invoke('v')).payload)[0]).toBe(2);
    await until(() => !existsSync(oldCode));
  });

  it('lets running work finish', async () => {
    await rig.addFunction(
      'v',
      'exports.handler = () => new Promise((r) => setTimeout(() => r(process.env.V), 150));',
      { environment: { V: 'old' } },
    );
    const running = rig.invoke('v');
    await rig.fc.updateFunction({ service: 'svc', fn: 'v' }, { environment: { V: 'new' } });
    expect((await rig.invoke('v')).payload).toBe('new');
    expect((await running).payload).toBe('old');
  });

  it('needs the code object no more when only settings change', async () => {
    await rig.addFunction('v', 'exports.handler = async (e, c) => c.function.timeout;');
    rig.oss.objects.clear();
    await rig.fc.updateFunction({ service: 'svc', fn: 'v' }, { timeoutSeconds: 7 });
    expect((await rig.invoke('v')).payload).toBe('7');
  });
});

describe('all instances of a function', () => {
  it('are looked at one by one, and each that is idle runs once when all are asked to', async () => {
    const slow = 'exports.handler = () => new Promise((done) => setTimeout(() => done(process.pid), 100));';
    await rig.addFunction('slow', slow);
    const first = await Promise.all([1, 2, 3].map(() => rig.invoke('slow')));

    const again = await rig.fc.invokeOnEach({ service: 'svc', fn: 'slow' }, Buffer.from('{}'));
    expect(again.map(({ payload }) => payload).sort()).toEqual(first.map(({ payload }) => payload).sort());
    expect((await rig.fc.holdings()).map((one) => one.function)).toEqual(Array(3).fill('svc/slow'));
  });
});

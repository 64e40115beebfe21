import type { Finding } from '../../cli/soak/check';
import { leaksOf } from '../../cli/soak/leaks';
import type { InstanceHoldings } from '../../local/function-compute/holdings';
import { makeRig, type Rig } from '../local/function-compute/support';

/** Uses everything, and keeps what its event names. */
const HANDLER = `
  const { spawn } = require('node:child_process');
  const { once } = require('node:events');
  const fs = require('node:fs');
  const { connect, createServer } = require('node:net');
  const path = require('node:path');
  const kept = [];
  const uses = {
    descriptor: () => {
      const opened = fs.openSync(process.execPath);
      return () => fs.closeSync(opened);
    },
    child: async () => {
      const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
      await once(child, 'spawn');
      return () => child.kill('SIGKILL');
    },
    file: () => {
      const directory = fs.mkdtempSync(path.join(process.env.TMPDIR, 'work-'));
      fs.writeFileSync(path.join(directory, 'notes'), '');
      return () => fs.rmSync(directory, { recursive: true });
    },
    connection: async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const socket = connect(server.address().port, '127.0.0.1');
      const [other] = await once(server, 'connection');
      return () => [socket, other].forEach((one) => one.destroy()) ?? server.close();
    },
  };
  exports.handler = async (event) => {
    const { keeps, times } = JSON.parse(event);
    for (const [name, use] of Object.entries(uses)) {
      for (let n = 0; n < times; n += 1) {
        const giveBack = await use();
        if (name === keeps) kept.push(giveBack);
        else giveBack();
      }
    }
    return '';
  };`;

/** How often an instance is looked at at most: on a busy machine a killed child takes a while to end. */
const LOOKS = 20;

describe('The search for leaks', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await makeRig();
    await rig.addFunction('work', HANDLER);
  });
  afterEach(() => rig.close());

  const held = async (): Promise<InstanceHoldings> => {
    const [one, ...more] = await rig.fc.holdings();
    expect(more).toEqual([]);
    return one!;
  };

  /** What a handler that keeps something leaks when it has worked so often: looked for until it is what is expected. */
  async function leaksWhen(keeps: string, times: number, isExpected: (leaks: Finding[]) => boolean) {
    await rig.invoke('work', { keeps: 'nothing', times: 1 });
    const usual = await settled();
    await rig.invoke('work', { keeps, times });
    let leaks = leaksOf(await held(), usual);
    for (let look = 2; look <= LOOKS && !isExpected(leaks); look += 1) leaks = leaksOf(await held(), usual);
    return leaks;
  }

  async function settled(): Promise<InstanceHoldings> {
    let usual = await held();
    while (usual.children > 0 || usual.connections > 0) usual = await held();
    return usual;
  }

  it('finds nothing where everything was given back', async () => {
    expect(await leaksWhen('nothing', 3, (leaks) => leaks.length === 0)).toEqual([]);
  });

  it.each([
    ['descriptor', 1, /^more than usual: \d+ descriptors, not \d+ \(.*node.*\)$/],
    ['child', 1, /^more than usual: 1 child processes, not 0$/],
    ['file', 1, /^more than usual: 2 temporary files, not 0 \(work-\w+, work-\w+\/notes\)$/],
    // More than a pool may keep; each has two ends and a server here.
    ['connection', 12, /^more than usual: 36 connections, not 24$/],
  ])('finds a %s that was kept', async (keeps, times, detail) => {
    const leaks = await leaksWhen(keeps, times, ([leak]) => detail.test(leak?.detail ?? ''));

    expect(leaks).toEqual([
      { kind: 'leaked', key: expect.stringMatching(/^svc\/work c-/), detail: expect.stringMatching(detail) },
    ]);
  });

  it('looks at each instance, and runs once on each of those that are idle', async () => {
    const slow = 'exports.handler = () => new Promise((done) => setTimeout(() => done(process.pid), 100));';
    await rig.addFunction('slow', slow);
    const first = await Promise.all([1, 2, 3].map(() => rig.invoke('slow')));

    const again = await rig.fc.invokeOnEach('svc', 'slow', Buffer.from('{}'));
    expect(again.map(({ payload }) => payload).sort()).toEqual(first.map(({ payload }) => payload).sort());
    expect((await rig.fc.holdings()).map((one) => one.function)).toEqual(Array(3).fill('svc/slow'));
  });
});

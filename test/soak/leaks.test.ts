import { zipSync } from 'fflate';
import { Cloud, type InstanceHoldings, type Principal } from 'stand-in-cloud';
import type { Finding } from '../../cli/soak/check';
import { leaksOf } from '../../cli/soak/leaks';

/** A handler that uses every kind of resource, and does not give back the kind that its event names. */
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

/** The most looks at an instance: on a busy machine a killed process needs some time to end. */
const LOOKS = 20;

describe('The search for leaks', () => {
  let cloud: Cloud;
  beforeEach(async () => {
    cloud = await Cloud.start();
    await cloud.functions.createService('svc', {});
    await cloud.functions.createFunction(
      { service: 'svc', fn: 'work' },
      {
        runtime: 'nodejs20',
        handler: 'index.handler',
        code: { zip: Buffer.from(zipSync({ 'index.js': Buffer.from(HANDLER) })) },
        memorySizeMB: 512,
        timeoutSeconds: 20,
      },
    );
  });
  afterEach(() => cloud.close());

  const work = async (keeps: string, times: number): Promise<void> => {
    const { accountId } = cloud.ram;
    const root: Principal = { kind: 'root', accountId, arn: `acs:ram::${accountId}:root` };
    await cloud.functions.invoke(
      root,
      { service: 'svc', fn: 'work' },
      Buffer.from(JSON.stringify({ keeps, times })),
    );
  };

  const held = async (): Promise<InstanceHoldings> => {
    const [one, ...more] = await cloud.functions.holdings();
    expect(more).toEqual([]);
    return one!;
  };

  /** What a handler has leaked after so many invocations. It looks again until that is what the test expects. */
  async function leaksWhen(keeps: string, times: number, isExpected: (leaks: Finding[]) => boolean) {
    await work('nothing', 1);
    const usual = await settled();
    await work(keeps, times);
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
    // More than a pool may keep. Each connection has two ends and a server here.
    ['connection', 12, /^more than usual: 36 connections, not 24$/],
  ])('finds a %s that was kept', async (keeps, times, detail) => {
    const leaks = await leaksWhen(keeps, times, ([leak]) => detail.test(leak?.detail ?? ''));

    expect(leaks).toEqual([
      { kind: 'leaked', key: expect.stringMatching(/^svc\/work c-/), detail: expect.stringMatching(detail) },
    ]);
  });
});

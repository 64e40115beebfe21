import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackOff } from '../../cli/describe-again/back-off';
import { runMedia } from './run-media';

const NAMES = { bucket: 'films-1', instance: 'films-2', table: 'Films', service: 's', function: 'f' };
const KEYS = { accessKeyId: 'id', accessKeySecret: 'secret', accountId: '1', region: 'cn-hangzhou' };

/** Runs commands at the same time, each in a folder of its own, against a local cloud that is said to be at a port. */
const runAll = (port: number, commands: string[][]) =>
  Promise.all(
    commands.map(async (argv) => {
      const cwd = mkdtempSync(join(tmpdir(), 'silence-'));
      try {
        const endpoint = `http://127.0.0.1:${port}`;
        const endpoints = { ossEndpoint: endpoint, tablestoreEndpoint: endpoint, fcEndpoint: endpoint };
        writeFileSync(join(cwd, 'local.json'), JSON.stringify({ ...NAMES, ...KEYS, ...endpoints }));
        writeFileSync(join(cwd, 'film.mp4'), 'film');
        const given = [...argv, '--local', 'local.json'];
        return { argv, ...(await runMedia(given, { cwd, env: { XDG_STATE_HOME: cwd } })) };
      } finally {
        rmSync(cwd, { recursive: true });
      }
    }),
  );

/** What each of the commands is expected to end with. */
const unanswered = (port: number, commands: string[][]) =>
  commands.map((argv) => ({
    argv,
    code: 2,
    out: '',
    err: `media: The local cloud at http://127.0.0.1:${port} does not answer: is it still running?\n`,
  }));

describe('A service that says nothing', () => {
  /** Accepts connections, reads everything and never answers. */
  const silent = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => {}).resume());
  });
  const sockets = new Set<Socket>();
  beforeAll(async () => {
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    silent.close();
    // The Tablestore SDK keeps trying: three more times.
    await sleep(2_000);
  });

  it('is waited for so long and no longer, and told of in one sentence', async () => {
    const commands = [
      ['find'],
      ['find', '--sort', 'none'],
      ['stats'],
      ['failed'],
      ['show', 'film.mp4'],
      ['put', 'film.mp4'],
      ['retry'],
      ['audit', '--json'],
      ['backfill'],
      ['backfill', '--dry-run'],
    ].map((argv) => [...argv, '--timeout', '0.3']);
    const { port } = silent.address() as AddressInfo;
    expect(await runAll(port, commands)).toEqual(unanswered(port, commands));
  });
});

describe('A local cloud that has stopped', () => {
  it('is asked about in one sentence', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const commands = [['find'], ['put', 'film.mp4'], ['backfill'], ['show', 'film.mp4']];
    expect(await runAll(port, commands)).toEqual(unanswered(port, commands));
  });
});

describe('Trying again', () => {
  const passes = () => true;

  it('is done by all together, a few times, however many there are', async () => {
    let attempts = 0;
    const backOff = new BackOff(new AbortController().signal, [1, 1, 1]);
    const refuse = async (): Promise<void> => {
      attempts += 1;
      throw new Error('Throttled');
    };
    const ended = await Promise.allSettled(Array.from({ length: 8 }, () => backOff.run(refuse, passes)));

    expect(ended.every(({ status }) => status === 'rejected')).toBe(true);
    // Each of eight requests: a first attempt, and one after each of three waits.
    expect(attempts).toBe(8 * 4);
  });

  it('begins anew after a success', async () => {
    const backOff = new BackOff(new AbortController().signal, [1]);
    const outcomes = [false, true, false, true];
    const task = async (): Promise<void> => {
      if (!outcomes.shift()) throw new Error('Throttled');
    };
    await backOff.run(task, passes);
    await backOff.run(task, passes);
    expect(outcomes).toEqual([]);
  });

  it('is not done for what does not pass', async () => {
    const task = jest.fn(async () => {
      throw new Error('AccessDenied');
    });
    await expect(new BackOff(new AbortController().signal, [1]).run(task, () => false)).rejects.toThrow(
      'AccessDenied',
    );
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('ends when interrupted, however long the wait', async () => {
    const interruption = new AbortController();
    const task = jest.fn(async () => {
      queueMicrotask(() => interruption.abort(130));
      throw new Error('Throttled');
    });
    await expect(new BackOff(interruption.signal, [3_600_000]).run(task, passes)).rejects.toBeDefined();
    expect(task).toHaveBeenCalledTimes(1);
  });
});

import dns from 'node:dns';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { LogLine } from '../../../../contract/log-fields';
import { closeConnections } from '../../../../functions/extract/http/connections';
import { forgetEndpoints } from '../../../../functions/extract/tablestore/endpoint-choice';
import { TablestoreRows } from '../../../../functions/extract/tablestore/tablestore-rows';
import { ROLE } from '../support/account';
import { INSTANCE, TABLE, TestTable } from '../support/table';

const address = { bucket: 'media', key: 'film.mp4' };

let vpc: TestTable;
let internal: TestTable;
const log: LogLine[] = [];
const opened: { close(): unknown }[] = [];

beforeEach(async () => {
  [vpc, internal] = [await TestTable.start(), await TestTable.start()];
  log.length = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
    log.push(JSON.parse(String(line)));
    return true;
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  forgetEndpoints();
  closeConnections();
  for (const one of opened.splice(0)) one.close();
  await Promise.all([vpc.close(), internal.close()]);
});

/** @param deadline in the past makes each request the only attempt */
const rowsOf = (endpoint: string, fallback: string | undefined = internal.server.endpoint, deadline = 0) =>
  new TablestoreRows({ endpoint, fallback, instance: INSTANCE, table: TABLE, credentials: ROLE, deadline });

const asked = ({ server }: TestTable): number =>
  [...server.requestCounts.values()].reduce((sum, count) => sum + count, 0);

/** A server that does something to each connection. */
async function serverThat(use: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    use(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  return { server, port: (server.address() as AddressInfo).port };
}

it('asks the first endpoint alone when that answers, says so once, and keeps to it', async () => {
  const rows = rowsOf(vpc.server.endpoint);

  await Promise.all([rows.read(address), rows.read(address)]);
  await rowsOf(vpc.server.endpoint).read(address);

  expect([asked(vpc), asked(internal)]).toEqual([3, 0]);
  expect(log).toEqual([{ level: 'info', message: 'tablestore endpoint', endpoint: vpc.server.endpoint }]);
});

it('says nothing where there is nothing to choose', async () => {
  await rowsOf(vpc.server.endpoint, '').read(address);
  expect(log).toEqual([]);
});

/** Makes an endpoint that cannot be used, and says how that is told. */
const FAULTS: [string, () => Promise<string>, RegExp][] = [
  [
    'its name is not known',
    async () => {
      const known = dns.lookup;
      jest
        .spyOn(dns, 'lookup')
        .mockImplementation(((host: string, options: object, found: CallableFunction) =>
          host === 'vpc.test'
            ? process.nextTick(() => found(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })))
            : known(host, options, found as never)) as never);
      return 'http://vpc.test:80';
    },
    /Network: ENOTFOUND$/,
  ],
  [
    'nobody listens',
    async () => {
      const { server, port } = await serverThat(() => undefined);
      await new Promise((resolve) => server.close(resolve));
      return `http://127.0.0.1:${port}`;
    },
    /Network: ECONNREFUSED$/,
  ],
  [
    'it resets connections',
    async () => {
      const { port } = await serverThat((socket) => socket.resetAndDestroy());
      return `http://127.0.0.1:${port}`;
    },
    /Network: ECONNRESET$/,
  ],
  [
    'no connection comes about',
    async () => {
      // TLS never begins there.
      const { port } = await serverThat(() => undefined);
      return `https://127.0.0.1:${port}`;
    },
    /Network: accepted no connection within 2 s$/,
  ],
  [
    'the ACL of the instance refuses the network',
    async () => {
      vpc.server.updateInstance(INSTANCE, { clusterType: 'SSD', networkTypes: ['CLASSIC'] });
      return vpc.server.endpoint;
    },
    /OTSAuthFailed: Request denied by instance ACL policies\.$/,
  ],
];

describe.each(FAULTS)('when %s', (_, makeEndpoint, told) => {
  it('asks the other endpoint in the same invocation, says why, and keeps to that', async () => {
    const endpoint = await makeEndpoint();
    const rows = rowsOf(endpoint);

    expect(await rows.read(address)).toBeUndefined();
    expect(log).toEqual([
      {
        level: 'warn',
        message: 'tablestore endpoint',
        endpoint: internal.server.endpoint,
        reason: expect.stringMatching(told),
      },
    ]);
    const before = asked(vpc);
    await rowsOf(endpoint).read(address);
    expect(log).toHaveLength(1);
    expect([asked(vpc) - before, asked(internal)]).toEqual([0, 2]);
  });
});

it('tells of the first when neither can be used, and asks both again next time', async () => {
  const acl = { clusterType: 'SSD', networkTypes: ['INTERNET'] } as const;
  for (const { server } of [vpc, internal])
    server.updateInstance(INSTANCE, { ...acl, networkTypes: ['INTERNET'] });
  const rows = rowsOf(vpc.server.endpoint);

  await expect(rows.read(address)).rejects.toThrow('Request denied by instance ACL policies.');
  await expect(rows.read(address)).rejects.toThrow('Request denied by instance ACL policies.');
  expect([asked(vpc), asked(internal), log]).toEqual([2, 2, []]);

  internal.server.updateInstance(INSTANCE, { clusterType: 'SSD' });
  expect(await rows.read(address)).toBeUndefined();
  expect(log).toMatchObject([{ endpoint: internal.server.endpoint }]);
});

it('keeps to an endpoint that answers, also when it refuses for another reason', async () => {
  vpc.server.injectFaults(() => ({ refuse: 'OTSServerBusy' }));
  await expect(rowsOf(vpc.server.endpoint).read(address)).rejects.toThrow('OTSServerBusy');
  expect(asked(internal)).toBe(0);
  expect(log).toMatchObject([{ level: 'info', endpoint: vpc.server.endpoint }]);
});

it('does not leave an endpoint that answered once', async () => {
  const { endpoint } = vpc.server;
  await rowsOf(endpoint).read(address);
  vpc.server.injectFaults(() => ({ connection: 'reset' }));
  await expect(rowsOf(endpoint).read(address)).rejects.toThrow('Network');
  expect(asked(internal)).toBe(0);
});

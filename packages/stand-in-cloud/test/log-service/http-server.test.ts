import { Agent } from 'node:http';
import { serveLogs } from '../../src/log-service/http-server';
import { InMemoryLogService } from '../../src/log-service/in-memory-log-service';
import type { LoopbackServer } from '../../src/loopback';
import { caller, FakeAuthority, REGION } from '../function-compute/support';

/** What is used of the official client, which brings no types. */
interface OfficialClient {
  getLogs(
    project: string,
    logstore: string,
    from: Date,
    to: Date,
    more?: object,
    options?: object,
  ): Promise<object[]>;
}
const Client: new (config: object) => OfficialClient = require('@alicloud/log');

const START = Math.floor(Date.now() / 1000) * 1000 - 60_000;
const at = (second: number): Date => new Date(START + second * 1000);

/** Every host is this machine: not each resolver knows `my-project.localhost`. */
const agent = new Agent({
  lookup: (_host, { all }, found) =>
    all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
});

let authority: FakeAuthority;
let logs: InMemoryLogService;
let server: LoopbackServer;
beforeEach(async () => {
  authority = new FakeAuthority();
  authority.addUser('id', 'secret');
  logs = new InMemoryLogService({ authority, region: REGION });
  logs.createProject('my-project');
  logs.createLogstore('my-project', 'my_store', { ttlDays: 7 });
  logs.createIndex('my-project', 'my_store', { line: {} });
  server = await serveLogs(logs, { authority });
});
afterEach(async () => {
  agent.destroy();
  await server.close();
});

const put = (...seconds: number[]): void =>
  logs.putLogs(
    caller,
    'my-project',
    'my_store',
    seconds.map((second) => ({ time: at(second).getTime(), fields: { message: `line ${second}` } })),
  );

function get(
  more: object = {},
  { secret = 'secret', project = 'my-project', to = 60 } = {},
): Promise<object[]> {
  const endpoint = `http://localhost:${new URL(server.endpoint).port}`;
  const client = new Client({ accessKeyId: 'id', accessKeySecret: secret, endpoint });
  return client.getLogs(project, 'my_store', at(0), at(to), more, { agent });
}

it('gives the official client the entries of a time, the oldest first, in pages', async () => {
  put(3, 1, 2, 59, 60);
  const entry = (second: number) => ({
    __source__: '',
    __time__: String(at(second).getTime() / 1000),
    message: `line ${second}`,
  });
  expect(await get()).toEqual([1, 2, 3, 59].map(entry));
  expect(await get({ line: 2, offset: 1 })).toEqual([2, 3].map(entry));
  expect(await get({ line: 1, reverse: true })).toEqual([entry(59)]);
});

it('gives the entries that a query finds, in pages, and the answer to a statement as text', async () => {
  put(...Array.from({ length: 12 }, (_, second) => second));
  const messages = async (more: object) =>
    (await get(more)).map((one) => (one as { message?: string }).message);
  expect(await messages({ query: 'line not 3', offset: 2, line: 3 })).toEqual(['line 2', 'line 4', 'line 5']);
  expect(await messages({ query: '3 or 4', reverse: true })).toEqual(['line 4', 'line 3']);
  expect(await get({ query: 'line | SELECT count(*) AS n FROM log', line: 1, offset: 5 })).toEqual([
    { __source__: '', __time__: String(START / 1000), n: '12' },
  ]);
});

it('gives 100 where nobody says how many', async () => {
  put(...Array.from({ length: 101 }, () => 1));
  expect(await get()).toHaveLength(100);
});

it.each([
  ['a wrong secret', {}, { secret: 'other' }, 'SignatureNotMatch'],
  ['a project that is not there', {}, { project: 'other' }, 'ProjectNotExist'],
  ['a topic', { topic: 'error' }, {}, 'ParameterInvalid'],
  ['a query that cannot be read', { query: '"error' }, {}, 'ParameterInvalid'],
  ['more lines than it may ask for', { line: 101 }, {}, 'ParameterInvalid'],
  ['a parameter that is not known', { power: 1 }, {}, 'ParameterInvalid'],
])('refuses %s', async (_what, more, client, code) => {
  await expect(get(more, client)).rejects.toMatchObject({ code });
});

it('needs the right to read, and an index', async () => {
  authority.denied = (action) => action === 'log:GetLogStoreLogs';
  await expect(get()).rejects.toMatchObject({ code: 'Unauthorized' });
  expect(authority.asked.at(-1)).toMatch(
    /^log:GetLogStoreLogs acs:log:.*:project\/my-project\/logstore\/my_store$/,
  );
  authority.denied = () => false;
  logs.deleteIndex('my-project', 'my_store');
  await expect(get()).rejects.toMatchObject({ code: 'IndexConfigNotExist' });
});

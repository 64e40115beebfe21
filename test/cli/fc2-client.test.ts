import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import Fc from '@alicloud/fc2';
import { InvocationError, invokeAsync } from '../../cli/cloud/fc2-client';

/** The official client knows temporary keys by the beginning of their id. */
const KEYS = { accessKeyId: 'STS.test', accessKeySecret: 'secret', securityToken: 'token' };
const TARGET = { service: 'media-1', function: 'extract' };
const PAYLOAD = Buffer.from('{"events":["北京"]}');

let server: Server;
let endpoint: string;
let requests: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[];
let answer: { status: number; body: string };

beforeEach(async () => {
  requests = [];
  answer = { status: 202, body: '' };
  server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    requests.push({ method, url, headers, body: (await buffer(request)).toString() });
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Both clients sign the time, in whole seconds.
  jest.useFakeTimers({ now: Date.parse('2026-11-26T10:00:00Z'), advanceTimers: true });
});

afterEach(async () => {
  jest.useRealTimers();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const access = () => ({
  accountId: '1234567890123456',
  region: 'cn-hangzhou',
  vpc: false,
  fcEndpoint: endpoint,
});

it.each([[KEYS], [{ accessKeyId: 'LTAI-test', accessKeySecret: 'secret' }]])(
  'sends what the official client sends, with the same signature: %j',
  async (keys) => {
    await invokeAsync(access(), keys, TARGET, PAYLOAD, 5_000);
    const { accessKeyId: accessKeyID, ...rest } = keys;
    const official = new Fc('1234567890123456', { ...rest, accessKeyID, region: 'cn-hangzhou', endpoint });
    await official.invokeFunction('media-1', 'extract', PAYLOAD, { 'x-fc-invocation-type': 'Async' });

    const [ours, theirs] = requests;
    const compared = [
      'authorization',
      'content-md5',
      'content-type',
      'x-fc-account-id',
      'x-fc-invocation-type',
    ];
    for (const name of [...compared, 'x-fc-security-token']) {
      expect([name, ours!.headers[name]]).toEqual([name, theirs!.headers[name]]);
    }
    expect([ours!.method, ours!.url, ours!.body]).toEqual([theirs!.method, theirs!.url, theirs!.body]);
  },
);

it('tells what the service refuses', async () => {
  answer = { status: 403, body: '{"ErrorCode":"AccessDenied","ErrorMessage":"not for you"}' };
  const refused = invokeAsync(access(), KEYS, TARGET, PAYLOAD, 5_000);
  await expect(refused).rejects.toMatchObject({ code: 'AccessDenied', status: 403, message: 'not for you' });
});

it('does not repeat what a proxy says', async () => {
  answer = { status: 502, body: '<html>secret</html>' };
  const error: unknown = await invokeAsync(access(), KEYS, TARGET, PAYLOAD, 5_000).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(InvocationError);
  expect(error).toMatchObject({ code: 'HTTP 502', message: 'the answer is none of Function Compute' });
});

it('names a connection that is refused', async () => {
  const gone = access();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await expect(invokeAsync(gone, KEYS, TARGET, PAYLOAD, 5_000)).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});

import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import EventBridgeClient, { CloudEvent as ClientEvent, Config } from '@alicloud/eventbridge';
import { closeConnections } from '../../../../functions/extract/http/connections';
import { cloudEvent } from '../../../../functions/extract/news/cloud-event';
import { putEvent, signedHeaders } from '../../../../functions/extract/news/put-event';

const KEYS = { accessKeyId: 'LTAI-test', accessKeySecret: 'secret', securityToken: 'a token' };
const EVENT = cloudEvent(
  'news',
  { bucket: 'films', key: 'a b.mp4' },
  'described',
  { RevisionId: 'r-1', Status: 'DESCRIBED', Size: 5n },
  Date.UTC(2026, 10, 26),
);

interface Seen {
  url?: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let server: Server;
let seen: Seen[];

/** A server that answers each request in its turn, the last answer for ever. */
async function serve(...answers: RequestListener[]): Promise<string> {
  seen = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = answers[Math.min(seen.length, answers.length - 1)]!;
    seen.push({ url: request.url, headers: request.headers, body });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) => {
    response.statusCode = status;
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const taken = json(200, { RequestId: 'x', FailedEntryCount: 0, EntryList: [{ EventId: 'r-1' }] });
const lost: RequestListener = (request) => request.socket.destroy();

const put = (host: string) =>
  putEvent(
    { endpoint: `http://${host}`, bus: 'news', credentials: KEYS, deadline: Date.now() + 20_000 },
    EVENT,
  );

afterEach(() => {
  closeConnections();
  server.closeAllConnections();
  server.close();
});

it.each([
  ['of a role', KEYS],
  ['of a user', { ...KEYS, securityToken: undefined }],
])('signs and sends as the official client does, with the key %s', async (_, credentials) => {
  const host = await serve(taken);
  const client = new EventBridgeClient(new Config({ ...credentials, endpoint: host }));
  const { data, aliyuneventbusname, ...attributes } = EVENT;
  await client.putEvents([
    new ClientEvent({
      ...attributes,
      data: Buffer.from(JSON.stringify(data)),
      extensions: { aliyuneventbusname },
    }),
  ]);
  await putEvent({ endpoint: `http://${host}`, bus: 'news', credentials, deadline: Infinity }, EVENT);

  const [theirs, ours] = seen;
  expect(ours!.url).toBe(theirs!.url);
  expect(ours!.body).toBe(theirs!.body);
  const { 'user-agent': _agent, ...known } = theirs!.headers;
  expect(Object.keys(ours!.headers).sort()).toEqual(
    expect.arrayContaining(
      Object.keys(known).filter((name) => name.startsWith('x-') || name === 'authorization'),
    ),
  );
  // The same moment and number give the same signature.
  const again = signedHeaders({ credentials }, known.date!, String(known['x-acs-signature-nonce']));
  for (const [name, value] of Object.entries(again)) expect([name, value]).toEqual([name, known[name]]);
});

it.each<[string, RequestListener]>([
  ['a lost answer', lost],
  ['500', json(500, { code: 'InternalError', message: 'busy' })],
  ['429', json(429, '')],
  [
    'an event that was not taken',
    json(200, { FailedEntryCount: 1, EntryList: [{ ErrorCode: 'Throttled' }] }),
  ],
  ['an answer that says nothing', json(200, 'ok')],
])('tries again after %s', async (_, first) => {
  await expect(put(await serve(first, taken))).resolves.toBeUndefined();
  expect(seen.length).toBeGreaterThanOrEqual(2);
});

it.each<[string, RequestListener, string, number]>([
  [
    'a refusal',
    json(403, { code: 'NoPermission', message: 'No\u202e way.' }),
    'NoPermission: No\uFFFD way.',
    1,
  ],
  ['a page of a proxy', json(404, '<html>'), 'HTTP 404', 1],
  [
    'a bus that is not there',
    json(200, {
      FailedEntryCount: 1,
      EntryList: [{ ErrorCode: 'EventBusNotExist', ErrorMessage: 'No bus.' }],
    }),
    'EventBusNotExist: No bus.',
    3,
  ],
])('says what %s says', async (_, answer, message, attempts) => {
  await expect(put(await serve(answer))).rejects.toMatchObject({
    name: 'PlatformError',
    message: `EventBridge PutEvents: ${message}`,
  });
  expect(seen).toHaveLength(attempts);
});

it('tells no address and no secret of an endpoint that is not there', async () => {
  const host = await serve(taken);
  server.close();
  await expect(put(host)).rejects.toMatchObject({ message: 'EventBridge PutEvents: Network: ECONNREFUSED' });
});

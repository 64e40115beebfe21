import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { closeConnections } from '../../../../functions/extract/http/connections';
import { type Exchange, exchange } from '../../../../functions/extract/http/exchange';
import { SilenceError } from '../../../../functions/extract/http/http-connection';
import { HttpSyntaxError } from '../../../../functions/extract/http/http-head';

/** What the server does with a connection that was there before `fate` was set. */
type Fate = 'answer' | 'close' | 'reset' | 'silence' | 'nonsense';

let server: Server;
let sockets: Set<Socket>;
let old: Set<Socket>;
let fate: Fate;
/** Of each request: whether it came over one of the old connections, and its body. */
let requests: { old: boolean; body: string }[];
/** Answers that wait for `release`. */
let held: ServerResponse[] | undefined;

beforeEach(async () => {
  sockets = new Set();
  old = new Set();
  requests = [];
  held = undefined;
  server = createServer(async (request, response) => {
    const { socket } = request;
    let body = '';
    for await (const chunk of request) body += chunk;
    const isOld = old.has(socket);
    requests.push({ old: isOld, body });
    if (held) held.push(response);
    else if (!isOld || fate === 'answer') response.end(`got ${body}`);
    else if (fate === 'close') socket.destroy();
    else if (fate === 'reset') socket.resetAndDestroy();
    else if (fate === 'nonsense') socket.end('nonsense\r\n\r\n');
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  jest.restoreAllMocks();
  closeConnections();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const request = (more: Partial<Exchange> = {}): Exchange => {
  const body = Buffer.from('a row');
  return {
    peer: { protocol: 'http:', hostname: '127.0.0.1', port: String((server.address() as AddressInfo).port) },
    head: `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n`,
    body,
    connectTimeout: 5_000,
    answerTimeout: 5_000,
    ...more,
  };
};

async function ask(more?: Partial<Exchange>): Promise<string> {
  const answer = await exchange(request(more));
  return (await answer.whole(5_000)).toString();
}

/** Leaves so many idle connections, to which the server then does something. */
async function keep(count: number, then: Fate): Promise<void> {
  held = [];
  const asked = Array.from({ length: count }, () => ask());
  while (held.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  for (const response of held) response.end();
  held = undefined;
  await Promise.all(asked);
  old = new Set(sockets);
  expect(old.size).toBe(count);
  requests = [];
  fate = then;
}

/** Of a reused connection, as far as a test can wait. */
const SOON = { answerTimeout: 100 };

describe('a request over a kept connection', () => {
  it.each(['close', 'reset', 'silence'] as const)(
    'is sent again over a new one when that is dead, and no other old one is tried: %s',
    async (how) => {
      await keep(5, how);
      const onSend = jest.fn();

      expect(await ask({ ...SOON, onSend })).toBe('got a row');

      expect(requests).toEqual([
        { old: true, body: 'a row' },
        { old: false, body: 'a row' },
      ]);
      expect(onSend).toHaveBeenCalledTimes(2);
      while ([...sockets].some((socket) => old.has(socket))) await once([...sockets][0]!, 'close');
      expect(await ask()).toBe('got a row');
      expect(sockets.size).toBe(1);
    },
  );

  it('is sent over that when it lives', async () => {
    await keep(2, 'answer');
    expect(await ask()).toBe('got a row');
    expect(requests).toEqual([{ old: true, body: 'a row' }]);
  });

  it('is sent over a new one when the clock tells that all are old', async () => {
    await keep(3, 'silence');
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 16_000);
    expect(await ask()).toBe('got a row');
    expect(requests).toEqual([{ old: false, body: 'a row' }]);
  });

  it('is not sent again when what comes back is not HTTP', async () => {
    await keep(1, 'nonsense');
    await expect(ask()).rejects.toThrow(HttpSyntaxError);
    expect(requests).toHaveLength(1);
  });

  it('is not sent again when it is given up', async () => {
    await keep(1, 'silence');
    const controller = new AbortController();
    const asked = ask({ signal: controller.signal });
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    expect(requests).toHaveLength(1);
  });

  it('is not sent again when the budget does not allow it', async () => {
    await keep(1, 'reset');
    const onSend = jest.fn().mockImplementationOnce(() => {});
    onSend.mockImplementationOnce(() => {
      throw new Error('too many requests');
    });
    await expect(ask({ onSend })).rejects.toThrow('too many requests');
    expect(requests).toHaveLength(1);
  });
});

describe('a request over a new connection', () => {
  it('is sent once, whatever becomes of it', async () => {
    held = [];
    await expect(ask(SOON)).rejects.toThrow(new SilenceError('began no answer within 0.1 s'));
    expect(requests).toHaveLength(1);
  });

  it('is told of an answer that does not end, or breaks off', async () => {
    held = [];
    const asked = [0, 1].map(() => exchange(request()));
    while (held.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    for (const response of held) response.writeHead(200, { 'Content-Length': 9 }).write('half');
    const [slow, broken] = await Promise.all(asked);
    await expect(slow!.whole(50)).rejects.toThrow('did not end its answer within 0.05 s');
    const whole = broken!.whole(5_000);
    for (const socket of sockets) socket.destroy();
    await expect(whole).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('is not sent when it is given up before', async () => {
    await expect(ask({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    expect(sockets.size).toBe(0);
  });
});

import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { AnswerBody } from '../../../../functions/extract/http/answer-body';
import { closeConnections, connectionTo } from '../../../../functions/extract/http/connections';
import { HttpSyntaxError, parseHead } from '../../../../functions/extract/http/http-head';

describe('the head of an answer', () => {
  it.each([
    ['HTTP/1.1 206 Partial Content\r\nContent-Length: 7', { status: 206, body: 7, persistent: true }],
    ['HTTP/1.1 200\r\nTransfer-Encoding: chunked', { status: 200, body: 'chunked', persistent: true }],
    ['HTTP/1.1 200 OK\r\nConnection: close', { status: 200, body: 'until-close', persistent: false }],
    ['HTTP/1.0 200 OK\r\nContent-Length: 1', { status: 200, body: 1, persistent: false }],
    ['HTTP/1.1 304 Not Modified\r\nContent-Length: 9', { status: 304, body: 0, persistent: true }],
  ])('%j', (text, expected) => {
    expect(parseHead(text, false)).toMatchObject(expected);
  });

  it.each([
    '',
    'HTTP/2 200',
    'HTTP/1.1 OK',
    'HTTP/1.1 200 OK\r\nno colon',
    'HTTP/1.1 200 OK\r\nContent-Length: -1',
  ])('is refused when malformed: %j', (text) => {
    expect(() => parseHead(text, false)).toThrow(HttpSyntaxError);
  });

  it('is refused with two lengths', () => {
    const text = 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2';
    expect(() => parseHead(text, false)).toThrow(HttpSyntaxError);
  });
});

interface Asked {
  body: string;
  complete: boolean;
  status: number;
  etag: string | undefined;
  reused: boolean;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of V8's heap that something still uses. */
function usedHeap(): number {
  collect();
  return getHeapStatistics().used_heap_size;
}

describe('a connection', () => {
  let server: Server;
  let answer: Buffer[] = [];
  const sockets = new Set<Socket>();
  /** The server's end of the connection that carried the latest request. */
  let asked: Socket;
  beforeAll(async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('data', () => {
        asked = socket;
        const write = (parts: Buffer[]): void => {
          const [first, ...rest] = parts;
          if (first && !socket.destroyed) socket.write(first, () => setImmediate(write, rest));
        };
        write(answer);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    closeConnections();
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });

  const ask = () =>
    new Promise<Asked>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const peer = { protocol: 'http:', hostname: '127.0.0.1', port: String(port) };
      const { connection, reused } = connectionTo(peer, true);
      connection.send(
        { text: 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', bodyless: false },
        {
          failed: reject,
          head: (head) => {
            const taken = new AnswerBody(head, connection, () => {});
            // Later than the first bytes may come.
            setImmediate(() => {
              const parts: Buffer[] = [];
              taken.deliverTo({
                data: (bytes) => parts.push(Buffer.from(bytes)),
                end: (complete) =>
                  resolve({
                    body: Buffer.concat(parts).toString(),
                    complete,
                    status: head.status,
                    etag: head.headers['etag'],
                    reused,
                  }),
              });
            });
            return taken;
          },
        },
      );
    });

  const split = (text: string, at: number[]): Buffer[] => {
    const cuts = [0, ...new Set(at.map((share) => Math.floor(share * text.length))), text.length];
    cuts.sort((a, b) => a - b);
    return cuts
      .slice(1)
      .map((cut, i) => Buffer.from(text.slice(cuts[i], cut), 'latin1'))
      .filter((b) => b.length > 0);
  };
  const chunked = (body: string, size: number): string => {
    const chunks = body.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];
    return `${chunks.map((chunk) => `${chunk.length.toString(16)};x=y\r\n${chunk}\r\n`).join('')}0\r\nT: v\r\n\r\n`;
  };

  it('gives a body back however it is cut into chunks and packets, and serves again', async () => {
    const text = fc.string({ maxLength: 300, unit: 'binary-ascii' });
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(text, cuts, fc.integer({ min: 0, max: 40 }), async (body, at, size) => {
        const framed =
          size === 0
            ? `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`
            : `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunked(body, size)}`;
        answer = split(`HTTP/1.1 100 Continue\r\n\r\n${framed}`, at);
        expect(await ask()).toMatchObject({ body, complete: true, status: 200 });
      }),
      { numRuns: 60 },
    );
    expect((await ask()).reused).toBe(true);
  });

  it('is given up when more comes than was asked for', async () => {
    answer = [Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab')];
    expect(await ask()).toMatchObject({ body: 'a', complete: true });
    const before = asked;
    answer = [Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na')];
    await ask();
    expect(asked).not.toBe(before);
  });

  it('keeps nothing of a body in the memory of a header that somebody keeps', async () => {
    const body = 'x'.repeat(40_000);
    answer = [
      Buffer.from(`HTTP/1.1 200 OK\r\nETag: "0123456789ABCDEF"\r\nContent-Length: 40000\r\n\r\n${body}`),
    ];
    await ask();
    const before = usedHeap();
    const kept: unknown[] = [];
    for (let i = 0; i < 300; i += 1) kept.push((await ask()).etag);
    // A body's part in the first packet would be 32 KB of each answer, 10 MB in all.
    expect(usedHeap() - before).toBeLessThan(5e6);
    expect(kept).toEqual(Array(300).fill('"0123456789ABCDEF"'));
  });

  it('is made ahead of the request that will need it', async () => {
    closeConnections();
    sockets.clear();
    answer = [Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na')];
    expect((await ask()).reused).toBe(false);
    while (sockets.size < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    expect((await ask()).reused).toBe(true);
    expect(sockets.size).toBe(2);
  });

  it.each(['nonsense\r\n\r\n', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}`])(
    'refuses %.20s',
    async (text) => {
      answer = [Buffer.from(text)];
      await expect(ask()).rejects.toThrow(HttpSyntaxError);
    },
  );

  it('tells of a chunk that has no size', async () => {
    answer = [Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')];
    expect(await ask()).toMatchObject({ complete: false });
  });
});

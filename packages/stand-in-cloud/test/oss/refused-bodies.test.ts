import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { contentMd5, Harness, READER } from './harness';

let oss: Harness;
let socket: Socket;
beforeEach(async () => {
  oss = await Harness.start();
  oss.authority.allow = () => false;
  socket = connect(oss.server.port, '127.0.0.1');
  await once(socket, 'connect');
});
afterEach(async () => {
  socket.destroy();
  await oss.close();
});

/** More than the buffers of both ends of a connection hold, so that nothing goes on unless the server reads. */
const SIZE = 16 * 1024 * 1024;

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`;

/** Sends a request and reads nothing before the last byte of it is sent, as simple clients do. */
async function sendFirst(head: string, body: Buffer): Promise<void> {
  socket.write(head);
  await new Promise((resolve) => socket.write(body, resolve));
}

/** The status of the next answer, whose body is read too. */
async function nextStatus(): Promise<number> {
  let text = '';
  for (;;) {
    const [head = '', ...rest] = text.split('\r\n\r\n');
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    if (rest.length > 0 && rest.join('\r\n\r\n').length >= length) return Number(head.split(' ')[1]);
    const chunk: Buffer | null = socket.read();
    if (chunk) text += String(chunk);
    else await once(socket, 'readable');
  }
}

const FORM_START = '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nk\r\n';

const requests: [string, number, (path: string) => string[], string][] = [
  ['a wrong signature', 403, (path) => [`PUT ${path}0 HTTP/1.1`], ''],
  ['a right that is missing', 403, (path) => [`PUT ${path} HTTP/1.1`], ''],
  [
    'a form that is denied',
    403,
    () => [`POST /${Harness.bucket} HTTP/1.1`, 'Content-Type: multipart/form-data; boundary=b'],
    `${FORM_START}--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n`,
  ],
  [
    'a form with a field that is too long',
    400,
    () => [`POST /${Harness.bucket} HTTP/1.1`, 'Content-Type: multipart/form-data; boundary=b'],
    '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n',
  ],
];

it.each(requests)('the connection goes on after %s', async (_what, status, head, start) => {
  const path = await oss.presign('PUT', 'k', { credentials: READER });
  const body = Buffer.concat([Buffer.from(start), Buffer.alloc(SIZE, 'x')]);
  await sendFirst(lines(...head(path), 'Host: localhost', `Content-Length: ${body.length}`), body);
  expect(await nextStatus()).toBe(status);

  socket.write(lines('GET / HTTP/1.1', 'Host: localhost'));
  expect(await nextStatus()).toBe(403);
});

it('the connection goes on after a document that is too large', async () => {
  const body = 'x'.repeat(SIZE);
  const refused = await oss.call({
    method: 'POST',
    query: { delete: null },
    headers: contentMd5(body),
    body,
  });
  expect(refused.code).toBe('EntityTooLarge');
  expect((await oss.get('nothing')).code).toBe('NoSuchKey');
  expect(new Set(oss.server.requests.map(({ connection }) => connection)).size).toBe(1);
});

describe('a client that asks before it sends its body', () => {
  const ask = async (credentials?: typeof READER) => {
    const path = await oss.presign('PUT', 'k', credentials && { credentials });
    socket.write(
      lines(`PUT ${path} HTTP/1.1`, 'Host: localhost', 'Content-Length: 5', 'Expect: 100-continue'),
    );
    return nextStatus();
  };

  it('is refused before it does, and the connection is closed', async () => {
    expect(await ask(READER)).toBe(403);
    socket.resume();
    await once(socket, 'close');
  });

  it('is told to go on', async () => {
    expect(await ask()).toBe(100);
    socket.write('12345');
    expect(await nextStatus()).toBe(200);
    expect((await oss.get('k')).text).toBe('12345');
  });
});

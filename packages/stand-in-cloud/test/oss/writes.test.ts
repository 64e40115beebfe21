import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { connect } from 'node:net';
import { Harness } from './harness';

let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());
beforeEach(() => {
  oss.skewMs = 0;
});

describe('writing an object', () => {
  it('is refused when the digest does not fit, and changes nothing', async () => {
    await oss.put('digest', 'first');
    const wrong = createHash('md5').update('else').digest('base64');
    const answer = await oss.put('digest', 'second', { 'content-md5': wrong });
    expect([answer.status, answer.code]).toEqual([400, 'InvalidDigest']);
    expect((await oss.get('digest')).text).toBe('first');
  });

  it('does not overwrite when forbidden to', async () => {
    await oss.put('once', 'first');
    const answer = await oss.put('once', 'second', { 'x-oss-forbid-overwrite': 'true' });
    expect([answer.status, answer.code]).toEqual([409, 'FileAlreadyExists']);
  });

  it('needs a length or chunks', async () => {
    const path = await oss.presign('PUT', 'chunked');
    const chunked = await oss.send({
      method: 'PUT',
      path,
      headers: { 'Transfer-Encoding': 'chunked' },
      body: 'abc',
    });
    expect(chunked.status).toBe(200);
    expect((await oss.get('chunked')).text).toBe('abc');
    const socket = connect(oss.server.port, '127.0.0.1');
    socket.end(`PUT ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    const answer: Buffer[] = [];
    for await (const chunk of socket) answer.push(chunk as Buffer);
    expect(Buffer.concat(answer).toString()).toMatch(/^HTTP\/1.1 411 .*<Code>MissingContentLength<\/Code>/s);
  });

  it('is refused when it is larger than one request may carry', async () => {
    const path = await oss.presign('PUT', 'huge');
    const request = http.request({
      host: '127.0.0.1',
      port: oss.server.port,
      method: 'PUT',
      path,
      headers: { 'Content-Length': 5 * 1024 ** 3 + 1 },
    });
    request.flushHeaders();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    expect([response.statusCode, response.headers['x-oss-ec']]).toEqual([400, '0026-00000003']);
    request.once('error', () => undefined);
    request.destroy();
  });

  it.each([
    ['a leading slash', '/k'],
    ['a leading backslash', '\\k'],
    ['1,024 bytes', 'ü'.repeat(512)],
  ])('is refused for a key with %s', async (_, key) => {
    const answer = await oss.put(key, 'x');
    expect([answer.status, answer.code]).toEqual([400, 'InvalidObjectName']);
  });

  it('takes a key of 1,023 bytes', async () => {
    const key = `${'ü'.repeat(511)}x`;
    expect((await oss.put(key, 'x')).status).toBe(200);
    expect((await oss.get(key)).text).toBe('x');
  });

  it('is refused for bytes that are no UTF-8', async () => {
    const answer = await oss.send({ method: 'PUT', path: `/${Harness.bucket}/%ff`, body: 'x' });
    expect([answer.status, answer.code]).toEqual([400, 'InvalidObjectName']);
  });

  it('is refused for a storage class or an encryption that does not exist', async () => {
    expect((await oss.put('k', 'x', { 'x-oss-storage-class': 'Glacier' })).code).toBe('InvalidArgument');
    expect((await oss.put('k', 'x', { 'x-oss-server-side-encryption': 'ROT13' })).code).toBe(
      'InvalidArgument',
    );
  });
});

describe('copying', () => {
  const copy = (key: string, source: string, headers: Record<string, string> = {}) =>
    oss.call({ method: 'PUT', key, headers: { 'x-oss-copy-source': source, ...headers } });

  it('takes bytes and metadata along, or replaces the metadata', async () => {
    await oss.put('src ü', 'bytes', { 'content-type': 'video/mp4', 'x-oss-meta-a': '1' });
    await oss.client().copy('kept', 'src ü');
    expect((await oss.get('kept')).headers).toMatchObject({
      'content-type': 'video/mp4',
      'x-oss-meta-a': '1',
    });
    const source = `/${Harness.bucket}/${encodeURIComponent('src ü')}`;
    await copy('replaced', source, { 'x-oss-metadata-directive': 'REPLACE', 'x-oss-meta-b': '2' });
    const replaced = await oss.get('replaced');
    expect(replaced.headers).toMatchObject({
      'content-type': 'video/mp4',
      'x-oss-meta-b': '2',
    });
    expect(replaced.headers).not.toHaveProperty('x-oss-meta-a');
    expect(replaced.text).toBe('bytes');
  });

  it('reads a plus sign in the source as a space, as Go’s clients write it', async () => {
    await oss.put('a b', 'space');
    await oss.put('a+b', 'plus');
    const copied = async (source: string) => {
      await copy('c', `/${Harness.bucket}/${source}`);
      return (await oss.get('c')).text;
    };
    expect(await copied('a+b')).toBe('space');
    expect(await copied('a%20b')).toBe('space');
    expect(await copied('a%2Bb')).toBe('plus');
  });

  it('outlives its source', async () => {
    await oss.put('short-lived', 'bytes');
    await copy('heir', `/${Harness.bucket}/short-lived`);
    await oss.call({ method: 'DELETE', key: 'short-lived' });
    expect((await oss.get('heir')).text).toBe('bytes');
  });

  it('obeys conditions on the source', async () => {
    const source = `/${Harness.bucket}/conditional`;
    const { headers } = await oss.put('conditional', 'bytes');
    const etag = String(headers['etag']);
    expect((await copy('c', source, { 'x-oss-copy-source-if-match': 'x' })).status).toBe(412);
    expect((await copy('c', source, { 'x-oss-copy-source-if-match': etag })).status).toBe(200);
    expect((await copy('c', source, { 'x-oss-copy-source-if-none-match': etag })).status).toBe(304);
    expect((await copy('c', `/${Harness.bucket}/nothing`)).code).toBe('NoSuchKey');
    expect((await copy('c', '/no-such-bucket/k')).code).toBe('NoSuchBucket');
    expect((await copy('c', 'nonsense')).code).toBe('InvalidArgument');
  });
});

describe('appending', () => {
  const append = (key: string, position: string, body: string) =>
    oss.call({ method: 'POST', key, query: { append: null, position }, body });

  it('extends the object at its end and nowhere else', async () => {
    const first = await append('log', '0', '1234');
    expect(first.headers['x-oss-next-append-position']).toBe('4');
    const second = await append('log', '4', '56789');
    expect(second.headers['x-oss-hash-crc64ecma']).toBe(String(0x995dc9bbdf1939fan));
    const got = await oss.get('log');
    expect(got.text).toBe('123456789');
    expect(got.headers).toMatchObject({
      'x-oss-object-type': 'Appendable',
      etag: expect.stringMatching(/^"[0-9A-F]{32}"$/),
    });
    const wrong = await append('log', '4', 'x');
    expect([wrong.status, wrong.code, wrong.headers['x-oss-next-append-position']]).toEqual([
      409,
      'PositionNotEqualToLength',
      '9',
    ]);
  });

  it('is refused for objects that were put, and without a position', async () => {
    await oss.put('whole', 'x');
    expect(await append('whole', '1', 'y')).toMatchObject({ status: 409, code: 'ObjectNotAppendable' });
    expect((await append('new', '', 'y')).code).toBe('MissingArgument');
  });
});

describe('symbolic links', () => {
  const link = (key: string, target: string) =>
    oss.call({
      method: 'PUT',
      key,
      query: { symlink: null },
      headers: { 'x-oss-symlink-target': encodeURIComponent(target) },
    });

  it('are read as their target', async () => {
    await oss.put('target ü', 'target bytes');
    await link('link', 'target ü');
    const got = await oss.get('link', { Range: 'bytes=0-5' });
    expect(got.text).toBe('target');
    expect(got.headers['x-oss-object-type']).toBe('Symlink');
    const { headers } = await oss.call({ key: 'link', query: { symlink: null } });
    expect(headers['x-oss-symlink-target']).toBe(encodeURIComponent('target ü'));
    const plus = { 'x-oss-symlink-target': 'target+%C3%BC' };
    await oss.call({ method: 'PUT', key: 'link-of-go', query: { symlink: null }, headers: plus });
    expect((await oss.get('link-of-go')).text).toBe('target bytes');
  });

  it('to nothing or to links are not', async () => {
    await link('dangling', 'nothing');
    expect(await oss.get('dangling')).toMatchObject({ status: 404, code: 'SymlinkTargetNotExist' });
    await link('second', 'dangling');
    expect(await oss.get('second')).toMatchObject({ status: 400, code: 'InvalidTargetType' });
    expect((await oss.call({ key: 'target ü', query: { symlink: null } })).code).toBe(
      'OperationNotSupported',
    );
  });
});

describe('archived objects', () => {
  const restore = (body = '') => oss.call({ method: 'POST', key: 'old', query: { restore: null }, body });

  it('are read only while restored', async () => {
    await oss.put('old', 'bytes', { 'x-oss-storage-class': 'Archive' });
    expect(await oss.get('old')).toMatchObject({ status: 403, code: 'InvalidObjectState' });
    const days = '<RestoreRequest><Days>2</Days></RestoreRequest>';
    expect((await restore(days)).status).toBe(202);
    expect(await restore()).toMatchObject({ status: 409, code: 'RestoreAlreadyInProgress' });
    const ongoing = await oss.call({ method: 'HEAD', key: 'old' });
    expect(ongoing.headers['x-oss-restore']).toBe('ongoing-request="true"');
    expect((await oss.get('old')).code).toBe('InvalidObjectState');
    oss.skewMs = 61_000;
    const restored = await oss.get('old');
    expect(restored.text).toBe('bytes');
    expect(restored.headers['x-oss-restore']).toMatch(/^ongoing-request="false", expiry-date=".* GMT"$/);
    expect((await restore(days)).status).toBe(200);
    oss.skewMs = 3 * 86_400_000;
    expect((await oss.get('old')).code).toBe('InvalidObjectState');
  });

  it('are the only ones to restore', async () => {
    await oss.put('warm', 'x', { 'x-oss-storage-class': 'IA' });
    expect((await oss.get('warm')).status).toBe(200);
    const answer = await oss.call({ method: 'POST', key: 'warm', query: { restore: null } });
    expect([answer.status, answer.code]).toEqual([400, 'OperationNotSupported']);
  });
});

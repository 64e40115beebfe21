import net from 'node:net';
import { type Call, Harness, ROOT } from './harness';

/** What the suites of official clients for other languages send and expect. */
let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
});
afterAll(() => oss.close());

describe('a bucket', () => {
  it('is found where the client found the service', async () => {
    const host = `localhost:${oss.server.port}`;
    const places = `<ExtranetEndpoint>${host}</ExtranetEndpoint><IntranetEndpoint>${host}</IntranetEndpoint>`;
    expect((await oss.call({ bucket: '', headers: { host } })).text).toContain(places);
    expect((await oss.call({ query: { bucketInfo: null }, headers: { host } })).text).toContain(places);
  });

  it('is in a resource group, by which buckets are listed', async () => {
    const group = 'rg-aek27tc00000000';
    const headers = { 'x-oss-resource-group-id': group };
    await oss.call({ method: 'PUT', bucket: 'grouped', headers });
    const names = (text: string) => [...text.matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name]) => name);
    const listed = await oss.call({ bucket: '', headers });
    expect(names(listed.text)).toEqual(['grouped']);
    expect(listed.text).toContain(`<ResourceGroupId>${group}</ResourceGroupId>`);
    const info = await oss.call({ query: { bucketInfo: null } });
    const preset = /<ResourceGroupId>(rg-\w+)<\/ResourceGroupId>/.exec(info.text)?.[1] ?? '';
    const others = await oss.call({ bucket: '', headers: { 'x-oss-resource-group-id': preset } });
    expect(names(others.text)).toEqual([Harness.bucket]);
  });

  it('that is empty has figures of nothing', async () => {
    await oss.call({ method: 'PUT', bucket: 'bare-bucket' });
    const { text } = await oss.call({ bucket: 'bare-bucket', query: { stat: null } });
    const figures = [...text.matchAll(/<(\w+)>(\d+)<\/\w+>/g)].map(([, , figure]) => Number(figure));
    expect(figures.length).toBeGreaterThan(10);
    expect(Math.max(...figures)).toBe(0);
  });

  it('that is not there is missed before the key of the caller is', async () => {
    const credentials = { accessKeyId: 'LTAInobody', accessKeySecret: 's' };
    const codeOf = async (call: Call) => (await oss.call({ credentials, ...call })).code;
    expect(await codeOf({ bucket: 'not-there', key: 'x' })).toBe('NoSuchBucket');
    expect(await codeOf({ bucket: 'not-there', method: 'PUT' })).toBe('InvalidAccessKeyId');
    expect(await codeOf({ key: 'x' })).toBe('InvalidAccessKeyId');
    expect(
      await codeOf({ bucket: 'not-there', key: 'x', credentials: { ...ROOT, accessKeySecret: 'wrong' } }),
    ).toBe('SignatureDoesNotMatch');
  });
});

describe('a connection', () => {
  /** Sends text, and ends when the server closes the connection or `until` stands in its answers. */
  const talk = (text: string, until?: RegExp) =>
    new Promise<string>((resolve) => {
      const socket = net.connect(oss.server.port, '127.0.0.1', () => socket.write(text));
      let answers = '';
      socket.on('data', (data) => {
        answers += data;
        if (until?.test(answers)) socket.destroy();
      });
      socket.on('close', () => resolve(answers));
    });

  it('ends after a GET that declares a body and sends none', async () => {
    await oss.put('k', 'body of k');
    const path = await oss.presign('GET', 'k');
    const answers = await talk(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n`);
    expect(answers).toMatch(/^HTTP\/1\.1 200 OK\r\nConnection: close\r\n/);
    expect(answers).toMatch(/body of k$/);
  });

  it('goes on after a GET that sends the body that it declares', async () => {
    const path = await oss.presign('GET', 'k');
    const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n12345`;
    const answers = await talk(request + request, /body of k[\s\S]*body of k/);
    expect(answers).not.toContain('Connection: close');
  });

  it('that breaks off in a body is no error of the service', async () => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
    const path = await oss.presign('PUT', 'broken');
    const before = oss.server.requests.length;
    const socket = net.connect(oss.server.port, '127.0.0.1');
    await new Promise<void>((resolve) =>
      socket.write(`PUT ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\nxyz`, () =>
        resolve(),
      ),
    );
    // Another request on another connection is answered later than this one has begun.
    await oss.get('k');
    socket.resetAndDestroy();
    while (!oss.server.requests.slice(before).some(({ method }) => method === 'PUT')) await oss.get('k');
    expect(printed.mock.calls).toEqual([]);
    printed.mockRestore();
    expect((await oss.get('broken')).code).toBe('NoSuchKey');
  });
});

import { once } from 'node:events';
import http from 'node:http';
import { Harness } from './harness';

let oss: Harness;
beforeAll(async () => {
  oss = await Harness.start();
  await oss.put('k', Buffer.alloc(1000, 'x'));
});
afterAll(() => oss.close());
beforeEach(() => {
  oss.server.conditions = {};
  oss.server.clearRequests();
});

describe('the log of requests', () => {
  it('says what was asked, what was sent, and over which connection', async () => {
    await oss.get('k', { Range: 'bytes=0-99' });
    await oss.call({ method: 'HEAD', key: 'k' });
    const [first, second] = oss.server.requests;
    expect(first).toEqual({
      method: 'GET',
      bucket: Harness.bucket,
      key: 'k',
      operation: 'GetObject',
      range: 'bytes=0-99',
      status: 206,
      bytesSent: 100,
      connection: first!.connection,
      requestId: expect.stringMatching(/^[0-9A-F]{24}$/),
    });
    expect(second).toMatchObject({
      operation: 'HeadObject',
      status: 200,
      bytesSent: 0,
      connection: first!.connection,
    });
  });
});

describe('conditions', () => {
  it('delay answers, and more so on new connections', async () => {
    oss.server.conditions = { latencyMs: 20, connectLatencyMs: 40 };
    const timed = async (agent: http.Agent) => {
      const started = performance.now();
      const path = `/${Harness.bucket}/k`;
      const request = http.get({ host: '127.0.0.1', port: oss.server.port, path, agent });
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      response.resume();
      await once(response, 'end');
      return performance.now() - started;
    };
    const agent = new http.Agent({ keepAlive: true });
    // A timer may fire up to a millisecond early.
    expect(await timed(agent)).toBeGreaterThan(58);
    expect(await timed(agent)).toBeGreaterThan(18);
    agent.destroy();
  });

  it('limit the rate', async () => {
    oss.server.conditions = { bytesPerSecond: 10_000 };
    const started = performance.now();
    expect((await oss.get('k')).body).toHaveLength(1000);
    expect(performance.now() - started).toBeGreaterThan(90);
  });

  it('reset a connection, at once or amid the bytes, and do nothing else', async () => {
    oss.server.conditions = { fault: () => ({ kind: 'reset' }) };
    await expect(oss.put('reset', 'x')).rejects.toMatchObject({ code: 'ECONNRESET' });
    oss.server.conditions = { fault: () => ({ kind: 'reset', afterBytes: 10 }) };
    await expect(oss.get('k')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(oss.server.requests.at(-1)).toMatchObject({ status: 200, bytesSent: 10 });
    oss.server.conditions = {};
    expect((await oss.get('reset')).code).toBe('NoSuchKey');
  });

  it('lose the answer to what was done', async () => {
    oss.server.conditions = { fault: () => ({ kind: 'reset', afterBytes: 0 }) };
    await expect(oss.put('done', 'x')).rejects.toMatchObject({ code: 'ECONNRESET' });
    oss.server.conditions = {};
    expect((await oss.get('done')).text).toBe('x');
  });

  it('stall amid the bytes until the client gives up', async () => {
    oss.server.conditions = {
      fault: ({ key }) => (key === 'k' ? { kind: 'stall', afterBytes: 10 } : undefined),
    };
    const path = await oss.presign('GET', 'k');
    const request = http.get({ host: '127.0.0.1', port: oss.server.port, path });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const [chunk] = (await once(response, 'data')) as [Buffer];
    expect([chunk.length, response.complete]).toEqual([10, false]);
    response.once('error', () => undefined);
    request.destroy();
    oss.server.conditions = {};
    expect((await oss.get('k')).status).toBe(200);
  });

  it('refuse as an overloaded service does', async () => {
    oss.server.conditions = {
      fault: () => ({ kind: 'refuse', status: 503, code: 'ServiceUnavailable', message: 'Slow down' }),
    };
    expect(await oss.get('k')).toMatchObject({ status: 503, code: 'ServiceUnavailable' });
  });
});

/** What an invocation in Function Compute 3 answers, as the official client sees it. */
import { arnOf, openClient } from './client';

let at: Awaited<ReturnType<typeof openClient>>;
beforeEach(async () => {
  at = await openClient();
  await at.create('echo', 'exports.handler = async (event) => { console.log("seen"); return event; };');
});
afterEach(() => at.close());

describe('an invocation', () => {
  it('brings the answer, and with it what it took and the end of the log', async () => {
    const { text, headers } = await at.invoke('echo', '漢字', { xFcLogType: 'Tail' });
    expect(text).toBe('漢字');
    expect(headers['x-fc-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(headers['x-fc-invocation-duration'])).toBeGreaterThanOrEqual(0);
    expect(Number(headers['x-fc-max-memory-usage'])).toBeGreaterThan(10);
    expect(Buffer.from(headers['x-fc-log-result'] ?? '', 'base64').toString()).toContain('[verbose] seen');
  });

  it('tells of an error of the function', async () => {
    await at.create('fail', 'exports.handler = (e, c, callback) => callback(new Error("no"));');
    const { text, headers, status } = await at.invoke('fail', '');
    expect(status).toBe(200);
    expect(headers['x-fc-error-type']).toBe('HandledInvocationError');
    expect(JSON.parse(text)).toMatchObject({ errorMessage: 'no', errorType: 'Error' });
  });

  it('can be asynchronous: it is accepted with the id under which it runs', async () => {
    const { headers, status, text } = await at.invoke('echo', 'later', { xFcInvocationType: 'Async' });
    expect([status, text]).toEqual([202, '']);
    await at.rig.fc.idle();
    expect(at.rig.messages()).toContain(`FC Invoke End RequestId: ${headers['x-fc-request-id']}`);
  });

  it('with a qualifier needs the right to invoke the qualified function', async () => {
    expect((await at.invoke('echo', 'x', {}, 'LATEST')).text).toBe('x');
    expect(at.rig.authority.asked).toContain(`fc:InvokeFunction ${arnOf('echo')}/LATEST`);
  });
});

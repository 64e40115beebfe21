import type { FunctionOptions } from '../../src/function-compute/service';
import { ACCOUNT, caller, makeRig, REGION, type Rig } from './support';

const arn = (fn: string) => `acs:fc:${REGION}:${ACCOUNT}:services/svc.LATEST/functions/${fn}`;
const FAIL = 'exports.handler = async () => { throw new Error("always"); };';
const NOTE =
  'exports.handler = async (event) => { process.stdout.write(`NOTE ${event}\\n`); return "noted"; };';

let now = 0;
let rig: Rig;
beforeEach(async () => {
  now = Date.parse('2026-11-23T00:00:00Z');
  rig = await makeRig({ clock: { now: () => now } });
});
afterEach(() => rig.close());

async function send(name: string, payload = '{"n":1}'): Promise<string> {
  const requestId = await rig.fc.invokeAsync(
    caller,
    { service: 'svc', qualifier: 'LATEST', fn: name },
    Buffer.from(payload),
  );
  await rig.fc.idle();
  return requestId;
}

const starts = () => rig.messages().filter((message) => message.startsWith('FC Invoke Start'));
const notes = () =>
  rig
    .messages()
    .filter((message) => message.startsWith('NOTE '))
    .map((message) => JSON.parse(message.slice(5)));

describe('an asynchronous invocation', () => {
  it('answers before the function has run, and runs it once', async () => {
    await rig.addFunction('note', NOTE);
    const accepted = rig.fc.invokeAsync(caller, { service: 'svc', fn: 'note' }, Buffer.from('{"n":1}'));
    expect(await accepted).toMatch(/^[0-9a-f-]{36}$/);
    expect(notes()).toEqual([]);
    await rig.fc.idle();
    expect(notes()).toEqual([{ n: 1 }]);
  });

  it.each([
    [undefined, 4],
    [0, 1],
    [2, 3],
  ])('runs again on error: %s retries set, %i runs', async (maxAsyncRetryAttempts, runs) => {
    await rig.addFunction('fail', FAIL, { async: { maxAsyncRetryAttempts } });
    const requestId = await send('fail');
    expect(starts()).toEqual(Array(runs).fill(`FC Invoke Start RequestId: ${requestId}`));
    expect(rig.problems).toEqual([
      {
        kind: 'event-discarded',
        function: 'svc/fail',
        reason: expect.stringContaining(
          `after ${runs} attempts: UnhandledInvocationError: {"errorMessage":"always"`,
        ),
      },
    ]);
  });

  it('stops when a run succeeds', async () => {
    const thirdTime = `const fs = require('node:fs'), file = require('node:os').tmpdir() + '/n';
      exports.handler = async () => {
        fs.appendFileSync(file, 'x');
        if (fs.statSync(file).size < 3) throw new Error('not yet');
      };`;
    await rig.addFunction('third', thirdTime);
    await send('third');
    expect(starts()).toHaveLength(3);
    expect(rig.problems).toEqual([]);
  });

  it('is given up when the event is too old, with the last error', async () => {
    await rig.addFunction('note', NOTE);
    const async: FunctionOptions['async'] = { maxAsyncEventAgeInSeconds: 60, onFailure: arn('note') };
    await rig.addFunction('fail', FAIL, { async });
    await rig.fc.invokeAsync(caller, { service: 'svc', fn: 'fail' }, Buffer.from('{}'));
    now += 61_000;
    await rig.fc.idle();
    expect(notes()).toMatchObject([
      { requestContext: { condition: 'UnhandledInvocationError', approximateInvokeCount: 1 } },
    ]);
  });

  it.each([
    ['the function does not exist', { service: 'svc', fn: 'nobody' }, 'FunctionNotFound'],
    ['the service does not exist', { service: 'nobody', fn: 'note' }, 'ServiceNotFound'],
    ['no function without a service has the name', { fn: 'note' }, 'FunctionNotFound'],
    ['the version does not exist', { service: 'svc', qualifier: '7', fn: 'note' }, 'VersionNotFound'],
    ['the alias does not exist', { service: 'svc', qualifier: 'prod', fn: 'note' }, 'AliasNotFound'],
  ])('is refused when %s', async (_, name, code) => {
    await rig.addFunction('note', NOTE);
    await expect(rig.fc.invokeAsync(caller, name, Buffer.from('{}'))).rejects.toMatchObject({
      code,
    });
  });

  it('is refused above 128 KB', async () => {
    await rig.addFunction('note', NOTE);
    const most = Buffer.from(JSON.stringify('x'.repeat(128 * 1024 - 2)));
    await rig.fc.invokeAsync(caller, { service: 'svc', fn: 'note' }, most);
    await expect(
      rig.fc.invokeAsync(caller, { service: 'svc', fn: 'note' }, Buffer.concat([most, Buffer.from(' ')])),
    ).rejects.toMatchObject({ code: 'EntityTooLarge', status: 400 });
  });

  it('is refused without fc:InvokeFunction on the form of the name that was used', async () => {
    await rig.addFunction('note', NOTE);
    rig.authority.denied = (_, resource) => resource === arn('note');
    await expect(send('note')).rejects.toMatchObject({
      code: 'AccessDenied',
      status: 403,
      message: expect.stringContaining(`'fc:InvokeFunction' on resource '${arn('note')}'`),
    });
    await rig.fc.invokeAsync(caller, { service: 'svc', fn: 'note' }, Buffer.from('{}'));
  });

  it('fails for good when the service role cannot be assumed', async () => {
    await rig.addFunction('note', NOTE);
    rig.authority.trust.clear();
    await send('note');
    expect(rig.problems).toMatchObject(
      [{ kind: 'event-discarded', reason: /AccessDenied/ }].map((p) => ({
        ...p,
        reason: expect.stringMatching(p.reason),
      })),
    );
  });
});

describe('destinations', () => {
  it('get what failed after the last retry', async () => {
    await rig.addFunction('note', NOTE);
    const async = { maxAsyncRetryAttempts: 1, onFailure: arn('note'), onSuccess: arn('missing') };
    await rig.addFunction('fail', FAIL, { async });
    const requestId = await send('fail', '{"events":[]}');
    expect(notes()).toEqual([
      {
        timestamp: now,
        requestContext: {
          requestId,
          functionArn: arn('fail'),
          condition: 'UnhandledInvocationError',
          approximateInvokeCount: 2,
        },
        requestPayload: '{"events":[]}',
        responseContext: { statusCode: 200, functionError: 'UnhandledInvocationError' },
        responsePayload: expect.stringContaining('"errorMessage":"always"'),
      },
    ]);
    expect(rig.problems).toEqual([]);
    expect(rig.authority.asked).toContain(`fc:InvokeFunction ${arn('note')}`);
  });

  it('get what succeeded', async () => {
    await rig.addFunction('note', NOTE);
    await rig.addFunction('ok', 'exports.handler = async () => ({ done: 1 });', {
      async: { onSuccess: arn('note') },
    });
    await send('ok');
    expect(notes()).toMatchObject([
      {
        requestContext: { condition: '', approximateInvokeCount: 1 },
        responseContext: { statusCode: 200, functionError: '' },
        responsePayload: '{"done":1}',
      },
    ]);
  });

  it('are invoked by the service role: without its right the event is lost and told', async () => {
    await rig.addFunction('note', NOTE);
    await rig.addFunction('fail', FAIL, { async: { maxAsyncRetryAttempts: 0, onFailure: arn('note') } });
    rig.authority.denied = (action, _, principal) =>
      action === 'fc:InvokeFunction' && principal.arn.endsWith('assumed-role/service-role/fc-fail');
    await send('fail');
    expect(notes()).toEqual([]);
    expect(rig.problems.map(({ kind }) => kind)).toEqual(['destination-failed', 'event-discarded']);
    expect(rig.problems[0]?.reason).toMatch(/AccessDenied/);
  });
});

describe('the concurrency limit', () => {
  const slow = 'exports.handler = () => new Promise((r) => setTimeout(r, 50, "x"));';

  beforeEach(async () => {
    await rig.close();
    rig = await makeRig({ concurrencyLimit: 1, asyncConcurrency: 4 });
    await rig.addFunction('slow', slow);
  });

  it('refuses a synchronous invocation', async () => {
    const first = rig.invoke('slow');
    await expect(rig.invoke('slow')).rejects.toMatchObject({ code: 'ResourceExhausted', status: 429 });
    expect((await first).payload).toBe('x');
  });

  it('makes asynchronous ones wait and loses none', async () => {
    for (let n = 0; n < 4; n++) {
      await rig.fc.invokeAsync(caller, { service: 'svc', fn: 'slow' }, Buffer.from('{}'));
    }
    await rig.fc.idle();
    expect(starts()).toHaveLength(4);
    expect(rig.problems).toEqual([]);
  });
});

describe('asynchronous events in line', () => {
  it('are handed out as many at a time as set', async () => {
    await rig.close();
    rig = await makeRig({ asyncConcurrency: 1 });
    await rig.addFunction(
      'pid',
      'exports.handler = async () => { process.stdout.write(`PID ${process.pid}\\n`); };',
    );
    await Promise.all(
      [1, 2, 3].map(() => rig.fc.invokeAsync(caller, { service: 'svc', fn: 'pid' }, Buffer.from('{}'))),
    );
    await rig.fc.idle();
    const pids = rig.messages().filter((message) => message.startsWith('PID '));
    expect(pids).toHaveLength(3);
    expect(new Set(pids).size).toBe(1);
  });

  it('are forgotten at close, and who waits for idleness is told', async () => {
    await rig.addFunction('hang', 'exports.handler = () => new Promise(() => setInterval(() => {}, 1000));');
    await rig.fc.invokeAsync(caller, { service: 'svc', fn: 'hang' }, Buffer.from('{}'));
    const idle = rig.fc.idle();
    await rig.fc.close();
    await idle;
  });
});

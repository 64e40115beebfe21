/** What functions of Function Compute 3 find and leave, and what starts them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FunctionOptions } from '../../../src/function-compute/service';
import {
  ACCOUNT,
  caller,
  functionOptions,
  INVOCATION_ROLE,
  makeRig,
  REGION,
  type Rig,
  SERVICE_ROLE,
  zip,
} from '../support';
import { arnOf } from './client';

const LOGS = { project: 'logs-project', logstore: 'logs' };

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig();
});
afterEach(() => rig.close());

async function add(fn: string, source: string, more: Partial<FunctionOptions> = {}, to: Rig = rig) {
  to.oss.objects.set(`code/${fn}.zip`, zip({ 'index.js': source }));
  const home = { role: SERVICE_ROLE, logConfig: LOGS };
  await to.fc.createFunction({ fn }, { ...functionOptions(fn), home, ...more });
}

const invoke = async (fn: string) => (await rig.fc.invoke(caller, { fn }, Buffer.from('{}'))).payload;
const send = async (fn: string, text = '{}') => {
  const requestId = await rig.fc.invokeAsync(caller, { fn }, Buffer.from(text));
  await rig.fc.idle();
  return requestId;
};
const entries = (topic: string) =>
  rig.logs
    .readLogs(LOGS.project, LOGS.logstore)
    .map(({ fields }) => fields)
    .filter(({ __topic__ }) => __topic__ === topic);
const messages = (fn: string) => entries(`FCLogs:${fn}`).map(({ message = '' }) => message);

const NOTE = 'exports.handler = async (event) => { process.stdout.write(`NOTE ${event}\\n`); };';
const FAIL = 'exports.handler = async () => { throw new Error("always"); };';
const notes = (fn: string) =>
  messages(fn)
    .filter((message) => message.startsWith('NOTE '))
    .map((message) => JSON.parse(message.slice(5)));

const TRIGGER = {
  type: 'oss' as const,
  sourceArn: `acs:oss:${REGION}:${ACCOUNT}:source`,
  invocationRole: INVOCATION_ROLE,
  events: ['oss:ObjectCreated:PutObject'],
};

it('a function finds no service in its environment', async () => {
  await add('env', 'exports.handler = async () => process.env;');
  const names = Object.keys(JSON.parse(await invoke('env'))).filter((name) => name.startsWith('FC_'));
  expect(names.sort()).toEqual([
    'FC_ACCOUNT_ID',
    'FC_FUNCTION_HANDLER',
    'FC_FUNCTION_MEMORY_SIZE',
    'FC_FUNCTION_NAME',
    'FC_FUNC_CODE_PATH',
    'FC_INSTANCE_ID',
    'FC_QUALIFIER',
    'FC_REGION',
    'FC_RUNTIME_VERSION',
    'FC_VERSION_ID',
  ]);
});

it('a function finds credentials of its own role, and its logs, in its context', async () => {
  await add('context', 'exports.handler = async (event, context) => context;');
  expect(JSON.parse(await invoke('context'))).toMatchObject({
    credentials: { accessKeyId: expect.stringMatching(/^STS\./), securityToken: expect.any(String) },
    function: { name: 'context', handler: 'index.handler', memory: 512, timeout: 20 },
    service: { name: '', logProject: LOGS.project, logStore: LOGS.logstore, qualifier: 'LATEST' },
    region: REGION,
    accountId: ACCOUNT,
  });
});

it('a function whose role trusts somebody else does not run', async () => {
  rig.authority.trust.set(SERVICE_ROLE, 'ecs.aliyuncs.com');
  await add('f', NOTE);
  await expect(invoke('f')).rejects.toMatchObject({
    code: 'AccessDenied',
    message: expect.stringContaining("of function 'f'"),
  });
});

it('a function of the same name in a service is another one', async () => {
  await rig.addFunction('twin', 'exports.handler = async () => "in a service";');
  await add('twin', 'exports.handler = async () => "alone";');
  expect([await invoke('twin'), (await rig.invoke('twin')).payload]).toEqual(['alone', 'in a service']);
  await rig.fc.deleteFunction({ service: 'svc', fn: 'twin' });
  expect(await invoke('twin')).toBe('alone');
  await expect(add('twin', NOTE)).rejects.toMatchObject({ code: 'FunctionAlreadyExists' });
});

describe('the logstore', () => {
  it('gets lines under the topic of the function, and a record of each invocation', async () => {
    await add('talk', 'exports.handler = async () => { process.stdout.write("raw\\n"); };');
    await invoke('talk');
    const requestId = await send('talk');
    expect(entries('FCLogs:talk')[0]).toEqual({
      __topic__: 'FCLogs:talk',
      functionName: 'talk',
      instanceID: expect.stringMatching(/^c-/),
      message: expect.stringMatching(/^FC Invoke Start RequestId: /),
      qualifier: 'LATEST',
      requestId: expect.any(String),
      versionId: 'LATEST',
    });
    expect(messages('talk').filter((message) => message === 'raw')).toHaveLength(2);
    const records = entries('FCRequestMetrics:/talk');
    expect(records.map(({ invocationType, isColdStart }) => [invocationType, isColdStart])).toEqual([
      ['Sync', 'true'],
      ['Async', 'false'],
    ]);
    expect(records[1]).toMatchObject({ requestId, memoryMB: '512', hasFunctionError: 'false' });
    expect(Number(records[1]?.['durationMs'])).toBeGreaterThan(0);
    expect(Number(records[1]?.['memoryUsageMB'])).toBeGreaterThan(10);
  });

  it('gets no record where none is wanted; in Function Compute 2 where one is', async () => {
    await add('mute', FAIL, { home: { role: SERVICE_ROLE, logConfig: { ...LOGS, requestMetrics: false } } });
    await invoke('mute');
    expect(entries('FCRequestMetrics:/mute')).toEqual([]);
    await rig.addFunction('fail', FAIL);
    await rig.invoke('fail');
    expect(entries('FCRequestMetrics:svc/fail')).toEqual([]);
    await rig.fc.updateService('svc', { role: SERVICE_ROLE, logConfig: { ...LOGS, requestMetrics: true } });
    await rig.invoke('fail');
    expect(entries('FCRequestMetrics:svc/fail')).toMatchObject([
      { serviceName: 'svc', hasFunctionError: 'true' },
    ]);
  });
});

describe('an OSS trigger', () => {
  it.each([
    ['without a qualifier needs the right to the function', undefined, ''],
    ['with a qualifier needs it to the qualified function', 'LATEST', '/LATEST'],
  ])('%s', async (_, qualifier, suffix) => {
    await add('note', NOTE);
    await rig.fc.createTrigger({ fn: 'note' }, 't', { ...TRIGGER, qualifier });
    rig.oss.emit('a.mp4');
    await rig.fc.idle();
    expect(notes('note').flatMap(({ events }) => events)).toMatchObject([
      { oss: { object: { key: 'a.mp4' } } },
    ]);
    expect(rig.authority.asked).toContain(`fc:InvokeFunction ${arnOf('note')}${suffix}`);
  });

  it('counts with those of functions in services: a bucket has ten', async () => {
    await add('note', NOTE);
    await rig.addFunction('note', NOTE);
    for (let n = 0; n < 5; n++) {
      const options = { ...TRIGGER, prefix: `${n}/` };
      await rig.fc.createTrigger({ fn: 'note' }, `t${n}`, options);
      await rig.fc.createTrigger({ service: 'svc', fn: 'note' }, `t${n}`, { ...options, prefix: `s${n}/` });
    }
    const more = rig.fc.createTrigger({ fn: 'note' }, 'more', { ...TRIGGER, prefix: 'more/' });
    await expect(more).rejects.toMatchObject({ code: 'LimitExceeded' });
    expect(rig.oss.rules.size).toBe(10);
  });

  it.each(['7', 'prod'])('cannot call %s, which does not exist', async (qualifier) => {
    await add('note', NOTE);
    const made = rig.fc.createTrigger({ fn: 'note' }, 't', { ...TRIGGER, qualifier });
    await expect(made).rejects.toMatchObject({
      code: /\d/.test(qualifier) ? 'VersionNotFound' : 'AliasNotFound',
    });
  });
});

describe('settings of asynchronous invocations', () => {
  it('say how often a function is tried and what is told of its failure', async () => {
    await add('note', NOTE);
    await add('fail', FAIL);
    await rig.fc.putAsyncOptions({ fn: 'fail' }, { maxAsyncRetryAttempts: 1, onFailure: arnOf('note') });
    const requestId = await send('fail', '{"events":[]}');
    expect(notes('note')).toMatchObject([
      {
        requestContext: {
          requestId,
          functionArn: arnOf('fail'),
          condition: 'UnhandledInvocationError',
          approximateInvokeCount: 2,
        },
        requestPayload: '{"events":[]}',
      },
    ]);
    expect(rig.problems).toEqual([]);
  });

  it('are gone when they are deleted: then the defaults hold, and a failure is told to nobody', async () => {
    await add('note', NOTE);
    await add('fail', FAIL);
    await rig.fc.putAsyncOptions({ fn: 'fail' }, { maxAsyncRetryAttempts: 0, onFailure: arnOf('note') });
    await rig.fc.deleteAsyncOptions({ fn: 'fail' });
    await send('fail');
    expect(messages('fail').filter((message) => message.startsWith('FC Invoke Start'))).toHaveLength(4);
    expect(notes('note')).toEqual([]);
    expect(rig.problems).toMatchObject([{ kind: 'event-discarded', function: 'fail' }]);
  });

  it('need the right of the function to call its destination', async () => {
    await add('note', NOTE);
    await add('fail', FAIL);
    await rig.fc.putAsyncOptions({ fn: 'fail' }, { maxAsyncRetryAttempts: 0, onFailure: arnOf('note') });
    rig.authority.denied = (action, _, { arn }) => action === 'fc:InvokeFunction' && arn.endsWith('fc-fail');
    await send('fail');
    expect(rig.problems.map(({ kind }) => kind)).toEqual(['destination-failed', 'event-discarded']);
  });
});

it('an invocation that was accepted runs in the next process', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'fc-data-'));
  const first = await makeRig({ dataDir });
  const HOLD = 'exports.handler = () => new Promise(() => setInterval(() => {}, 1000));';
  await add('f', HOLD, {}, first);
  await first.fc.invokeAsync(caller, { fn: 'f' }, Buffer.from('"one"'));
  await first.close();
  await rig.close();

  rig = await makeRig({ dataDir });
  // One of the same name in a service is not meant.
  await rig.addFunction('f', NOTE);
  rig.fc.deliverPending();
  expect(rig.fc.backlog).toBe(0);
  await add('f', NOTE);
  rig.fc.deliverPending();
  await rig.fc.idle();
  expect(notes('f')).toEqual(['one']);
  rmSync(dataDir, { recursive: true });
});

import { createHmac } from 'node:crypto';
import FcClient from '@alicloud/fc2';
import { api2 } from '../../src/function-compute/generation-2';
import { serveFunctionCompute } from '../../src/function-compute/http/server';
import type { LoopbackServer } from '../../src/loopback';
import { ACCOUNT, INVOCATION_ROLE, makeRig, REGION, type Rig, SERVICE_ROLE } from './support';

let rig: Rig;
let server: LoopbackServer;
let now: number;

beforeAll(async () => {
  rig = await makeRig();
  server = await serveFunctionCompute(rig.fc, {
    apis: [api2],
    authority: rig.authority,
    clock: { now: () => now },
  });
  rig.authority.addUser('user-key', 'user-secret');
  await rig.addFunction(
    'echo',
    'exports.handler = async (event) => { console.log("seen"); return event; };',
    { environment: { A: '1' }, cpu: 0.35 },
  );
  await rig.addFunction('fail', 'exports.handler = (e, c, callback) => callback(new Error("no"));');
  await rig.fc.createTrigger({ service: 'svc', fn: 'echo' }, 't', {
    type: 'oss',
    sourceArn: `acs:oss:${REGION}:${ACCOUNT}:source`,
    invocationRole: INVOCATION_ROLE,
    events: ['oss:ObjectCreated:PutObject'],
    suffix: '.mp4',
  });
});
beforeEach(() => {
  now = Date.now();
  rig.authority.denied = () => false;
});
afterAll(async () => {
  await server.close();
  await rig.close();
});

const client = (more: object = {}) =>
  new FcClient(ACCOUNT, {
    accessKeyID: 'user-key',
    accessKeySecret: 'user-secret',
    region: REGION,
    endpoint: server.endpoint,
    ...more,
  });

describe('the official client', () => {
  it('invokes a function and gets its answer and its log', async () => {
    const { data, headers } = await client().invokeFunction('svc', 'echo', '漢字', {
      'x-fc-log-type': 'Tail',
    });
    expect(data).toBe('漢字');
    expect(headers['x-fc-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(headers['x-fc-invocation-duration'])).toBeGreaterThanOrEqual(0);
    expect(Number(headers['x-fc-max-memory-usage'])).toBeGreaterThan(10);
    expect(Buffer.from(headers['x-fc-log-result'] ?? '', 'base64').toString()).toContain('[verbose] seen');
  });

  it('invokes by qualifier', async () => {
    expect((await client().invokeFunction('svc', 'echo', 'x', {}, 'LATEST')).data).toBe('x');
    expect(rig.authority.asked).toContain(
      `fc:InvokeFunction acs:fc:${REGION}:${ACCOUNT}:services/svc.LATEST/functions/echo`,
    );
  });

  it('sees the error of a function', async () => {
    const { data, headers } = await client().invokeFunction('svc', 'fail', 'x');
    expect(headers['x-fc-error-type']).toBe('HandledInvocationError');
    expect(data).toMatchObject({ errorMessage: 'no', errorType: 'Error' });
  });

  it('invokes asynchronously', async () => {
    const asynchronous = { 'x-fc-invocation-type': 'Async' };
    const { headers } = await client().invokeFunction('svc', 'echo', 'later', asynchronous);
    await rig.fc.idle();
    expect(rig.messages()).toContain(`FC Invoke End RequestId: ${headers['x-fc-request-id']}`);
  });

  it('comes with temporary credentials too', async () => {
    const keys = rig.authority.assumeRole({
      roleArn: SERVICE_ROLE,
      service: 'fc.aliyuncs.com',
      sessionName: 's',
    });
    const temporary = {
      accessKeyID: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      securityToken: keys.securityToken,
    };
    expect((await client(temporary).invokeFunction('svc', 'echo', 'x')).data).toBe('x');
    await expect(
      client({ ...temporary, securityToken: 'other' }).invokeFunction('svc', 'echo', 'x'),
    ).rejects.toMatchObject({ code: 'InvalidSecurityToken' });
  });

  it('reads services, functions and triggers', async () => {
    expect((await client().getService('svc')).data).toMatchObject({
      serviceName: 'svc',
      role: SERVICE_ROLE,
      logConfig: { project: 'logs-project', logstore: 'logs' },
    });
    expect((await client().getFunction('svc', 'echo')).data).toMatchObject({
      functionName: 'echo',
      memorySize: 512,
      cpu: 0.35,
      timeout: 20,
      environmentVariables: { A: '1' },
    });
    expect((await client().getTrigger('svc', 'echo', 't')).data).toMatchObject({
      triggerName: 't',
      triggerConfig: {
        events: ['oss:ObjectCreated:PutObject'],
        filter: { key: { prefix: '', suffix: '.mp4' } },
      },
    });
    const names = (
      data: { [key: string]: Record<string, string>[] | undefined },
      list: string,
      name: string,
    ) => data[list]?.map((item) => item[name]);
    expect(names((await client().listServices()).data, 'services', 'serviceName')).toEqual(['svc']);
    expect(names((await client().listTriggers('svc', 'echo')).data, 'triggers', 'triggerName')).toEqual([
      't',
    ]);
    const page = (await client().listFunctions('svc', { limit: 1 })).data;
    expect(names(page, 'functions', 'functionName')).toEqual(['echo']);
    expect(page.nextToken).toBe('fail');
  });

  it.each([
    ['an unknown service', () => client().getService('none'), 'ServiceNotFound', 404],
    ['an unknown function', () => client().invokeFunction('svc', 'none', 'x'), 'FunctionNotFound', 404],
    ['an unknown trigger', () => client().getTrigger('svc', 'echo', 'none'), 'TriggerNotFound', 404],
    ['a wrong secret', () => client({ accessKeySecret: 'x' }).getService('svc'), 'SignatureNotMatch', 403],
    ['an unknown key', () => client({ accessKeyID: 'x' }).getService('svc'), 'InvalidAccessKeyID', 403],
    [
      'an unknown invocation type',
      () => client().invokeFunction('svc', 'echo', 'x', { 'x-fc-invocation-type': 'Maybe' }),
      'InvalidArgument',
      400,
    ],
    ['an operation that is not spoken here', () => client().publishVersion('svc'), 'PathNotSupported', 400],
  ])('is refused for %s', async (_, call, code, status) => {
    await expect(call()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`failed with ${status}`),
    });
  });

  it('is refused without the right, action by action', async () => {
    rig.authority.denied = () => true;
    const calls = [
      client().invokeFunction('svc', 'echo', 'x'),
      client().getService('svc'),
      client().getFunction('svc', 'echo'),
      client().getTrigger('svc', 'echo', 't'),
      client().listServices(),
      client().listFunctions('svc'),
      client().listTriggers('svc', 'echo'),
    ];
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: 'rejected', reason: { code: 'AccessDenied' } });
    }
  });

  it('is refused when its clock is wrong', async () => {
    now += 16 * 60 * 1000;
    await expect(client().getService('svc')).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

describe('a request signed by hand', () => {
  now = Date.now();
  const path = '/2021-04-06/services/svc/functions/echo/invocations';
  const headers = () => ({ date: new Date(now).toUTCString(), 'content-type': 'application/json' });
  const sign = (resource: string) => {
    const text = ['POST', '', 'application/json', headers().date, resource].join('\n');
    return `FC user-key:${createHmac('sha256', 'user-secret').update(text).digest('base64')}`;
  };
  const post = (url: string, authorization?: string) =>
    fetch(server.endpoint + url, {
      method: 'POST',
      headers: { ...headers(), ...(authorization && { authorization }) },
      body: '{"a":1}',
    });

  it('may use the later version of the API and sign the query', async () => {
    const response = await post(`${path}?q=1`, sign(`${path}?q=1`));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"a":1}');
  });

  it.each([
    ['without a signature', undefined],
    ['of another service', 'OSS user-key:x'],
    ['for another path', sign('/2021-04-06/services/svc/functions/fail/invocations')],
  ])('%s is refused', async (_, authorization) => {
    const response = await post(path, authorization);
    expect(response.status).toBe(403);
    expect(response.headers.get('x-fc-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(Object.keys((await response.json()) as object)).toEqual(['ErrorCode', 'ErrorMessage']);
  });
});

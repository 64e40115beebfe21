/** What the API of Function Compute 3 tells and refuses, as the official client sees it. */
import * as fc from '@alicloud/fc20230330';
import { INVOCATION_ROLE, SERVICE_ROLE } from '../support';
import { arnOf, inline, NODE, openClient, TRIGGER } from './client';

type Opened = Awaited<ReturnType<typeof openClient>>;

let at: Opened;
let now: number;
beforeEach(async () => {
  now = Date.now();
  at = await openClient({ now: () => now });
  await at.create('echo', 'exports.handler = async (event) => { console.log("seen"); return event; };');
});
afterEach(() => at.close());

const update = (name: string, change: object) => {
  const body = new fc.UpdateFunctionInput(change);
  return at.client.updateFunction(name, new fc.UpdateFunctionRequest({ body }));
};
const get = (name: string, qualifier?: string) =>
  at.client.getFunction(name, new fc.GetFunctionRequest({ qualifier }));
const addTrigger = (change: object = {}) => {
  const body = new fc.CreateTriggerInput({ ...TRIGGER, ...change });
  return at.client.createTrigger('echo', new fc.CreateTriggerRequest({ body }));
};
const putAsync = (name: string, change: object) => {
  const body = new fc.PutAsyncInvokeConfigInput(change);
  return at.client.putAsyncInvokeConfig(name, new fc.PutAsyncInvokeConfigRequest({ body }));
};
const getAsync = (name: string) =>
  at.client.getAsyncInvokeConfig(name, new fc.GetAsyncInvokeConfigRequest({}));

it('signs with temporary credentials, too', async () => {
  const { accessKeyId, accessKeySecret, securityToken } = at.rig.authority.assumeRole({
    roleArn: SERVICE_ROLE,
    service: 'fc.aliyuncs.com',
    sessionName: 's',
  });
  const keys = { accessKeyId, accessKeySecret, securityToken, type: 'sts' };
  const request = new fc.GetFunctionRequest({});
  const { body } = await at.clientWith(keys).getFunction('echo', request);
  expect(body?.functionName).toBe('echo');
  const wrong = at.clientWith({ ...keys, securityToken: 'other' }).getFunction('echo', request);
  await expect(wrong).rejects.toMatchObject({ code: 'InvalidSecurityToken', statusCode: 403 });
});

it('changes what an update names, role and logs included, and keeps the rest', async () => {
  await update('echo', { code: inline('exports.handler = async () => "two";') });
  expect((await at.invoke('echo', '')).text).toBe('two');
  const { body } = await update('echo', {
    memorySize: 256,
    logConfig: new fc.LogConfig({ project: '', logstore: '' }),
  });
  expect(body).toMatchObject({
    memorySize: 256,
    role: SERVICE_ROLE,
    logConfig: { project: '', logstore: '' },
  });
  const before = at.rig.messages().length;
  await at.invoke('echo', '');
  expect(at.rig.messages()).toHaveLength(before);
});

it('lists functions page by page, and none of those in services', async () => {
  await at.rig.addFunction('in-service', '');
  await at.create('first', '');
  await at.create('last', '');
  const page = async (nextToken?: string) =>
    (await at.client.listFunctions(new fc.ListFunctionsRequest({ limit: 2, nextToken }))).body!;
  const one = await page();
  const two = await page(one.nextToken);
  const names = [one, two].map(({ functions }) => functions?.map(({ functionName }) => functionName));
  expect(names).toEqual([['echo', 'first'], ['last']]);
  expect(two.nextToken ?? undefined).toBeUndefined();
});

it('deletes no function that still has a trigger, and settings of events with it', async () => {
  await addTrigger();
  await putAsync('echo', { maxAsyncRetryAttempts: 1 });
  await expect(at.client.deleteFunction('echo')).rejects.toMatchObject({ code: 'FunctionNotEmpty' });
  await at.client.deleteTrigger('echo', 'uploads');
  await at.client.deleteFunction('echo');
  await at.create('echo', '');
  await expect(getAsync('echo')).rejects.toMatchObject({ code: 'AsyncConfigNotExists' });
});

it('has timer triggers, which need neither a source nor a role', async () => {
  const none = { sourceArn: undefined, invocationRole: undefined };
  const triggerConfig = JSON.stringify({ cronExpression: '@every 10m', enable: true, payload: 'hi' });
  const { body } = await addTrigger({ ...none, triggerName: 'alarm', triggerType: 'timer', triggerConfig });
  expect(body).toMatchObject({ triggerType: 'timer', triggerConfig });

  await expect(
    addTrigger({
      ...none,
      triggerName: 'b',
      triggerType: 'timer',
      triggerConfig: '{"cronExpression":"@daily"}',
    }),
  ).rejects.toMatchObject({ message: expect.stringContaining("'@daily'") });
});

describe('is refused', () => {
  it.each<[what: string, call: () => Promise<unknown>, code: string, status: number, message?: string]>([
    ['an unknown function', () => get('none'), 'FunctionNotFound', 404],
    ['an unknown function to invoke', () => at.invoke('none', ''), 'FunctionNotFound', 404],
    ['an unknown trigger', () => at.client.getTrigger('echo', 'none'), 'TriggerNotFound', 404],
    ['settings that there are not', () => getAsync('echo'), 'AsyncConfigNotExists', 404],
    ['a name that is taken in the region', () => at.create('echo', ''), 'FunctionAlreadyExists', 409],
    ['a version', () => get('echo', '3'), 'VersionNotFound', 404],
    ['an alias', () => at.invoke('echo', '', {}, 'prod'), 'AliasNotFound', 404],
    ['a version to publish', () => publish(), 'PathNotSupported', 400, 'no published versions'],
    ['an alias to make', () => createAlias(), 'PathNotSupported', 400, 'no aliases'],
    [
      'the address of the code',
      () => at.client.getFunctionCode('echo', new fc.GetFunctionCodeRequest({})),
      'PathNotSupported',
      400,
      'no download of code',
    ],
    [
      'a wrong secret',
      () => at.clientWith({ accessKeySecret: 'x' }).getFunction('echo', new fc.GetFunctionRequest({})),
      'SignatureNotMatch',
      403,
    ],
    [
      'an unknown key',
      () => at.clientWith({ accessKeyId: 'x' }).getFunction('echo', new fc.GetFunctionRequest({})),
      'InvalidAccessKeyID',
      403,
    ],
    [
      'an unknown invocation type',
      () => at.invoke('echo', '', { xFcInvocationType: 'Maybe' }),
      'InvalidArgument',
      400,
    ],
    [
      'a task with an id of its own',
      () => at.invoke('echo', '', { xFcInvocationType: 'Async', xFcAsyncTaskId: 'mine' }),
      'InvalidArgument',
      400,
      'x-fc-async-task-id',
    ],
    ['asynchronous tasks', () => putAsync('echo', { asyncTask: true }), 'InvalidArgument', 400, 'asyncTask'],
    [
      'a destination in a service',
      () => putAsync('echo', destination(arnOf('svc').replace('functions/', 'services/s/functions/'))),
      'InvalidArgument',
      400,
      'acs:fc:REGION:ACCOUNT:functions/FUNCTION',
    ],
    [
      'too long a wait',
      () => putAsync('echo', { maxAsyncEventAgeInSeconds: 604_801 }),
      'InvalidArgument',
      400,
    ],
    [
      'several requests in an instance',
      () => update('echo', { instanceConcurrency: 2 }),
      'InvalidArgument',
      400,
    ],
    ['a runtime of the past', () => update('echo', { runtime: 'nodejs6' }), 'InvalidArgument', 400],
    ['what has no effect', () => update('echo', { layers: ['a'] }), 'InvalidArgument', 400, '"layers"'],
    ['no code', () => create({ ...NODE }), 'InvalidArgument', 400, 'code is required'],
    [
      'a missing logstore',
      () => create({ ...NODE, code: inline(''), logConfig: NO_LOGS }),
      'InvalidArgument',
      400,
    ],
    ['a trigger of another type', () => addTrigger({ triggerType: 'timer' }), 'InvalidArgument', 400],
    ['a trigger without JSON', () => addTrigger({ triggerConfig: 'oss' }), 'InvalidArgument', 400],
    [
      'a capital letter in the configuration',
      () => addTrigger({ triggerConfig: '{"Events":["oss:ObjectCreated:*"]}' }),
      'InvalidArgument',
      400,
      'Events',
    ],
  ])('%s', async (_what, call, code, statusCode, message = '') => {
    await expect(call()).rejects.toMatchObject({
      code,
      statusCode,
      message: expect.stringContaining(message),
    });
  });

  it('a request of another time', async () => {
    now += 16 * 60 * 1000;
    await expect(get('echo')).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('a role that the caller may not pass on', async () => {
    at.rig.authority.denied = (action) => action === 'ram:PassRole';
    const denied = { code: 'AccessDenied', message: expect.stringContaining('ram:PassRole') };
    await expect(at.create('more', '')).rejects.toMatchObject(denied);
    await expect(addTrigger()).rejects.toMatchObject(denied);
    await expect(update('echo', { role: INVOCATION_ROLE })).rejects.toMatchObject(denied);
    // What stays is not passed on again.
    await expect(update('echo', { timeout: 9 })).resolves.toMatchObject({ body: { timeout: 9 } });
  });

  it.each(['', 'FC user-key:x', 'ACS3-HMAC-SHA256 nothing'])('the signature "%s"', async (authorization) => {
    const url = `${at.server.endpoint}/2023-03-30/functions/echo`;
    const response = await fetch(url, { headers: { authorization } });
    expect(response.status).toBe(403);
    expect(Object.keys((await response.json()) as object)).toEqual(['RequestId', 'Code', 'Message']);
  });
});

const NO_LOGS = new fc.LogConfig({ project: 'logs-project', logstore: 'none' });

const create = (settings: object) => {
  const body = new fc.CreateFunctionInput({ functionName: 'more', ...settings });
  return at.client.createFunction(new fc.CreateFunctionRequest({ body }));
};
const destination = (arn: string) => ({
  destinationConfig: new fc.DestinationConfig({ onFailure: new fc.Destination({ destination: arn }) }),
});
const publish = () => {
  const body = new fc.PublishVersionInput({});
  return at.client.publishFunctionVersion('echo', new fc.PublishFunctionVersionRequest({ body }));
};
const createAlias = () => {
  const body = new fc.CreateAliasInput({ aliasName: 'prod', versionId: '1' });
  return at.client.createAlias('echo', new fc.CreateAliasRequest({ body }));
};

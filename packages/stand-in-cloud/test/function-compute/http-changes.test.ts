/** Services, functions and triggers made, changed and deleted by the official client. */
import FcClient from '@alicloud/fc2';
import { api2 } from '../../src/function-compute/generation-2';
import { serveFunctionCompute } from '../../src/function-compute/http/server';
import type { LoopbackServer } from '../../src/loopback';
import { ACCOUNT, INVOCATION_ROLE, makeRig, REGION, type Rig, SERVICE_ROLE, zip } from './support';

let rig: Rig;
let server: LoopbackServer;
let client: FcClient;

beforeEach(async () => {
  rig = await makeRig();
  server = await serveFunctionCompute(rig.fc, { apis: [api2], authority: rig.authority });
  rig.authority.addUser('user-key', 'user-secret');
  const key = { accessKeyID: 'user-key', accessKeySecret: 'user-secret' };
  client = new FcClient(ACCOUNT, { ...key, region: REGION, endpoint: server.endpoint });
});
afterEach(async () => {
  await server.close();
  await rig.close();
});

const sourceOf = (answer: string) => zip({ 'index.js': `exports.handler = async () => '${answer}';` });
const inline = (answer: string) => ({ zipFile: sourceOf(answer).toString('base64') });
const NODE = { runtime: 'nodejs20', handler: 'index.handler' };
const TRIGGER = {
  triggerName: 'uploads',
  triggerType: 'oss',
  sourceArn: `acs:oss:${REGION}:${ACCOUNT}:source`,
  invocationRole: INVOCATION_ROLE,
  triggerConfig: {
    events: ['oss:ObjectCreated:PutObject'],
    filter: { key: { prefix: 'in/', suffix: '.mp4' } },
  },
};

it('makes, changes and deletes a service; what an update does not name stays', async () => {
  const logConfig = { project: 'logs-project', logstore: 'logs' };
  const made = await client.createService('mine', { description: 'first', role: SERVICE_ROLE, logConfig });
  expect(made.data).toMatchObject({
    serviceName: 'mine',
    description: 'first',
    role: SERVICE_ROLE,
    logConfig,
  });
  const changed = await client.updateService('mine', { description: 'second' });
  expect(changed.data).toMatchObject({ description: 'second', role: SERVICE_ROLE, logConfig });
  await client.deleteService('mine');
  await expect(client.getService('mine')).rejects.toMatchObject({ code: 'ServiceNotFound' });
});

it('runs code from a zip in the request or in OSS, with the defaults of the API', async () => {
  const { data } = await client.createFunction('svc', {
    functionName: 'hello',
    ...NODE,
    code: inline('one'),
  });
  expect(data).toMatchObject({ functionName: 'hello', memorySize: 128, timeout: 3 });
  expect((await client.invokeFunction('svc', 'hello', '')).data).toBe('one');

  await client.updateFunction('svc', 'hello', { code: inline('two') });
  expect((await client.invokeFunction('svc', 'hello', '')).data).toBe('two');

  rig.oss.objects.set('code/three.zip', sourceOf('three'));
  const code = { ossBucketName: 'code', ossObjectName: 'three.zip' };
  await client.updateFunction('svc', 'hello', { code, memorySize: 256 });
  expect((await client.invokeFunction('svc', 'hello', '')).data).toBe('three');
  expect((await client.getFunction('svc', 'hello')).data).toMatchObject({ memorySize: 256, timeout: 3 });

  await client.deleteFunction('svc', 'hello');
  await expect(client.getFunction('svc', 'hello')).rejects.toMatchObject({ code: 'FunctionNotFound' });
});

it('makes, changes and deletes a trigger', async () => {
  await client.createFunction('svc', { functionName: 'hello', ...NODE, code: inline('one') });
  const made = await client.createTrigger('svc', 'hello', TRIGGER);
  expect(made.data).toMatchObject(TRIGGER);
  const triggerConfig = { events: ['oss:ObjectCreated:*'] };
  const { data } = await client.updateTrigger('svc', 'hello', 'uploads', { triggerConfig });
  expect(data).toMatchObject({ invocationRole: INVOCATION_ROLE, triggerConfig });
  expect([...rig.oss.rules.values()]).toMatchObject([{ bucket: 'source', suffix: '' }]);
  await expect(client.deleteFunction('svc', 'hello')).rejects.toMatchObject({ code: 'FunctionNotEmpty' });
  await client.deleteTrigger('svc', 'hello', 'uploads');
  expect(rig.oss.rules.size).toBe(0);
});

it('makes, tells, lists and deletes settings of asynchronous invocations', async () => {
  await client.createFunction('svc', { functionName: 'hello', ...NODE, code: inline('one') });
  const get = () => client.getFunctionAsyncConfig('svc', 'hello', 'LATEST');
  await expect(get()).rejects.toMatchObject({ code: 'AsyncConfigNotExists' });
  const destination = `acs:fc:${REGION}:${ACCOUNT}:services/svc/functions/hello`;
  const settings = {
    destinationConfig: { onSuccess: { destination } },
    maxAsyncEventAgeInSeconds: 60,
    maxAsyncRetryAttempts: 1,
  };
  const { data } = await client.putFunctionAsyncConfig('svc', 'hello', undefined, settings);
  expect(data).toMatchObject({ service: 'svc', function: 'hello', ...settings });
  expect((await get()).data).toEqual(data);
  expect((await client.listFunctionAsyncConfigs('svc', 'hello')).data.configs).toEqual([data]);
  await client.updateFunction('svc', 'hello', { timeout: 9 });
  expect((await get()).data).toEqual(data);
  await client.deleteFunctionAsyncConfig('svc', 'hello');
  await expect(get()).rejects.toMatchObject({ code: 'AsyncConfigNotExists' });
});

it('tells the settings of asynchronous invocations that a template made', async () => {
  const async = { maxAsyncRetryAttempts: 2 };
  await rig.addFunction('made', '', { async });
  expect((await client.getFunctionAsyncConfig('svc', 'made')).data).toMatchObject(async);
  await rig.fc.updateFunction({ service: 'svc', fn: 'made' }, { async: undefined });
  await expect(client.getFunctionAsyncConfig('svc', 'made')).rejects.toMatchObject({
    code: 'AsyncConfigNotExists',
  });
});

it.each([
  ['a service that is there', () => client.createService('svc'), 'ServiceAlreadyExists', ''],
  [
    'what has no effect',
    () => client.createService('mine', { vpcConfig: {} }),
    'InvalidArgument',
    '"vpcConfig"',
  ],
  [
    'a function without code',
    () => client.createFunction('svc', { functionName: 'hello', ...NODE }),
    'InvalidArgument',
    'code is required',
  ],
  [
    'an initializer',
    () => client.updateFunction('svc', 'hello', { initializer: 'index.init' }),
    'InvalidArgument',
    '"initializer"',
  ],
  [
    'a runtime that does not run here',
    () =>
      client.createFunction('svc', { functionName: 'hello', ...NODE, runtime: 'python3', code: inline('') }),
    'InvalidArgument',
    "'python3' is not run here",
  ],
  [
    'a trigger of another type',
    () => client.createTrigger('svc', 'hello', { ...TRIGGER, triggerType: 'log' }),
    'InvalidArgument',
    'only triggers of types oss and timer run here',
  ],
  ['a version', () => client.publishVersion('svc'), 'PathNotSupported', 'no published versions'],
  [
    'invocations with a state',
    () => client.putFunctionAsyncConfig('svc', 'hello', undefined, { statefulInvocation: true }),
    'InvalidArgument',
    'statefulInvocation',
  ],
  ['an alias', () => client.createAlias('svc', 'prod', '1'), 'PathNotSupported', 'no aliases'],
  ['the code', () => client.getFunctionCode('svc', 'hello'), 'PathNotSupported', 'no download of code'],
])('refuses %s', async (_what, call, code, message) => {
  await expect(call()).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
});

it('makes, changes and tells a timer trigger, which has no role', async () => {
  await client.createFunction('svc', { functionName: 'hello', ...NODE, code: inline('one') });
  const triggerConfig = { cronExpression: '@every 10m', enable: true, payload: 'hi' };
  const made = await client.createTrigger('svc', 'hello', {
    triggerName: 'alarm',
    triggerType: 'timer',
    triggerConfig,
  });
  expect(made.data).toMatchObject({ triggerType: 'timer', triggerConfig, sourceArn: '', invocationRole: '' });

  await client.updateTrigger('svc', 'hello', 'alarm', { triggerConfig: { cronExpression: '0 0 4 * * *' } });
  expect((await client.getTrigger('svc', 'hello', 'alarm')).data).toMatchObject({
    triggerConfig: { ...triggerConfig, cronExpression: '0 0 4 * * *' },
  });
  await expect(
    client.createTrigger('svc', 'hello', {
      triggerName: 'b',
      triggerType: 'timer',
      triggerConfig: { cron: 1 },
    }),
  ).rejects.toMatchObject({ message: expect.stringContaining('triggerConfig.cronExpression') });
});

it('asks for each right, and for that to pass a role on', async () => {
  await client.createFunction('svc', { functionName: 'hello', ...NODE, code: inline('one') });
  await client.createTrigger('svc', 'hello', TRIGGER);
  const { triggerConfig } = TRIGGER;
  const calls: Record<string, () => Promise<unknown>> = {
    'fc:CreateService': () => client.createService('mine'),
    'fc:UpdateService': () => client.updateService('svc', {}),
    'fc:DeleteService': () => client.deleteService('svc'),
    'fc:CreateFunction': () => client.createFunction('svc', { functionName: 'f', ...NODE, code: inline('') }),
    'fc:UpdateFunction': () => client.updateFunction('svc', 'hello', { timeout: 9 }),
    'fc:DeleteFunction': () => client.deleteFunction('svc', 'hello'),
    'fc:CreateTrigger': () => client.createTrigger('svc', 'hello', { ...TRIGGER, triggerName: 'more' }),
    'fc:UpdateTrigger': () => client.updateTrigger('svc', 'hello', 'uploads', { triggerConfig }),
    'fc:DeleteTrigger': () => client.deleteTrigger('svc', 'hello', 'uploads'),
    'fc:GetFunctionAsyncInvokeConfig': () => client.getFunctionAsyncConfig('svc', 'hello'),
    'fc:PutFunctionAsyncInvokeConfig': () => client.putFunctionAsyncConfig('svc', 'hello', undefined, {}),
    'fc:DeleteFunctionAsyncInvokeConfig': () => client.deleteFunctionAsyncConfig('svc', 'hello'),
    'fc:ListFunctionAsyncInvokeConfigs': () => client.listFunctionAsyncConfigs('svc', 'hello'),
  };
  for (const [action, call] of Object.entries(calls)) {
    rig.authority.denied = (asked) => asked === action;
    await expect(call()).rejects.toMatchObject({ code: 'AccessDenied' });
  }
  rig.authority.denied = (asked) => asked === 'ram:PassRole';
  await expect(client.createService('mine', { role: SERVICE_ROLE })).rejects.toMatchObject({
    message: expect.stringContaining(`'ram:PassRole' on resource '${SERVICE_ROLE}'`),
  });
  await expect(
    client.createTrigger('svc', 'hello', { ...TRIGGER, triggerName: 'more' }),
  ).rejects.toMatchObject({
    code: 'AccessDenied',
  });
});

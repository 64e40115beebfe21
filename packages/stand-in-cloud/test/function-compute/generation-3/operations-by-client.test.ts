/** Every operation of Function Compute 3 that there is, asked for by the official client. */
import * as fc from '@alicloud/fc20230330';
import { api3 } from '../../../src/function-compute/generation-3';
import { ACCOUNT, INVOCATION_ROLE, REGION, SERVICE_ROLE } from '../support';
import { arnOf, inline, NODE, openClient, TRIGGER } from './client';

type Opened = Awaited<ReturnType<typeof openClient>>;

let at: Opened;
beforeEach(async () => {
  at = await openClient();
  await at.create('hello', 'exports.handler = async (event) => event;', {
    cpu: 0.1,
    environmentVariables: { A: '1' },
  });
  await at.create('idle', '');
  await at.client.createTrigger(
    'hello',
    new fc.CreateTriggerRequest({ body: new fc.CreateTriggerInput(TRIGGER) }),
  );
  await at.client.putAsyncInvokeConfig('hello', configOf({ maxAsyncRetryAttempts: 2 }));
});
afterEach(() => at.close());

const configOf = (settings: object) =>
  new fc.PutAsyncInvokeConfigRequest({ body: new fc.PutAsyncInvokeConfigInput(settings) });

/** What each operation is called with, the right that it needs and what it answers. */
const CALLS: Record<string, { call: () => Promise<{ body?: unknown }>; right: string; answer?: object }> = {
  listFunctions: {
    call: () => at.client.listFunctions(new fc.ListFunctionsRequest({ prefix: 'he', fcVersion: 'v3' })),
    right: 'fc:ListFunctions functions/*',
    answer: { functions: [{ functionName: 'hello' }] },
  },
  createFunction: {
    call: async () => {
      const body = new fc.CreateFunctionInput({ functionName: 'more', ...NODE, code: inline('') });
      return at.client.createFunction(new fc.CreateFunctionRequest({ body }));
    },
    right: 'fc:CreateFunction functions/more',
    answer: { functionArn: arnOf('more'), memorySize: 128, timeout: 3, state: 'Active' },
  },
  getFunction: {
    call: () => at.client.getFunction('hello', new fc.GetFunctionRequest({ qualifier: 'LATEST' })),
    right: 'fc:GetFunction functions/hello',
    answer: {
      functionName: 'hello',
      role: SERVICE_ROLE,
      logConfig: { project: 'logs-project', logstore: 'logs' },
      cpu: 0.1,
      environmentVariables: { A: '1' },
    },
  },
  updateFunction: {
    call: () =>
      at.client.updateFunction(
        'hello',
        new fc.UpdateFunctionRequest({ body: new fc.UpdateFunctionInput({ timeout: 9 }) }),
      ),
    right: 'fc:UpdateFunction functions/hello',
    answer: { timeout: 9, role: SERVICE_ROLE, logConfig: { logstore: 'logs' } },
  },
  deleteFunction: {
    call: () => at.client.deleteFunction('idle') as Promise<{ body?: unknown }>,
    right: 'fc:DeleteFunction functions/idle',
  },
  invokeFunction: {
    call: async () => ({ body: await at.invoke('hello', 'you') }),
    right: 'fc:InvokeFunction functions/hello',
    answer: { text: 'you', status: 200 },
  },
  listTriggers: {
    call: () => at.client.listTriggers('hello', new fc.ListTriggersRequest({ limit: 5 })),
    right: 'fc:ListTriggers functions/hello/triggers/*',
    answer: { triggers: [{ triggerName: 'uploads' }] },
  },
  createTrigger: {
    call: () =>
      at.client.createTrigger(
        'hello',
        new fc.CreateTriggerRequest({ body: new fc.CreateTriggerInput({ ...TRIGGER, triggerName: 'more' }) }),
      ),
    right: 'fc:CreateTrigger functions/hello/triggers/more',
    answer: { ...TRIGGER, triggerName: 'more', targetArn: arnOf('hello') },
  },
  getTrigger: {
    call: () => at.client.getTrigger('hello', 'uploads'),
    right: 'fc:GetTrigger functions/hello/triggers/uploads',
    answer: TRIGGER,
  },
  updateTrigger: {
    call: () => {
      const body = new fc.UpdateTriggerInput({ triggerConfig: '{"events":["oss:ObjectCreated:*"]}' });
      return at.client.updateTrigger('hello', 'uploads', new fc.UpdateTriggerRequest({ body }));
    },
    right: 'fc:UpdateTrigger functions/hello/triggers/uploads',
    answer: {
      invocationRole: INVOCATION_ROLE,
      triggerConfig: '{"events":["oss:ObjectCreated:*"],"filter":{"key":{"prefix":"","suffix":""}}}',
    },
  },
  deleteTrigger: {
    call: () => at.client.deleteTrigger('hello', 'uploads') as Promise<{ body?: unknown }>,
    right: 'fc:DeleteTrigger functions/hello/triggers/uploads',
  },
  getAsyncInvokeConfig: {
    call: () => at.client.getAsyncInvokeConfig('hello', new fc.GetAsyncInvokeConfigRequest({})),
    right: 'fc:GetAsyncInvokeConfig functions/hello',
    answer: { functionArn: arnOf('hello'), maxAsyncRetryAttempts: 2, asyncTask: false },
  },
  putAsyncInvokeConfig: {
    call: () => {
      const onFailure = new fc.Destination({ destination: arnOf('hello') });
      const destinationConfig = new fc.DestinationConfig({ onFailure });
      return at.client.putAsyncInvokeConfig(
        'hello',
        configOf({ destinationConfig, maxAsyncEventAgeInSeconds: 60 }),
      );
    },
    right: 'fc:PutAsyncInvokeConfig functions/hello',
    answer: {
      destinationConfig: { onFailure: { destination: arnOf('hello') } },
      maxAsyncEventAgeInSeconds: 60,
    },
  },
  deleteAsyncInvokeConfig: {
    call: () =>
      at.client.deleteAsyncInvokeConfig('hello', new fc.DeleteAsyncInvokeConfigRequest({})) as Promise<{
        body?: unknown;
      }>,
    right: 'fc:DeleteAsyncInvokeConfig functions/hello',
  },
  listAsyncInvokeConfigs: {
    call: () =>
      at.client.listAsyncInvokeConfigs(new fc.ListAsyncInvokeConfigsRequest({ functionName: 'hello' })),
    right: 'fc:ListAsyncInvokeConfigs functions/hello',
    answer: { configs: [{ functionArn: arnOf('hello') }] },
  },
};

it('are all that there are', () => {
  expect(Object.keys(CALLS).sort()).toEqual(api3.routes.map(([, , { name }]) => name).sort());
});

describe.each(Object.entries(CALLS))('%s', (_operation, { call, right, answer }) => {
  it('answers the official client', async () => {
    const { body } = await call();
    if (answer) expect(body).toMatchObject(answer);
  });

  it('needs its right, and no other of Function Compute', async () => {
    const [action = '', resource = ''] = right.split(' ');
    at.rig.authority.denied = (one) => one === action;
    await expect(call()).rejects.toMatchObject({ code: 'AccessDenied', statusCode: 403 });
    at.rig.authority.denied = () => false;
    at.rig.authority.asked.length = 0;
    await call();
    const asked = at.rig.authority.asked.filter((one) => one.startsWith('fc:'));
    expect(asked).toEqual([`${action} acs:fc:${REGION}:${ACCOUNT}:${resource}`]);
  });
});

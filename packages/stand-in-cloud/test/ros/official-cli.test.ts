import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopbackServer } from '../../src/loopback';
import type { Credentials } from '../../src/ram/authority';
import { Ram } from '../../src/ram/ram';
import { serveRos } from '../../src/ros/api/server';
import { callByParameters, type Parameters } from './api-client';
import { ACCOUNT, item, type Json, prepare, template } from './shelf';

/*
 * The calls of `ros-cdk deploy --sync true`, of the same again and of `ros-cdk destroy --sync true`, in the order and
 * with the parameters of the CLI's published source (1.9 to 1.12): POST, signed in the parameters.
 */

const RegionId = 'cn-hangzhou';
const StackName = 'shop';
const StackId = 'id-of-shop';

let server: LoopbackServer;
let shelf: ReturnType<typeof prepare>['shelf'];
let key: Credentials;

beforeEach(async () => {
  const prepared = prepare({ nextId: (name) => `id-of-${name}` });
  shelf = prepared.shelf;
  const ram = new Ram({ accountId: ACCOUNT, clock: { now: Date.now } });
  server = await serveRos(prepared.engine, { authority: ram, region: RegionId });
  key = ram.createUserKey({ root: true });
});

afterEach(() => server.close());

const call = (action: string, parameters: Parameters) =>
  callByParameters(server.endpoint, key, action, { RegionId, ...parameters });

/** As the CLI does: over and over, until the status is an end. */
async function settled(): Promise<Record<string, unknown>> {
  for (;;) {
    const { body } = await call('GetStack', { StackId });
    if (/COMPLETE|FAILED/.test(String(body['Status']))) return body;
    await sleep(2);
  }
}

const encoded = (Resources: Json) => {
  const text = JSON.stringify(template(Resources, { Outputs: { Name: { Value: { Ref: 'A' } } } }), null, 1);
  return `@Base64Encoded: ${Buffer.from(text).toString('base64')}`;
};

/** What `deploy` sends in either case. */
const content = (TemplateBody: string, token: string) => ({
  StackName,
  TimeoutInMinutes: '20',
  TemplateBody,
  ClientToken: token,
  DisableRollback: 'false',
  'Tags.1.Key': 'team',
  'Tags.1.Value': 'media 媒体',
});

it('deploys, updates and deletes by the calls of the official CLI', async () => {
  const known = { PageSize: '10', PageNumber: '1', 'StackName.1': StackName };
  expect((await call('ListStacks', known)).body['Stacks']).toEqual([]);
  const first = encoded({ A: item('a', { Size: 1 }) });
  expect((await call('CreateStack', content(first, 'one'))).body).toMatchObject({ StackId });
  expect(await settled()).toMatchObject({
    Status: 'CREATE_COMPLETE',
    StackName,
    Tags: [{ Key: 'team', Value: 'media 媒体' }],
    Outputs: [{ OutputKey: 'Name', OutputValue: 'id-a' }],
  });
  const events = await call('ListStackEvents', { StackId, PageSize: '50', PageNumber: '1' });
  expect(events.body).toMatchObject({
    TotalCount: 4,
    Events: [{ LogicalResourceId: StackName }, {}, {}, {}],
  });

  expect((await call('GetStack', { StackId })).body['StackId']).toBe(StackId);
  const again = { ...content(first, 'two'), StackId };
  expect((await call('UpdateStack', again)).body).toMatchObject({
    Code: 'NotSupported',
    Message: 'Update the completely same stack is not supported.',
  });
  const second = encoded({ A: item('a', { Size: 2 }), B: item('b') });
  expect((await call('UpdateStack', { ...content(second, 'three'), StackId })).body['StackId']).toBe(StackId);
  expect(await settled()).toMatchObject({ Status: 'UPDATE_COMPLETE', UpdateTime: expect.any(String) });
  expect((await call('ListStackResources', { StackId })).body['Resources']).toHaveLength(2);
  expect(JSON.parse(String((await call('GetTemplate', { StackId })).body['TemplateBody']))).toMatchObject({
    Resources: { B: {} },
  });

  expect((await call('DeleteStack', { StackId })).status).toBe(200);
  expect(await settled()).toMatchObject({ Status: 'DELETE_COMPLETE' });
  expect((await call('ListStacks', known)).body['Stacks']).toEqual([]);
  expect(shelf.log).toEqual(['create a', 'update a', 'create b', 'delete b', 'delete a']);
});

it('refuses a template that claims to be Base64', async () => {
  const { body } = await call('CreateStack', content('@Base64Encoded: {"Resources"}', 'one'));
  expect(body).toMatchObject({ Code: 'InvalidSchema', Message: 'The template is not Base64.' });
});

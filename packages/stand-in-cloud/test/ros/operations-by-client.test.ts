import RosClient, * as ros from '@alicloud/ros20190910';
import type { LoopbackServer } from '../../src/loopback';
import { Ram } from '../../src/ram/ram';
import { Activation } from '../../src/ros/activation';
import { ACTIONS } from '../../src/ros/api/actions';
import { serveRos } from '../../src/ros/api/server';
import { ACCOUNT, item, type Json, prepare, template } from './shelf';

const regionId = 'cn-hangzhou';

let server: LoopbackServer;
let shelf: ReturnType<typeof prepare>['shelf'];
let ram: Ram;
let client: RosClient;

const clientWith = ({ accessKeyId, accessKeySecret }: { accessKeyId: string; accessKeySecret: string }) =>
  new RosClient({
    accessKeyId,
    accessKeySecret,
    endpoint: new URL(server.endpoint).host,
    protocol: 'HTTP',
  } as never);

beforeEach(async () => {
  const prepared = prepare({ nextId: (name) => `id-of-${name}` });
  shelf = prepared.shelf;
  ram = new Ram({ accountId: ACCOUNT, clock: { now: Date.now } });
  server = await serveRos(prepared.engine, {
    authority: ram,
    region: regionId,
    activation: new Activation(['OTS']),
  });
  client = clientWith(ram.createUserKey({ root: true }));
});

afterEach(() => server.close());

const body = (Resources: Json, sections: Json = {}) => JSON.stringify(template(Resources, sections));
const FIRST = body(
  { A: item('a', { Size: 1 }), B: item('b') },
  { Outputs: { Url: { Value: { 'Fn::GetAtt': ['A', 'Url'] } } } },
);
const SECOND = body({ A: item('a', { Size: 2 }), C: item('c') });
const stackId = 'id-of-one';
const tags = [{ key: 'owner', value: 'ann' }];

async function create(): Promise<void> {
  await client.createStack(
    new ros.CreateStackRequest({ regionId, stackName: 'one', templateBody: FIRST, tags, clientToken: 'c-1' }),
  );
}

/** What each operation answers the official client with, once a stack is there. */
const CALLS: Record<string, { call: () => Promise<{ body?: unknown }>; answer: object }> = {
  CreateStack: {
    call: () =>
      client.createStack(
        new ros.CreateStackRequest({ regionId, stackName: 'two', templateBody: body({ D: item('d') }) }),
      ),
    answer: { stackId: 'id-of-two' },
  },
  UpdateStack: {
    call: () =>
      client.updateStack(
        new ros.UpdateStackRequest({ regionId, stackId, templateBody: SECOND, usePreviousParameters: true }),
      ),
    answer: { stackId },
  },
  DeleteStack: {
    call: () => client.deleteStack(new ros.DeleteStackRequest({ regionId, stackId, retainResources: ['A'] })),
    answer: { requestId: expect.any(String) },
  },
  GetStack: {
    call: () => client.getStack(new ros.GetStackRequest({ regionId, stackId })),
    answer: {
      stackName: 'one',
      status: 'CREATE_COMPLETE',
      tags,
      outputs: [{ OutputKey: 'Url', OutputValue: 'shelf://a', Description: '' }],
    },
  },
  ListStacks: {
    call: () =>
      client.listStacks(new ros.ListStacksRequest({ regionId, tag: tags, stackName: ['one'], pageSize: 50 })),
    answer: { totalCount: 1, stacks: [expect.objectContaining({ stackId, tags })] },
  },
  GetStackResource: {
    call: () =>
      client.getStackResource(
        new ros.GetStackResourceRequest({
          regionId,
          stackId,
          logicalResourceId: 'A',
          resourceAttributes: ['Url'],
        }),
      ),
    answer: {
      physicalResourceId: 'id-a',
      resourceAttributes: [{ ResourceAttributeName: 'Url', ResourceAttributeValue: 'shelf://a' }],
    },
  },
  ListStackResources: {
    call: () => client.listStackResources(new ros.ListStackResourcesRequest({ regionId, stackId })),
    answer: {
      resources: ['A', 'B'].map((logicalResourceId) => expect.objectContaining({ logicalResourceId })),
    },
  },
  ListStackEvents: {
    call: () =>
      client.listStackEvents(
        new ros.ListStackEventsRequest({
          regionId,
          stackId,
          status: ['CREATE_COMPLETE'],
          logicalResourceId: ['B'],
          pageSize: 1,
        }),
      ),
    answer: { totalCount: 1, events: [expect.objectContaining({ physicalResourceId: 'id-b' })] },
  },
  GetTemplate: {
    call: () => client.getTemplate(new ros.GetTemplateRequest({ regionId, stackId })),
    answer: { templateBody: expect.stringContaining('"TEST::Shelf::Item"') },
  },
  ValidateTemplate: {
    call: () => client.validateTemplate(new ros.ValidateTemplateRequest({ regionId, templateBody: FIRST })),
    answer: {
      outputs: [{ outputKey: 'Url', description: '' }],
      resourceTypes: { resources: ['TEST::Shelf::Item'], dataSources: [] },
    },
  },
  PreviewStack: {
    call: () => client.previewStack(new ros.PreviewStackRequest({ regionId, stackId, templateBody: SECOND })),
    answer: {
      stack: expect.objectContaining({
        stackName: 'one',
        resources: [
          ['A', 'Modify'],
          ['C', 'Add'],
          ['B', 'Remove'],
        ].map(([logicalResourceId, action]) => expect.objectContaining({ logicalResourceId, action })),
      }),
    },
  },
  GetServiceProvisions: {
    call: () =>
      client.getServiceProvisions(
        new ros.GetServiceProvisionsRequest({
          regionId,
          services: [{ serviceName: 'OSS' }, { serviceName: 'OTS' }],
        }),
      ),
    answer: {
      serviceProvisions: [
        { serviceName: 'OSS', status: 'Enabled' },
        { serviceName: 'OTS', status: 'Disabled' },
      ],
    },
  },
};

it('has a call of the official client for every operation', () => {
  expect(Object.keys(CALLS).sort()).toEqual([...ACTIONS.keys()].sort());
});

it.each(Object.entries(CALLS))('%s', async (_name, { call, answer }) => {
  await create();
  expect(plain((await call()).body)).toMatchObject(answer);
});

/** Without the classes of the client. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('says what a preview of a new stack is, and which changes are replacements', async () => {
  const preview = async (more: object) =>
    (
      await client.previewStack(new ros.PreviewStackRequest({ regionId, ...more }))
    ).body?.stack?.resources?.map(({ logicalResourceId, action, replacement }) => ({
      logicalResourceId,
      action,
      replacement,
    }));
  expect(await preview({ stackName: 'new', templateBody: body({ A: item('a') }) })).toEqual([
    { logicalResourceId: 'A', action: 'Add', replacement: undefined },
  ]);
  await create();
  expect(await preview({ stackId, templateBody: body({ A: item('z'), B: item('b') }) })).toEqual([
    { logicalResourceId: 'A', action: 'Modify', replacement: 'True' },
    { logicalResourceId: 'B', action: 'None', replacement: undefined },
  ]);
  expect([...shelf.items.keys()]).toEqual(['a', 'b']);
  await expect(preview({ stackName: 'one', templateBody: FIRST })).rejects.toMatchObject({
    code: 'StackExists',
  });
});

it('makes one stack of a request that is repeated with its token, and lets a refused one be asked again', async () => {
  await create();
  await create();
  expect(shelf.log).toEqual(['create a', 'create b']);
  const again = (templateBody: string) =>
    client.createStack(
      new ros.CreateStackRequest({ regionId, stackName: 'two', templateBody, clientToken: 't' }),
    );
  await expect(again('{')).rejects.toMatchObject({ code: 'InvalidSchema' });
  expect((await again(body({ D: item('d') }))).body?.stackId).toBe('id-of-two');
});

it('lets the official client tell a refusal from a failure', async () => {
  await expect(client.getStack(new ros.GetStackRequest({ regionId, stackId: 'x' }))).rejects.toMatchObject({
    name: 'ClientError',
    code: 'StackNotFound',
    statusCode: 404,
  });
  await create();
  await expect(
    client.getStackResource(new ros.GetStackResourceRequest({ regionId, stackId, logicalResourceId: 'Z' })),
  ).rejects.toMatchObject({ code: 'ResourceNotFound', statusCode: 404 });
});

it.each([
  ['too many tags', Array.from({ length: 21 }, (_, n) => ({ key: `k${n}`, value: 'v' })), /at most 20/],
  ['a key of the service', [{ key: 'acs:owner', value: 'v' }], /begin with aliyun or acs:/],
  ['a key that is too long', [{ key: 'k'.repeat(65), value: 'v' }], /64 characters/],
  ['a value that is too long', [{ key: 'k', value: 'v'.repeat(129) }], /128 characters/],
  ['an address', [{ key: 'k', value: 'https://a' }], /https/],
])('refuses %s', async (_what, given, message) => {
  await expect(
    client.createStack(
      new ros.CreateStackRequest({ regionId, stackName: 'one', templateBody: FIRST, tags: given }),
    ),
  ).rejects.toMatchObject({ code: 'InvalidParameter', message: expect.stringMatching(message) });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import Fc from '@alicloud/fc2';
import Fc3, { InvokeFunctionRequest } from '@alicloud/fc20230330';
import { App, DefaultStackSynthesizer, Stack } from '@alicloud/ros-cdk-core';
import { Role } from '@alicloud/ros-cdk-ram';
import * as TableStore from 'tablestore';
import { MediaIndex } from '../../cli/search/media-index';
import { MediaMetadata } from '../../lib';
import { DeployedApp } from './support/deployed-app';

const RIGHTS = ['Search', 'Read', 'Invoke'] as const;

/** Calls, each of which needs one right. They return `done` or are refused. */
type Calls = Record<string, () => Promise<unknown>>;

function synthesize(outdir: string): void {
  const app = new App({ outdir, stackTraces: false, treeMetadata: false, autoSynth: false });
  const stack = new Stack(app, 'theirs', {
    synthesizer: new DefaultStackSynthesizer({ qualifier: 'theirs' }),
  });
  const media = new MediaMetadata(stack, 'Media');
  media.addOutputs();
  const role = (id: string, roleName: string): Role =>
    new Role(stack, id, {
      roleName,
      assumeRolePolicyDocument: {
        version: '1',
        statement: [
          { effect: 'Allow', action: 'sts:AssumeRole', principal: { service: ['ecs.aliyuncs.com'] } },
        ],
      },
    });
  for (const right of RIGHTS) media[`grant${right}`](role(`${right}er`, `may-${right.toLowerCase()}`));
  const newer = new MediaMetadata(stack, 'Newer', { functionCompute: 3 });
  newer.addOutputs('Newer');
  newer.grantInvoke(role('Invoker3', 'may-invoke-3'));
  app.synth();
}

/** Makes the calls of all rights as a role that has one right. */
function callsBy(app: DeployedApp, right: string): Calls {
  const keys = app.session(`may-${right.toLowerCase()}`);
  const client = app.tablestore(keys);
  const tableName = app.output('TableName');
  const index = new MediaIndex(async () => client, { tableName, indexName: app.output('SearchIndexName') });
  const query = { queryType: TableStore.QueryType.MATCH_ALL_QUERY };
  const key = (value: unknown) => [{ ObjectKey: value }, { BucketName: value }] as TableStore.PrimaryKey;
  const drain = async (pages: AsyncIterable<unknown>) => {
    for await (const _ of pages);
  };
  const fc = new Fc(app.cloud.ram.accountId, {
    accessKeyID: keys.accessKeyId,
    accessKeySecret: keys.accessKeySecret,
    securityToken: keys.securityToken,
    region: app.cloud.region,
    endpoint: app.cloud.fcEndpoint,
  });
  const invoke = (qualifier?: string) =>
    fc.invokeFunction(app.output('ServiceName'), app.output('FunctionName'), '{"events":[]}', {}, qualifier);
  return {
    'ots:Search': () => drain(index.find({ query, sort: [] })),
    'ots:ComputeSplits and ots:ParallelScan': () =>
      drain(index.find({ query, sort: 'none', columns: ['Format'] })),
    'ots:GetRow': () => client.getRow({ tableName, primaryKey: key('a') }),
    'ots:BatchGetRow': () => client.batchGetRow({ tables: [{ tableName, primaryKey: [key('a')] }] }),
    'ots:GetRange': () =>
      client.getRange({
        tableName,
        direction: TableStore.Direction.FORWARD,
        inclusiveStartPrimaryKey: key(TableStore.INF_MIN),
        exclusiveEndPrimaryKey: key(TableStore.INF_MAX),
      }),
    'ots:PutRow': () =>
      client.putRow({
        tableName,
        condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
        primaryKey: key('a'),
        attributeColumns: [],
      }),
    'ots:DeleteRow': () =>
      client.deleteRow({
        tableName,
        condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
        primaryKey: key('a'),
      }),
    'fc:InvokeFunction': () => invoke(),
    'fc:InvokeFunction of LATEST': () => invoke('LATEST'),
    ...callsOf3(app, keys),
  };
}

/** The calls of the function in Function Compute 3. */
function callsOf3(app: DeployedApp, keys: ReturnType<DeployedApp['session']>): Calls {
  const { host } = new URL(app.cloud.fcEndpoint);
  const config = { ...keys, regionId: app.cloud.region, endpoint: host, protocol: 'HTTP' };
  const client = new Fc3(config as unknown as ConstructorParameters<typeof Fc3>[0]);
  const invoke = async (qualifier?: string) => {
    const payload = Readable.from([Buffer.from('{"events":[]}')]);
    const request = new InvokeFunctionRequest({ body: payload, qualifier });
    const { body } = await client.invokeFunction(app.output('NewerFunctionName'), request);
    // The client's timer runs until the answer is read. Then it would end the next request on this connection.
    for await (const _ of body!);
  };
  return {
    'fc:InvokeFunction in Function Compute 3': () => invoke(),
    'fc:InvokeFunction in Function Compute 3 of LATEST': () => invoke('LATEST'),
  };
}

/** The calls that are not refused. */
async function allowedBy(app: DeployedApp, right: string): Promise<string[]> {
  const allowed: string[] = [];
  for (const [name, call] of Object.entries(callsBy(app, right))) {
    try {
      await call();
      allowed.push(name);
    } catch (error) {
      expect(
        `${(error as Error).name} ${(error as Error).message} ${(error as { code?: string }).code}`,
      ).toMatch(/OTSNoPermissionAccess|AccessDenied/);
    }
  }
  return allowed;
}

/** What each right allows, and what remains without one of its actions or resources. */
const ALLOWED = {
  Search: ['ots:Search', 'ots:ComputeSplits and ots:ParallelScan'],
  Read: ['ots:GetRow', 'ots:BatchGetRow', 'ots:GetRange'],
  Invoke: ['fc:InvokeFunction', 'fc:InvokeFunction of LATEST'],
  'Invoke-3': [
    'fc:InvokeFunction in Function Compute 3',
    'fc:InvokeFunction in Function Compute 3 of LATEST',
  ],
};

describe('What grants allow', () => {
  let directory: string;
  let app: DeployedApp;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'grants-'));
    synthesize(directory);
    app = await DeployedApp.deploy(directory, 'theirs', 'Media', 'Newer');
  }, 60_000);

  afterAll(async () => {
    await app?.cloud.close();
    rmSync(directory, { recursive: true });
  });

  /** Updates the stack with a changed policy. */
  async function without(
    policy: string,
    change: (statement: { Action: string[]; Resource: unknown[] }) => void,
  ) {
    const template = structuredClone(app.template);
    const { PolicyDocument } = template.Resources[policy]!.Properties as {
      PolicyDocument: { Statement: { Action: string[]; Resource: unknown[] }[] };
    };
    change(PolicyDocument.Statement[0]!);
    await app.update(template);
  }

  it.each([...RIGHTS, 'Invoke-3'] as const)('is no more than the right to %s', async (right) => {
    expect(await allowedBy(app, right)).toEqual(ALLOWED[right]);
  });

  it.each([
    ['Search', 'ots:Search'],
    ['Search', 'ots:ComputeSplits'],
    ['Search', 'ots:ParallelScan'],
    ['Read', 'ots:GetRow'],
    ['Read', 'ots:BatchGetRow'],
    ['Read', 'ots:GetRange'],
  ] as const)('is no less: %s without %s', async (right, action) => {
    await without(`Media${right}Grant${right}er`, (statement) =>
      statement.Action.splice(statement.Action.indexOf(action), 1),
    );

    expect(await allowedBy(app, right)).toEqual(ALLOWED[right].filter((call) => !call.includes(action)));
  });

  it.each([
    ['Invoke', 'the function itself', 'MediaInvokeGrantInvokeer', 0],
    ['Invoke', 'its versions and aliases', 'MediaInvokeGrantInvokeer', 1],
    ['Invoke-3', 'the function itself', 'NewerInvokeGrantInvoker3', 0],
    ['Invoke-3', 'its versions and aliases', 'NewerInvokeGrantInvoker3', 1],
  ] as const)('is no less: %s without %s', async (right, _, policy, at) => {
    await without(policy, (statement) => statement.Resource.splice(at, 1));

    expect(await allowedBy(app, right)).toEqual(ALLOWED[right].toSpliced(at, 1));
  });
});

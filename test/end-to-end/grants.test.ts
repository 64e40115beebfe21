import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fc from '@alicloud/fc2';
import { App, DefaultStackSynthesizer, Stack } from '@alicloud/ros-cdk-core';
import { Role } from '@alicloud/ros-cdk-ram';
import * as TableStore from 'tablestore';
import { MediaIndex } from '../../cli/search/media-index';
import { MediaMetadata } from '../../lib';
import { DeployedApp } from './support/deployed-app';

const RIGHTS = ['Search', 'Read', 'Invoke'] as const;

/** One call that a right is for; each answers `done` or is refused. */
type Calls = Record<string, () => Promise<unknown>>;

function synthesize(outdir: string): void {
  const app = new App({ outdir, stackTraces: false, treeMetadata: false, autoSynth: false });
  const stack = new Stack(app, 'theirs', {
    synthesizer: new DefaultStackSynthesizer({ qualifier: 'theirs' }),
  });
  const media = new MediaMetadata(stack, 'Media');
  media.addOutputs();
  for (const right of RIGHTS) {
    const role = new Role(stack, `${right}er`, {
      roleName: `may-${right.toLowerCase()}`,
      assumeRolePolicyDocument: {
        version: '1',
        statement: [
          { effect: 'Allow', action: 'sts:AssumeRole', principal: { service: ['ecs.aliyuncs.com'] } },
        ],
      },
    });
    media[`grant${right}`](role);
  }
  app.synth();
}

/** The calls of all rights, made by the role that has one of them. */
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

/** What each right allows, and what is left of it without one of its actions or resources. */
const ALLOWED = {
  Search: ['ots:Search', 'ots:ComputeSplits and ots:ParallelScan'],
  Read: ['ots:GetRow', 'ots:BatchGetRow', 'ots:GetRange'],
  Invoke: ['fc:InvokeFunction', 'fc:InvokeFunction of LATEST'],
};

describe('What grants allow', () => {
  let directory: string;
  let app: DeployedApp;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'grants-'));
    synthesize(directory);
    app = await DeployedApp.deploy(directory, 'theirs', 'Media');
  }, 60_000);

  afterAll(async () => {
    await app?.cloud.close();
    rmSync(directory, { recursive: true });
  });

  /** Updates the stack to one whose policy of a right is changed. */
  async function without(
    right: string,
    change: (statement: { Action: string[]; Resource: unknown[] }) => void,
  ) {
    const template = structuredClone(app.template);
    const { PolicyDocument } = template.Resources[`Media${right}Grant${right}er`]!.Properties as {
      PolicyDocument: { Statement: { Action: string[]; Resource: unknown[] }[] };
    };
    change(PolicyDocument.Statement[0]!);
    await app.update(template);
  }

  it.each(RIGHTS)('is no more than the right to %s', async (right) => {
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
    await without(right, (statement) => statement.Action.splice(statement.Action.indexOf(action), 1));

    expect(await allowedBy(app, right)).toEqual(ALLOWED[right].filter((call) => !call.includes(action)));
  });

  it.each([
    ['the function itself', 0],
    ['its versions and aliases', 1],
  ])('is no less: Invoke without %s', async (_, at) => {
    await without('Invoke', (statement) => statement.Resource.splice(at, 1));

    expect(await allowedBy(app, 'Invoke')).toEqual(ALLOWED.Invoke.toSpliced(at, 1));
  });
});

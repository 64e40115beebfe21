import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/clock';
import { FunctionCompute } from '../../src/function-compute/function-compute';
import { generation2 } from '../../src/function-compute/generation-2';
import { InMemoryLogService } from '../../src/log-service/in-memory-log-service';
import type { OssService } from '../../src/oss/service';
import { Ram } from '../../src/ram/ram';
import { ACCOUNT, FakeOss, functionOptions, REGION, zip } from './support';

/** One statement for each right that the delivery of an event needs. */
const RIGHTS = {
  invoke: { role: 'invoker', action: 'fc:InvokeFunction', resource: `acs:fc:*:*:services/s.*/functions/*` },
  log: {
    role: 'worker',
    action: 'log:PostLogStoreLogs',
    resource: `acs:log:${REGION}:${ACCOUNT}:project/my-logs/logstore/lines`,
  },
  destination: {
    role: 'worker',
    action: 'fc:InvokeFunction',
    resource: `acs:fc:${REGION}:${ACCOUNT}:services/s.LATEST/functions/after`,
  },
};

const trust = (service: string) => ({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: [service] } }],
});

/** Uploads one object, whose event ends at the failure destination, with all rights but `missing`. */
async function upload(missing?: keyof typeof RIGHTS) {
  const ram = new Ram({ accountId: ACCOUNT, clock: systemClock });
  ram.createRole('worker', { assumeRolePolicyDocument: trust('fc.aliyuncs.com') });
  ram.createRole('invoker', { assumeRolePolicyDocument: trust('oss.aliyuncs.com') });
  for (const [name, { role, action, resource }] of Object.entries(RIGHTS)) {
    if (name !== missing) {
      const Statement = [{ Effect: 'Allow', Action: [action], Resource: [resource] }];
      ram.createPolicy(name, { Version: '1', Statement });
      ram.attachPolicyToRole({ type: 'Custom', name }, role);
    }
  }
  const oss = new FakeOss();
  oss.objects.set(
    'code/f.zip',
    zip({
      'index.js':
        'exports.handler = async (event, context) => { console.log(`${event}`); if (context.function.name === "f") throw new Error("no"); };',
    }),
  );
  const logs = new InMemoryLogService({ authority: ram, region: REGION });
  logs.createProject('my-logs');
  logs.createLogstore('my-logs', 'lines', { ttlDays: 1 });
  const workDir = mkdtempSync(path.join(tmpdir(), 'fc-'));
  const fc = new FunctionCompute({
    generations: [generation2],
    authority: ram,
    oss: oss as unknown as OssService,
    logs,
    region: REGION,
    workDir,
    timeScale: 0.01,
  });
  await fc.createService('s', {
    role: `acs:ram::${ACCOUNT}:role/worker`,
    logConfig: { project: 'my-logs', logstore: 'lines' },
  });
  await fc.createFunction({ service: 's', fn: 'after' }, functionOptions('f'));
  await fc.createFunction(
    { service: 's', fn: 'f' },
    {
      ...functionOptions('f'),
      async: {
        maxAsyncRetryAttempts: 0,
        onFailure: `acs:fc:${REGION}:${ACCOUNT}:services/s.LATEST/functions/after`,
      },
    },
  );
  await fc.createTrigger({ service: 's', fn: 'f' }, 't', {
    type: 'oss',
    sourceArn: `acs:oss:${REGION}:${ACCOUNT}:source`,
    invocationRole: `acs:ram::${ACCOUNT}:role/invoker`,
    events: ['oss:ObjectCreated:PutObject'],
  });
  oss.emit('a.mp4');
  await fc.idle();
  const { problems } = fc;
  await fc.close();
  rmSync(workDir, { recursive: true, force: true });
  const functions = logs.readLogs('my-logs', 'lines').map(({ fields }) => fields['functionName']);
  return { problems: problems.map(({ kind }) => kind), ran: [...new Set(functions)] };
}

describe('the way of an event, with policies that RAM evaluates', () => {
  it('needs these rights', async () => {
    expect(await upload()).toEqual({ problems: [], ran: ['f', 'after'] });
  });

  it.each([
    ['invoke', { problems: ['event-lost'], ran: [] }],
    ['log', { problems: ['logs-lost', 'logs-lost'], ran: [] }],
    ['destination', { problems: ['destination-failed', 'event-discarded'], ran: ['f'] }],
  ] as const)('and stops without the right to %s', async (missing, outcome) => {
    expect(await upload(missing)).toEqual(outcome);
  });
});

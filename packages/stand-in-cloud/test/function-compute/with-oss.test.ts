import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import OSS from 'ali-oss';
import { systemClock } from '../../src/clock';
import { FunctionCompute } from '../../src/function-compute/function-compute';
import { generation2 } from '../../src/function-compute/generation-2';
import type { OssTriggerOptions } from '../../src/function-compute/service';
import { InMemoryLogService } from '../../src/log-service/in-memory-log-service';
import { OssServer } from '../../src/oss/server';
import { Ram } from '../../src/ram/ram';
import { ACCOUNT, functionOptions, REGION, zip } from './support';

const HANDLER = `exports.handler = async (event) => {
  for (const { eventName, oss } of JSON.parse(event).events) {
    process.stdout.write('SAW ' + eventName + ' ' + oss.object.key + ' ' + oss.object.size + '\\n');
  }
};`;

let directory: string;
let oss: OssServer;
let fc: FunctionCompute;
let logs: InMemoryLogService;
let client: OSS;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'fc-oss-'));
  const ram = new Ram({ accountId: ACCOUNT, clock: systemClock });
  const role = (name: string, service: string, action: string, resource: string) => {
    ram.createRole(name, {
      assumeRolePolicyDocument: {
        Version: '1',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: [service] } }],
      },
    });
    const Statement = [{ Effect: 'Allow', Action: action, Resource: resource }];
    ram.createPolicy(name, { Version: '1', Statement });
    ram.attachPolicyToRole({ type: 'Custom', name }, name);
    return `acs:ram::${ACCOUNT}:role/${name}`;
  };
  oss = await OssServer.start({
    authority: ram,
    region: REGION,
    clock: systemClock,
    dataDir: path.join(directory, 'oss'),
  });
  logs = new InMemoryLogService({ authority: ram, region: REGION });
  logs.createProject('my-logs');
  logs.createLogstore('my-logs', 'lines', { ttlDays: 1 });
  oss.createBucket('code-bucket', {});
  oss.createBucket('source-bucket', {});
  const key = ram.createUserKey({ root: true });
  client = new OSS({
    endpoint: oss.endpoint,
    region: `oss-${REGION}`,
    accessKeyId: key.accessKeyId,
    accessKeySecret: key.accessKeySecret,
    authorizationV4: true,
    sldEnable: true,
    bucket: 'code-bucket',
  } as OSS.Options);
  await client.put('f.zip', zip({ 'index.js': HANDLER }));
  client.useBucket('source-bucket');
  fc = new FunctionCompute({
    generations: [generation2],
    authority: ram,
    oss,
    logs,
    region: REGION,
    workDir: path.join(directory, 'fc'),
  });
  await fc.createService('s', {
    role: role('worker', 'fc.aliyuncs.com', 'log:PostLogStoreLogs', '*'),
    logConfig: { project: 'my-logs', logstore: 'lines' },
  });
  await fc.createFunction(
    { service: 's', fn: 'f' },
    {
      ...functionOptions('f'),
      code: { ossBucketName: 'code-bucket', ossObjectName: 'f.zip' },
    },
  );
  await fc.createTrigger({ service: 's', fn: 'f' }, 't', {
    type: 'oss',
    sourceArn: `acs:oss:${REGION}:${ACCOUNT}:source-bucket`,
    invocationRole: role(
      'invoker',
      'oss.aliyuncs.com',
      'fc:InvokeFunction',
      'acs:fc:*:*:services/s.*/functions/*',
    ),
    events: ['oss:ObjectCreated:PutObject', 'oss:ObjectRemoved:DeleteObject'],
    suffix: '.mp4',
  });
});
afterAll(async () => {
  await fc.close();
  await oss.close();
  rmSync(directory, { recursive: true });
});

describe('with the OSS stand-in', () => {
  it('an object put by the official client runs the function that another one carries', async () => {
    await client.put('a b+ü.mp4', Buffer.from('12345'));
    await client.put('other.txt', Buffer.from('1'));
    await fc.idle();
    await client.delete('a b+ü.mp4');
    await fc.idle();
    const seen = logs
      .readLogs('my-logs', 'lines')
      .map(({ fields }) => fields['message'])
      .filter((message) => message?.startsWith('SAW '));
    expect(seen).toEqual([
      'SAW ObjectCreated:PutObject a b+ü.mp4 5',
      expect.stringMatching(/^SAW ObjectRemoved:DeleteObject a b\+ü\.mp4 \d+$/),
    ]);
    expect(fc.problems).toEqual([]);
  });

  it('a second trigger on the same events is refused, as the bucket would not know whom to tell', async () => {
    const { triggers } = fc.registry.fn({ service: 's', fn: 'f' });
    const options = triggers.get('t')?.options;
    await expect(
      fc.createTrigger({ service: 's', fn: 'f' }, 't2', { ...(options as OssTriggerOptions), prefix: 'in/' }),
    ).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringContaining('overlaps'),
    });
  });
});

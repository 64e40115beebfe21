import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PipelineConnection } from '../../../cli/cloud/connection';
import { tablestoreClient } from '../../../cli/cloud/tablestore-client';
import { readRows } from '../../../cli/soak/state';
import { PROJECT_ROOT } from '../../../lib/project-root';
import { DoctorCloud, outcomesOf } from './support/doctor-cloud';

let here: DoctorCloud;
/** Outputs of the stack. */
let outputs: Record<string, string>;

beforeAll(async () => {
  here = await DoctorCloud.start();
  const { out } = await here.run(['deploy', '--json', '-c', 'prefix=films/', '-c', 'suffix=.mov']);
  ({ outputs } = JSON.parse(out));
}, 60_000);
afterEach(() => here.mend());
afterAll(() => here.stop());

const SETTINGS = ['-c', 'prefix=films/', '-c', 'suffix=.mov', '--patience', '30'];

const trialsIn = async (): Promise<string[]> => {
  const { default: OSS } = await import('ali-oss');
  const { rootKey, oss, region } = here.cloud;
  const client = new OSS({
    ...rootKey,
    endpoint: oss.endpoint,
    region: `oss-${region}`,
    bucket: outputs['BucketName'],
    authorizationV4: true,
    sldEnable: true,
  } as never);
  const { objects = [] } = await client.list({ 'max-keys': 1000 }, {});
  return objects.map(({ name }) => name);
};

it('prints a line for each check below its heading, with what to do, and a summary', async () => {
  here.machine('kernel');
  here.quotas.functionInstances = 0;
  const { code, out } = await here.run(['doctor', ...SETTINGS]);
  expect(code).toBe(1);
  const lines = out.split('\n');
  expect(lines[0]).toBe('Before a deployment');
  expect(out).toContain('\n\nAfter it\npassed       The function answers');
  expect(out).toMatch(
    /\nfailed {7}Kernel {2,}Linux 3\.17 or later on x64 is expected, Linux 3\.10\S+ on x64 found\.\n {13}→ /,
  );
  expect(out).toMatch(
    /\nfailed {7}Concurrency of functions {2,}"[^"]+" is used up: 0 of 0\.\n {13}→ Have it raised/,
  );
  expect(out).toMatch(/\n\n31 passed, 2 failed, 0 not checked\.\n$/);
  expect(out).not.toContain(outputs['BucketName']);
}, 60_000);

it('takes everything away again after Ctrl-C, and ends as interrupted', async () => {
  const pressing = new AbortController();
  here.conditions.fault = ({ operation }) => {
    if (operation === 'CompleteMultipartUpload') pressing.abort(130);
    return undefined;
  };
  const { code, out } = await here.run(['doctor', ...SETTINGS], { interrupted: pressing.signal });
  expect(code).toBe(130);
  expect(out).toContain('\npassed       Clean-up  ');
  expect(out).toMatch(/\npassed {7}Put {2}/);
  expect(out).not.toContain('Failure path');
  expect(await trialsIn()).toEqual([]);
  await here.cloud.functions.idle();
  const client = tablestoreClient({
    ...here.cloud.rootKey,
    tablestoreEndpoint: here.cloud.tablestore.endpoint,
    instance: outputs['InstanceName']!,
  });
  const names = { table: outputs['TableName']!, bucket: outputs['BucketName']! };
  expect(await readRows(client, names as PipelineConnection)).toEqual([]);
}, 60_000);

it('looks at the logs where Tablestore cannot be reached from here', async () => {
  const { code, report } = await here.doctor(...SETTINGS, '--tablestore-endpoint', 'http://127.0.0.1:1');
  expect({ code, ...outcomesOf(report) }).toEqual({ code: 0, failed: [], notChecked: ['search index'] });
  const put = report.checks.find(({ check }) => check === 'put');
  expect(put?.facts).toMatchObject({ seenBy: 'log' });
  expect(await trialsIn()).toEqual([]);
}, 60_000);

it('says what is not checked of a stack that is not deployed', async () => {
  const { code, report } = await here.doctor('--stack', 'other');
  expect({ code, ...outcomesOf(report) }).toMatchObject({ code: 0, failed: [] });
  expect(outcomesOf(report).notChecked).toHaveLength(21);
  expect(report.checks.at(-1)?.detail).toBe('The stack other is not deployed.');
});

it('leaves out what the function may not do', async () => {
  const refusing = await DoctorCloud.start();
  try {
    const settings = ['-c', 'selfCheck=false'];
    expect((await refusing.run(['deploy', ...settings])).code).toBe(0);
    const { code, report } = await refusing.doctor(...settings, '--patience', '30');
    const { failed, notChecked } = outcomesOf(report);
    expect({ code, failed }).toEqual({ code: 0, failed: [] });
    expect(notChecked).toEqual([
      ...['kernel', 'user', 'temporary directory', 'sparse file', 'mediainfo', 'system call filter'],
      ...['DNS', 'Tablestore endpoint', 'other Tablestore endpoint', 'missing object', 'failure path'],
    ]);
  } finally {
    await refusing.stop();
  }
}, 60_000);

it('needs whole seconds of patience, and knows its options', async () => {
  expect((await here.run(['doctor', '--patience', 'long'])).code).toBe(2);
  expect((await here.run(['--help'])).out).toContain('doctor');
});

/** The actions that a page lists below a heading. */
const actionsIn = (page: string, heading: string): string[] => {
  const text = readFileSync(join(PROJECT_ROOT, 'docs', page), 'utf8').split(`\n## ${heading}\n`)[1] ?? '';
  return [...(text.split('\n## ')[0] ?? '').matchAll(/`([a-z]+:[A-Z]\w+)`/g)].map(([, action]) => action!);
};

it('needs no right beyond those that its page lists', async () => {
  const actions = [...actionsIn('doctor.md', 'Permissions'), ...actionsIn('permissions.md', 'To deploy')];
  const document = { Version: '1', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
  const policies = [{ name: 'doctor', document }];
  here.use(here.cloud.ram.createUserKey({ userName: 'doctor', policies }));
  const { report } = await here.doctor(...SETTINGS);
  // A user who may only read cannot deploy. The command says so.
  expect(outcomesOf(report)).toEqual({ failed: ['rights of the user'], notChecked: [] });
}, 60_000);

it('leaves out what RAM, ROS and Quota Center do not tell', async () => {
  const actions = actionsIn('permissions.md', 'To deploy').filter((action) => /^(ros|oss):/.test(action));
  const more = [
    'fc:CreateService',
    'fc:DeleteService',
    'fc:ListServices',
    'fc:ListFunctions',
    'fc:ListTriggers',
  ];
  const document = {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: [...actions, ...more], Resource: '*' }],
  };
  const policies = [{ name: 'few', document }];
  here.use(here.cloud.ram.createUserKey({ userName: 'few', policies }));
  const { code, report } = await here.doctor('--before', ...SETTINGS);
  expect({ code, ...outcomesOf(report) }).toEqual({
    code: 0,
    failed: [],
    notChecked: [
      ...['service OSS', 'service OTS', 'service FC', 'service SLS', 'rights of the user'],
      ...['quota Tablestore', 'quota functions'],
    ],
  });
}, 60_000);

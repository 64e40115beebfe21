/** The way of an event to a function of Function Compute 3, with policies that RAM evaluates. */
import { systemClock } from '../../../src/clock';
import { Ram } from '../../../src/ram/ram';
import { ACCOUNT, functionOptions, makeRig, REGION, zip } from '../support';
import { arnOf } from './client';

const LOGS = { project: 'logs-project', logstore: 'logs' };

const trust = (service: string) => ({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: [service] } }],
});
/** One statement for each right that the delivery of an event needs. */
const RIGHTS = {
  invoke: { role: 'invoker', action: 'fc:InvokeFunction', resource: arnOf('f') },
  log: {
    role: 'worker',
    action: 'log:PostLogStoreLogs',
    resource: `acs:log:${REGION}:${ACCOUNT}:project/${LOGS.project}/logstore/${LOGS.logstore}`,
  },
  destination: { role: 'worker', action: 'fc:InvokeFunction', resource: arnOf('after') },
};

it.each<[missing: keyof typeof RIGHTS | 'none', problems: string[]]>([
  ['none', []],
  ['invoke', ['event-lost']],
  ['log', ['logs-lost', 'logs-lost']],
  ['destination', ['destination-failed', 'event-discarded']],
])('the way of an event, with the right missing: %s', async (missing, problems) => {
  const ram = new Ram({ accountId: ACCOUNT, clock: systemClock });
  const rig = await makeRig({ authority: ram });
  ram.createRole('worker', { assumeRolePolicyDocument: trust('fc.aliyuncs.com') });
  ram.createRole('invoker', { assumeRolePolicyDocument: trust('oss.aliyuncs.com') });
  for (const [name, { role, action, resource }] of Object.entries(RIGHTS)) {
    if (name === missing) continue;
    const Statement = [{ Effect: 'Allow', Action: [action], Resource: [resource] }];
    ram.createPolicy(name, { Version: '1', Statement });
    ram.attachPolicyToRole({ type: 'Custom', name }, role);
  }
  const home = { role: `acs:ram::${ACCOUNT}:role/worker`, logConfig: LOGS };
  for (const [fn, source] of [
    ['after', 'exports.handler = async () => {};'],
    ['f', 'exports.handler = async () => { throw new Error("always"); };'],
  ] as const) {
    rig.oss.objects.set(`code/${fn}.zip`, zip({ 'index.js': source }));
    await rig.fc.createFunction({ fn }, { ...functionOptions(fn), home });
  }
  await rig.fc.putAsyncOptions({ fn: 'f' }, { maxAsyncRetryAttempts: 0, onFailure: arnOf('after') });
  const invocationRole = `acs:ram::${ACCOUNT}:role/invoker`;
  await rig.fc.createTrigger({ fn: 'f' }, 't', {
    type: 'oss',
    sourceArn: `acs:oss:${REGION}:${ACCOUNT}:source`,
    events: ['oss:ObjectCreated:PutObject'],
    invocationRole,
  });
  rig.oss.emit('a.mp4');
  await rig.fc.idle();
  expect(rig.problems.map(({ kind }) => kind)).toEqual(problems);
  await rig.close();
});

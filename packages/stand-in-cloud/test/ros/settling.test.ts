import { Cloud, type CloudOptions, StackFailedError } from '../../src/index';
import {
  ALONE,
  type Definition,
  FUNCTION,
  LOGS,
  type Resources,
  role,
  roleArn,
  SERVICE,
  sleep,
  TABLE,
} from './settling-resources';

let cloud: Cloud;
afterEach(() => cloud?.close());

/** Deploys, and answers why it failed. */
async function deploy(resources: Resources, options: CloudOptions = {}): Promise<string | undefined> {
  cloud = await Cloud.start(options);
  const template = { ROSTemplateFormatVersion: '2015-09-01', Resources: resources };
  try {
    await cloud.ros.createStack({ name: 'stack', template });
    return undefined;
  } catch (error) {
    if (!(error instanceof StackFailedError)) throw error;
    expect(error.description.status).toBe('CREATE_ROLLBACK_COMPLETE');
    return error.description.statusReason;
  }
}

/** The same resources where one waits less. */
const shorter = (resources: Resources, id: string): Resources => ({
  ...resources,
  [id]: { ...resources[id]!, Properties: { CreateDuration: 50 } },
});

it.each(Object.entries({ SERVICE, TABLE, FUNCTION, ALONE }))(
  'deploys what lets time pass between what is made and what uses it: %s',
  async (_, resources) => {
    expect(await deploy(resources)).toBeUndefined();
  },
);

it.each([
  ['a project', shorter(SERVICE, 'Wait'), "Service: InvalidArgument: project 'logs' does not exist"],
  [
    'a role',
    {
      ...SERVICE,
      Wait: sleep(60, 'Store'),
      Role: { ...SERVICE['Role']!, DependsOn: ['Wait'] },
      Service: { ...SERVICE['Service']!, DependsOn: ['Role'] },
    },
    "Service: AccessDenied: No permission to access the logstore 'lines' in project 'logs'",
  ],
  [
    'a project of a function of Function Compute 3',
    shorter(ALONE, 'Wait'),
    "Function: InvalidArgument: project 'logs' does not exist",
  ],
  [
    'the role of a trigger of Function Compute 3',
    {
      ...ALONE,
      TriggerRole: { ...ALONE['TriggerRole']!, DependsOn: ['Function'] },
      WaitMore: sleep(50, 'TriggerRole'),
    },
    /Trigger: AccessDenied: The role 'acs:ram::\d+:role\/caller' does not exist or cannot be assumed/,
  ],
  [
    'the role of a trigger',
    shorter(FUNCTION, 'WaitMore'),
    /Trigger: AccessDenied: The role 'acs:ram::\d+:role\/caller' does not exist or cannot be assumed/,
  ],
  [
    'an instance',
    shorter(TABLE, 'Wait'),
    'Table: dial tcp: lookup files.cn-hangzhou.ots.aliyuncs.com: no such host',
  ],
  ['a table', shorter(TABLE, 'WaitMore'), 'Index: OTSTableNotReady: The table is not ready.'],
])('refuses what uses %s too soon, as the service does', async (_, resources, reason) => {
  expect(await deploy(resources as Resources)).toMatch(reason);
});

it('counts a table that ROS made as ready for its callers only then, too', async () => {
  const { Index: _, WaitMore, ...table } = TABLE;
  expect(await deploy(table)).toBeUndefined();
  const rows = () =>
    cloud.tablestore.createSearchIndex('files', 'Rows', 'Another', {
      fields: [{ name: 'Id', type: 'KEYWORD' }],
    });
  expect(rows).toThrow('The table is not ready.');

  const template = { ROSTemplateFormatVersion: '2015-09-01', Resources: { ...table, WaitMore } };
  await cloud.ros.updateStack({ stack: 'stack', template });
  expect(rows).not.toThrow();
});

it('lets time pass in an update only when what triggers it has changed', async () => {
  expect(await deploy(SERVICE)).toBeUndefined();
  const renamed = (wait: Definition): object => ({
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: {
      ...SERVICE,
      Role: role('another', 'fc.aliyuncs.com'),
      Wait: wait,
      Service: {
        ...SERVICE['Service']!,
        Properties: { ...SERVICE['Service']!.Properties, Role: roleArn('another') },
      },
    },
  });
  const update = (wait: Definition) =>
    cloud.ros.updateStack({ stack: 'stack', template: renamed(wait), replacement: true });

  await expect(update(SERVICE['Wait']!)).rejects.toThrow('No permission to access the logstore');
  const told = {
    ...SERVICE['Wait']!,
    Properties: { ...SERVICE['Wait']!.Properties, Triggers: { role: 'another' } },
  };
  await expect(update(told)).resolves.toMatchObject({ status: 'UPDATE_COMPLETE' });
});

it('makes no table where the ACL of the instance keeps ROS out', async () => {
  expect(await deploy(TABLE, { rosNetwork: 'INTERNET' })).toMatch(
    'Table: OTSAuthFailed: Request denied by instance ACL policies.',
  );
});

it('makes it where the ACL lets ROS in', async () => {
  const instance = TABLE['Instance']!;
  const open = { ...instance, Properties: { ...instance.Properties, NetworkTypeACL: ['VPC', 'INTERNET'] } };
  expect(await deploy({ ...TABLE, Instance: open }, { rosNetwork: 'INTERNET' })).toBeUndefined();
});

it('uses a service only after it was turned on', async () => {
  expect(await deploy(LOGS, { inactiveServices: ['SLS', 'FC'] })).toMatch(
    'SLS service is not enabled for current user.',
  );
  await cloud.close();

  const enable = (ServiceName: string): Definition => ({
    Type: 'ALIYUN::ROS::AutoEnableService',
    Properties: { ServiceName },
  });
  const project = { ...LOGS['Project']!, DependsOn: ['Logs'] };
  expect(
    await deploy({ Logs: enable('SLS'), ...LOGS, Project: project }, { inactiveServices: ['SLS'] }),
  ).toBeUndefined();
});

it('can be told that everything is known at once', async () => {
  expect(await deploy(shorter(SERVICE, 'Wait'), { settlingMs: 0 })).toBeUndefined();
});

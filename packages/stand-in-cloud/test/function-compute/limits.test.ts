import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { FunctionOptions } from '../../src/function-compute/service';
import { ACCOUNT, functionOptions, makeRig, REGION, type Rig, SERVICE_ROLE, zip } from './support';

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig();
  rig.oss.objects.set('code/f.zip', zip({ 'index.js': 'exports.handler = async () => 1;' }));
});
afterEach(() => rig.close());

const create = (more: Partial<FunctionOptions>, name = 'f') =>
  rig.fc.createFunction({ service: 'svc', fn: name }, { ...functionOptions('f'), ...more });

describe('a function is refused with', () => {
  it.each<[string, Partial<FunctionOptions>, string]>([
    ['a runtime that does not exist', { runtime: 'nodejs99' }, "invalid value 'nodejs99'"],
    ['a runtime that is not run here', { runtime: 'python3.10' }, "'python3.10' is not run here"],
    ['a handler without a dot', { handler: 'handler' }, "'handler' given"],
    ['memory under the least', { memorySizeMB: 64 }, '64 given'],
    ['memory above the most', { memorySizeMB: 32_832 }, '32832 given'],
    ['memory between the steps', { memorySizeMB: 130 }, 'in steps of 64, 130 given'],
    ['no time', { timeoutSeconds: 0 }, 'Timeout must be from 1 to 86400 seconds, 0 given'],
    ['more time than a day', { timeoutSeconds: 86_401 }, '86401 given'],
    ['part of a second', { timeoutSeconds: 1.5 }, '1.5 given'],
    ['a disk of another size', { diskSizeMB: 1024 }, '512 or 10240 MB, 1024 given'],
    ['a CPU between the steps', { cpu: 0.33 }, 'in steps of 0.05, 0.33 given'],
    ['no CPU', { cpu: 0 }, '0 given'],
    ['too much CPU for its memory', { cpu: 1 }, '1 vCPU with 512 MB given'],
    ['too little CPU for its memory', { cpu: 0.1 }, '0.1 vCPU with 512 MB given'],
    ['too many requests per instance', { instanceConcurrency: 101 }, '101 given'],
    ['a variable with a bad name', { environment: { '1A': 'x' } }, "'1A' given"],
    ['a reserved variable', { environment: { FC_REGION: 'x' } }, "'FC_REGION' given"],
    ['another one', { environment: { securityToken: 'x' } }, "'securityToken' given"],
    ['a variable that is no string', { environment: { A: 1 as unknown as string } }, "'A' must be a string"],
    ['too many variables', { environment: { A: 'x'.repeat(4096) } }, '4097 given'],
    ['too many retries', { async: { maxAsyncRetryAttempts: 9 } }, '9 given'],
    ['events that never grow old', { async: { maxAsyncEventAgeInSeconds: 2_592_001 } }, '2592001 given'],
    [
      'a queue as destination',
      { async: { onFailure: `acs:mns:${REGION}:${ACCOUNT}:/queues/q/messages` } },
      "/queues/q/messages' given",
    ],
    [
      'a destination in another region',
      { async: { onSuccess: `acs:fc:cn-beijing:${ACCOUNT}:services/s/functions/f` } },
      'region cn-hangzhou',
    ],
    ['no code', { code: undefined as unknown as FunctionOptions['code'] }, 'Code must name'],
    [
      'code that is not there',
      { code: { ossBucketName: 'code', ossObjectName: 'gone.zip' } },
      'oss://code/gone.zip: NoSuchKey',
    ],
  ])('%s', async (_, more, message) => {
    await expect(create(more)).rejects.toMatchObject({
      code: 'InvalidArgument',
      status: 400,
      message: expect.stringContaining(message),
    });
    await expect(rig.fc.updateFunction({ service: 'svc', fn: 'f' }, more)).rejects.toMatchObject({
      code: 'FunctionNotFound',
    });
  });

  it('several faults, all of them told', async () => {
    await expect(create({ runtime: 'x', memorySizeMB: 1, timeoutSeconds: 0 })).rejects.toMatchObject({
      message: expect.stringMatching(/Runtime.*MemorySize.*Timeout/),
    });
  });
});

describe('a function is taken with', () => {
  it.each<[string, Partial<FunctionOptions>]>([
    ['the least of all', { memorySizeMB: 128, cpu: 0.05, timeoutSeconds: 1, diskSizeMB: 512 }],
    ['the most of all', { memorySizeMB: 32_768, cpu: 16, timeoutSeconds: 86_400, diskSizeMB: 10_240 }],
    ['a CPU that binary fractions miss', { memorySizeMB: 512, cpu: 0.35 }],
    ['an older Node', { runtime: 'nodejs18' }],
    [
      'the limits of asynchronous events',
      { async: { maxAsyncRetryAttempts: 8, maxAsyncEventAgeInSeconds: 2_592_000 } },
    ],
  ])('%s', async (title, more) => {
    await create(more, title.replace(/ /g, '-'));
  });
});

describe('names', () => {
  it.each(['1a', '-a', 'a b', 'ä', '', 'a'.repeat(129), 'a.b'])("refused: '%s'", async (name) => {
    const refusal = { code: 'InvalidArgument', message: expect.stringContaining(`'${name}' given`) };
    await expect(rig.fc.createService(name, {})).rejects.toMatchObject(refusal);
    await expect(create({}, name)).rejects.toMatchObject(refusal);
  });

  it.each(['a', '_a-1', 'A'.repeat(64)])("taken: '%s'", async (name) => {
    await rig.fc.createService(name, {});
    await create({}, name);
  });

  it('are longer for a service than for a function', async () => {
    await rig.fc.createService('a'.repeat(128), {});
    await expect(create({}, 'a'.repeat(65))).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringContaining('Function name must be 1 to 64 letters'),
    });
  });

  it('are taken once', async () => {
    await expect(rig.fc.createService('svc', {})).rejects.toMatchObject({ code: 'ServiceAlreadyExists' });
    const twice = await Promise.allSettled([create({}), create({})]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'FunctionAlreadyExists' },
    });
    expect(readdirSync(path.join(rig.workDir, 'code'))).toHaveLength(1);
  });
});

describe('a service', () => {
  it.each([
    ['a role that is no ARN', { role: 'service-role' }, "'service-role' given"],
    [
      'a logstore that does not exist',
      { logConfig: { project: 'logs-project', logstore: 'no' } },
      'LogStoreNotExist',
    ],
    ['half a log configuration', { logConfig: { project: 'logs-project', logstore: '' } }, 'both'],
  ])('is refused with %s', async (_, options, message) => {
    const refusal = { code: 'InvalidArgument', message: expect.stringContaining(message) };
    await expect(rig.fc.createService('other', options)).rejects.toMatchObject(refusal);
    await expect(rig.fc.updateService('svc', options)).rejects.toMatchObject(refusal);
  });

  it('is not deleted while it has functions', async () => {
    await create({});
    await expect(rig.fc.deleteService('svc')).rejects.toMatchObject({ code: 'ServiceNotEmpty', status: 409 });
    await rig.fc.deleteFunction({ service: 'svc', fn: 'f' });
    await rig.fc.deleteService('svc');
    await expect(rig.fc.deleteService('svc')).rejects.toMatchObject({ code: 'ServiceNotFound', status: 404 });
  });

  it('hands a changed role to the next invocation', async () => {
    rig.oss.objects.set(
      'code/f.zip',
      zip({ 'index.js': 'exports.handler = async (e, c) => c.credentials;' }),
    );
    await create({});
    await rig.fc.updateService('svc', {});
    expect((await rig.invoke('f')).payload).toBe('{}');
    await rig.fc.updateService('svc', { role: SERVICE_ROLE });
    expect(JSON.parse((await rig.invoke('f')).payload)).toHaveProperty('securityToken');
  });
});

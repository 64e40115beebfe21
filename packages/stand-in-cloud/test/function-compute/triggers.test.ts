import { counted, newFaultCounts, seededPlan } from '../../src/function-compute/delivery-plan';
import type { OssTriggerOptions } from '../../src/function-compute/service';
import { ACCOUNT, INVOCATION_ROLE, makeRig, REGION, type Rig } from './support';

const NOTE =
  'exports.handler = async (event) => { process.stdout.write(`KEYS ${JSON.parse(event).events.map((e) => e.oss.object.key)}\\n`); };';
const trigger: OssTriggerOptions = {
  type: 'oss',
  sourceArn: `acs:oss:${REGION}:${ACCOUNT}:source`,
  invocationRole: INVOCATION_ROLE,
  qualifier: 'LATEST',
  events: ['oss:ObjectCreated:PutObject', 'oss:ObjectRemoved:DeleteObject'],
  prefix: 'in/',
  suffix: '.mp4',
};

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig();
  await rig.addFunction('note', NOTE);
});
afterEach(() => rig.close());

const add = (name: string, more: Partial<OssTriggerOptions> = {}) =>
  rig.fc.createTrigger({ service: 'svc', fn: 'note' }, name, { ...trigger, ...more });
const batches = () =>
  rig
    .messages()
    .filter((message) => message.startsWith('KEYS '))
    .map((message) => message.slice(5));

describe('an OSS trigger', () => {
  it('puts a rule on the bucket and invokes the function with each record', async () => {
    await add('t');
    expect([...rig.oss.rules.values()]).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{40}$/),
        bucket: 'source',
        events: trigger.events,
        prefix: 'in/',
        suffix: '.mp4',
        deliver: expect.any(Function),
      },
    ]);
    rig.oss.emit('in/a.mp4');
    rig.oss.emit('in/b.mp4');
    await rig.fc.idle();
    expect(batches().sort()).toEqual(['in/a.mp4', 'in/b.mp4']);
    expect(rig.authority.asked).toContain(
      `fc:InvokeFunction acs:fc:${REGION}:${ACCOUNT}:services/svc.LATEST/functions/note`,
    );
  });

  it.each([
    [
      'its role may not invoke the function',
      (r: Rig) => {
        r.authority.denied = (action) => action === 'fc:InvokeFunction';
      },
      /AccessDenied: .*fc:InvokeFunction.*assumed-role\/invocation-role\/oss-t$/,
    ],
    ['OSS may not assume its role', (r: Rig) => r.authority.trust.delete(INVOCATION_ROLE), /NoPermission/],
  ])('loses the event and says so when %s', async (_, arrange, reason) => {
    await add('t');
    arrange(rig);
    rig.oss.emit('in/a.mp4');
    await rig.fc.idle();
    expect(batches()).toEqual([]);
    expect(rig.problems).toEqual([
      { kind: 'event-lost', function: 'svc/note', reason: expect.stringMatching(reason) },
    ]);
    expect(rig.problems[0]?.reason).toContain('trigger t, in/a.mp4: ');
  });

  it.each<[string, Partial<OssTriggerOptions>, string]>([
    [
      'a type it does not know',
      { type: 'http' as 'oss' },
      "Trigger type must be one of oss, timer, 'http' given.",
    ],
    ['no events', { events: [] }, 'Events must name at least one event.'],
    ['an event that OSS does not send', { events: ['oss:ObjectCreated:Put'] }, "no 'oss:ObjectCreated:Put'"],
    ['a role that is no ARN', { invocationRole: 'role' }, "'role' given"],
    ['another region', { sourceArn: `acs:oss:cn-beijing:${ACCOUNT}:source` }, 'region cn-hangzhou'],
    ['another account', { sourceArn: `acs:oss:${REGION}:1:source` }, `account ${ACCOUNT}`],
    ['something that is no bucket', { sourceArn: 'source' }, "'source' given"],
    ['a bucket that does not exist', { sourceArn: `acs:oss:${REGION}:${ACCOUNT}:gone` }, "bucket 'gone'"],
  ])('is refused with %s', async (_, more, message) => {
    await expect(add('t', more)).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringContaining(message),
    });
  });

  it('is refused with a qualifier that does not exist', async () => {
    await expect(add('t', { qualifier: 'prod' })).rejects.toMatchObject({ code: 'AliasNotFound' });
  });

  it('is refused twice under one name', async () => {
    await add('t');
    await expect(add('t')).rejects.toMatchObject({ code: 'TriggerAlreadyExists' });
  });

  it('is refused as the eleventh of a bucket', async () => {
    for (let n = 0; n < 10; n++) {
      await add(`t${n}`, { prefix: `in${n}/` });
    }
    await expect(add('t10')).rejects.toMatchObject({ code: 'LimitExceeded' });
  });

  it('is refused when the bucket refuses its rule', async () => {
    rig.oss.addNotification = () => {
      throw Object.assign(new Error('overlaps rule x'), { code: 'InvalidArgument' });
    };
    await expect(add('t')).rejects.toMatchObject({ message: expect.stringContaining('overlaps rule x') });
    await rig.fc.deleteFunction({ service: 'svc', fn: 'note' });
  });

  it('can be changed and deleted', async () => {
    await add('t');
    await rig.fc.updateTrigger({ service: 'svc', fn: 'note' }, 't', { ...trigger, prefix: 'other/' });
    expect([...rig.oss.rules.values()].map(({ prefix }) => prefix)).toEqual(['other/']);
    await expect(rig.fc.deleteFunction({ service: 'svc', fn: 'note' })).rejects.toMatchObject({
      code: 'FunctionNotEmpty',
    });
    await rig.fc.deleteTrigger({ service: 'svc', fn: 'note' }, 't');
    expect(rig.oss.rules.size).toBe(0);
    await rig.fc.deleteFunction({ service: 'svc', fn: 'note' });
    await rig.fc.deleteService('svc');
  });

  it('keeps what it was when a change is refused', async () => {
    await add('t');
    const addNotification = rig.oss.addNotification.bind(rig.oss);
    rig.oss.addNotification = (rule) => {
      if (rule.prefix === 'bad/') {
        throw new Error('overlaps');
      }
      addNotification(rule);
    };
    await expect(
      rig.fc.updateTrigger({ service: 'svc', fn: 'note' }, 't', { ...trigger, prefix: 'bad/' }),
    ).rejects.toMatchObject({ code: 'InvalidArgument' });
    rig.oss.emit('in/a.mp4');
    await rig.fc.idle();
    expect(batches()).toEqual(['in/a.mp4']);
  });
});

describe('with a delivery plan', () => {
  const keys = Array.from({ length: 30 }, (_, n) => `in/${n}.mp4`);

  async function deliver(plan: ReturnType<typeof seededPlan>): Promise<string[]> {
    await rig.close();
    rig = await makeRig({ plan, asyncConcurrency: 1 });
    await rig.addFunction('note', NOTE);
    await add('t');
    for (const key of keys) {
      rig.oss.emit(key);
    }
    await rig.fc.idle();
    return batches();
  }

  it('events come twice, out of order and together, and none is lost', async () => {
    const counts = newFaultCounts();
    const plan = seededPlan(7, { throttle: 0.2, kill: 0, join: 0.3, duplicate: 0.3 });
    const got = await deliver(counted(plan, counts));
    const flat = got.flatMap((batch) => batch.split(','));
    expect(new Set(flat)).toEqual(new Set(keys));
    expect(flat.length).toBeGreaterThan(keys.length);
    expect(got.some((batch) => batch.includes(','))).toBe(true);
    expect(flat.filter((key, n) => flat.indexOf(key) === n)).not.toEqual(keys);
    expect(rig.problems).toEqual([]);
    expect(counts).toMatchObject({
      duplicated: flat.length - keys.length,
      throttled: expect.any(Number),
      killed: 0,
    });
  });

  it('an instance that is killed in the middle is made up for by a retry', async () => {
    let attempts = 0;
    const once = { throttled: false };
    await rig.close();
    rig = await makeRig({
      plan: {
        delivery: () => ({ delaysMs: [0], joinsNext: false }),
        attempt: (ordinal) => {
          attempts += 1;
          return ordinal === 0 ? { ...once, killAfterMs: 0 } : once;
        },
      },
    });
    await rig.addFunction('note', NOTE);
    await add('t');
    rig.oss.emit('in/a.mp4');
    await rig.fc.idle();
    expect(attempts).toBe(2);
    expect(batches()).toEqual(['in/a.mp4']);
    expect(rig.messages()).toContain('Instance was reclaimed');
  });
});

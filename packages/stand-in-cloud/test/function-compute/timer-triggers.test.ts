import { VirtualClock } from '../../src/clock';
import type { FunctionName } from '../../src/function-compute/function-name';
import type { FunctionComputeService, TimerTriggerOptions } from '../../src/function-compute/service';
import { nextFiring } from '../../src/function-compute/timer-schedule';
import { checkTimerTrigger } from '../../src/function-compute/trigger-limits';
import { fcTrigger } from '../../src/ros/resources/fc-trigger';
import { fc3Trigger } from '../../src/ros/resources/fc3-trigger';
import { ManualClock } from '../manual-clock';
import { makeRig, type Rig } from './support';

const NOTE = 'exports.handler = async (event) => { process.stdout.write(`EVENT ${event.toString()}\\n`); };';
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

const timer: TimerTriggerOptions = {
  type: 'timer',
  cronExpression: '@every 10m',
  enable: true,
  payload: 'wake up',
};

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig({ timerClock: new VirtualClock(new ManualClock(START)) });
  await rig.addFunction('note', NOTE);
});
afterEach(() => rig.close());

const NAME: FunctionName = { service: 'svc', fn: 'note' };
const add = (name: string, more: Partial<TimerTriggerOptions> = {}) =>
  rig.fc.createTrigger(NAME, name, { ...timer, ...more });

async function eventsAfter(minutes: number): Promise<unknown[]> {
  const before = rig.messages().length;
  rig.fc.passTime(minutes * MINUTE);
  await rig.fc.idle();
  const lines = rig
    .messages()
    .slice(before)
    .filter((message) => message.startsWith('EVENT '));
  return lines.map((line) => JSON.parse(line.slice('EVENT '.length)));
}

const timesAfter = async (minutes: number): Promise<string[]> =>
  ((await eventsAfter(minutes)) as { triggerTime: string }[]).map(({ triggerTime }) => triggerTime).sort();

describe('a timer trigger', () => {
  it('invokes the function with time, name and message, without anybody being asked for a right', async () => {
    rig.authority.denied = (action) => action.startsWith('fc:');
    await add('alarm');

    expect(await eventsAfter(9)).toEqual([]);
    expect(await eventsAfter(1)).toEqual([
      { triggerTime: '2026-01-01T00:10:00Z', triggerName: 'alarm', payload: 'wake up' },
    ]);
  });

  it('fires as often as it would have in the time that was skipped, those of all triggers in their order', async () => {
    await add('often', { cronExpression: '@every 20m' });
    await add('daily', { cronExpression: '0 30 * * * *', payload: undefined });

    expect(await eventsAfter(60).then((all) => all.length)).toBe(4);
    expect(await timesAfter(30)).toEqual(['2026-01-01T01:20:00Z', '2026-01-01T01:30:00Z']);
  });

  it('fires in a time that passes by itself', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      const own = await makeRig();
      await own.addFunction('note', NOTE);
      await own.fc.createTrigger(NAME, 'alarm', { ...timer, cronExpression: '@every 1h' });
      jest.advanceTimersByTime(59 * MINUTE);
      expect(own.fc.backlog).toBe(0);
      jest.advanceTimersByTime(1 * MINUTE);
      expect(own.fc.backlog).toBe(1);
      jest.useRealTimers();
      await own.close();
    } finally {
      jest.useRealTimers();
    }
  });

  it('is silent while it is not enabled, which is the default, and after it was deleted', async () => {
    await add('off', { enable: undefined });
    await add('on');

    expect(await timesAfter(10)).toHaveLength(1);
    await rig.fc.updateTrigger(NAME, 'off', timer);
    await rig.fc.deleteTrigger(NAME, 'on');
    expect(await timesAfter(10)).toHaveLength(1);
    await rig.fc.deleteTrigger(NAME, 'off');
    expect(await timesAfter(100)).toEqual([]);
    expect(rig.problems).toEqual([]);
  });

  it('begins anew when it is changed', async () => {
    await add('alarm');
    expect(await timesAfter(9)).toEqual([]);
    await rig.fc.updateTrigger(NAME, 'alarm', { ...timer, cronExpression: '@every 5m' });
    expect(await timesAfter(5)).toEqual(['2026-01-01T00:14:00Z']);
  });

  it('keeps its type', async () => {
    await add('alarm');
    await expect(
      rig.fc.updateTrigger(NAME, 'alarm', { type: 'oss', sourceArn: '', invocationRole: '', events: [] }),
    ).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  it.each<[string, Partial<TimerTriggerOptions>, string]>([
    ['a schedule of seconds', { cronExpression: '@every 30s' }, 'whole minutes or hours'],
    ['five fields', { cronExpression: '0 4 * * *' }, 'six fields'],
    ['every second', { cronExpression: '* 0 4 * * *' }, 'the seconds must be a number'],
    ['a zone that is none', { cronExpression: 'CRON_TZ=Mars 0 0 4 * * *' }, "no time zone is 'Mars'"],
    ['a long message', { payload: 'a'.repeat(131_073) }, 'at most 131072 bytes, 131073 given'],
  ])('is refused with %s', async (_, more, message) => {
    await expect(add('t', more)).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringContaining(message),
    });
  });
});

it.each([
  ['0 0 4 * * *', '2026-01-01T04:00:00.000Z'],
  ['CRON_TZ=Asia/Shanghai 0 0 4 * * *', '2026-01-01T20:00:00.000Z'],
  ['30 */10 * * * *', '2026-01-01T00:00:30.000Z'],
  ['0 0 0 ? * 7', '2026-01-04T00:00:00.000Z'],
  ['0 0 0 ? * SUN', '2026-01-04T00:00:00.000Z'],
  ['0 0 0 29 FEB ?', '2028-02-29T00:00:00.000Z'],
  ['0 0 0 30 FEB ?', undefined],
])('%s comes next at %s', (cronExpression, expected) => {
  const next = nextFiring(checkTimerTrigger({ ...timer, cronExpression }), START);
  expect(next === undefined ? undefined : new Date(next).toISOString()).toBe(expected);
});

describe('as a resource', () => {
  const made: unknown[][] = [];
  const fc = {
    createTrigger: async (...given: unknown[]) => {
      made.push(given);
    },
  } as unknown as FunctionComputeService;
  const context = { stackId: 's', logicalId: 'l', region: 'r', accountId: 'a' };

  it.each([
    [
      'ALIYUN::FC::Trigger',
      fcTrigger(fc),
      {
        ServiceName: 'svc',
        TriggerConfig: { CronExpression: '@every 10m', Enable: 'true', Payload: 'wake up' },
      },
      { service: 'svc', fn: 'note' },
    ],
    [
      'ALIYUN::FC3::Trigger',
      fc3Trigger(fc),
      { TriggerConfig: { cronExpression: '@every 10m', enable: true, payload: 'wake up' } },
      { fn: 'note' },
    ],
  ])('%s needs neither a source nor a role', async (_, provider, own, name) => {
    const given = { FunctionName: 'note', TriggerName: 'alarm', TriggerType: 'timer', ...own };
    made.length = 0;

    await provider.create(provider.properties.parse(given) as never, context);

    expect(made).toEqual([[name, 'alarm', expect.objectContaining(timer)]]);
    expect(provider.properties.safeParse({ ...given, TriggerType: 'oss' }).success).toBe(false);
    expect(provider.properties.safeParse({ ...given, TriggerType: 'log' }).error?.issues[0]?.message).toBe(
      'only triggers of types oss and timer run here',
    );
  });
});

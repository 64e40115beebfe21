import { BUS, BUS_ARN, eventOf, makeRig, type Rig } from './support';

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig();
});
afterEach(() => rig.close());

const userWith = (Action: string, Resource: string) => {
  const statement = { Effect: 'Allow', Action, Resource };
  return rig.ram.createUserKey({
    userName: 'ann',
    policies: [{ name: 'puts', document: { Version: '1', Statement: [statement] } }],
  });
};

it('takes events of the official client', async () => {
  const answer = await rig.client().putEvents([eventOf(), eventOf({ id: '2' })]);

  expect(answer.failedEntryCount).toBe(0);
  expect(answer.entryList?.map(({ eventId }) => eventId)).toEqual(['1', '2']);
  expect(rig.events.eventsOf(BUS)).toMatchObject([
    {
      id: '1',
      source: 'tests',
      data: { Status: 'DESCRIBED' },
      aliyuneventbusname: BUS,
      aliyunregionid: 'cn-hangzhou',
    },
    { id: '2' },
  ]);
});

it('takes them of who may put events on this bus, and of nobody else', async () => {
  await expect(
    rig.client(userWith('eventbridge:PutEvents', BUS_ARN)).putEvents([eventOf()]),
  ).resolves.toBeDefined();

  await rig.close();
  rig = await makeRig();
  const other = userWith('eventbridge:PutEvents', BUS_ARN.replace(BUS, 'others'));
  await expect(rig.client(other).putEvents([eventOf()])).rejects.toMatchObject({ code: 'NoPermission' });
  expect(rig.events.eventsOf(BUS)).toEqual([]);
});

it('refuses a key that it does not know, and a wrong signature', async () => {
  const forged = { ...rig.root, accessKeySecret: 'wrong' };
  await expect(rig.client(forged).putEvents([eventOf()])).rejects.toMatchObject({
    code: 'SignatureNotMatch',
  });
  const unknown = { accessKeyId: 'nobody', accessKeySecret: 'x' };
  await expect(rig.client(unknown).putEvents([eventOf()])).rejects.toMatchObject({
    code: 'AuthenticationFailed',
  });
});

it.each<[string, () => ReturnType<typeof eventOf>[], string]>([
  ['17 events', () => Array.from({ length: 17 }, () => eventOf()), 'TooManyEvents'],
  ['no event', () => [], 'InvalidArgument'],
  [
    'an event of more than 64 KB',
    () => [eventOf({ data: Buffer.from(JSON.stringify('x'.repeat(65_536))) })],
    'EventTooLarge',
  ],
  [
    'more than 256 KB',
    () => Array.from({ length: 5 }, () => eventOf({ data: Buffer.from(JSON.stringify('x'.repeat(60_000))) })),
    'RequestTooLarge',
  ],
  ['an event without an id', () => [eventOf({ id: undefined })], 'InvalidEvent'],
  ['an event without a source', () => [eventOf({ source: '' })], 'InvalidEvent'],
  ['an event without a type', () => [eventOf({ type: undefined })], 'InvalidEvent'],
  ['an event without a bus', () => [eventOf({ extensions: {} })], 'InvalidEvent'],
  ['another version of CloudEvents', () => [eventOf({ specversion: '0.3' })], 'InvalidEvent'],
  ['a time that is none', () => [eventOf({ time: 'yesterday' })], 'InvalidEvent'],
  [
    'an attribute with a capital letter',
    () => [eventOf({ extensions: { aliyuneventbusname: BUS, Odd: 1 } })],
    'InvalidEvent',
  ],
])('refuses %s', async (_, events, code) => {
  await expect(rig.client().putEvents(events())).rejects.toMatchObject({ code });
  expect(rig.events.eventsOf(BUS)).toEqual([]);
});

it('says in the answer which event it did not take, for a bus that is not there or only for cloud services', async () => {
  const answer = await rig
    .client()
    .putEvents([eventOf({}, 'gone'), eventOf({ id: '2' }), eventOf({}, 'default')]);

  expect(answer.failedEntryCount).toBe(2);
  expect(answer.entryList?.map(({ errorCode }) => errorCode)).toEqual([
    'EventBusNotExist',
    undefined,
    'InvalidEvent',
  ]);
  expect(rig.events.eventsOf(BUS)).toHaveLength(1);
});

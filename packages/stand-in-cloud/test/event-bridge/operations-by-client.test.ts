import * as eb from '@alicloud/eventbridge';
import { OPERATIONS } from '../../src/event-bridge/operations';
import { BUS, BUS_ARN, eventOf, makeRig, type Rig } from './support';

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig();
});
afterEach(() => rig.close());

const TARGET = { id: 'hook', type: 'https', endpoint: 'https://chat.example.org' };
const createRule = (ruleName = 'all') =>
  rig.client().createRule(
    new eb.CreateRuleRequest({
      eventBusName: BUS,
      ruleName,
      filterPattern: '{"source":["tests"]}',
      targets: [new eb.TargetEntry(TARGET)],
    }),
  );
const onRule = { eventBusName: BUS, ruleName: 'all' };
const statusOf = async () => (await rig.client().getRule(new eb.GetRuleRequest(onRule))).status;

const CALLS: Record<string, () => Promise<void>> = {
  async putEvents() {
    expect((await rig.client().putEvents([eventOf()])).failedEntryCount).toBe(0);
  },
  async createEventBus() {
    const create = () => rig.client().createEventBus(new eb.CreateEventBusRequest({ eventBusName: 'more' }));
    expect((await create()).eventBusARN).toBe(BUS_ARN.replace(BUS, 'more'));
    await expect(create()).rejects.toMatchObject({ code: 'EventBusAlreadyExist' });
  },
  async getEventBus() {
    const get = (eventBusName: string) =>
      rig.client().getEventBus(new eb.GetEventBusRequest({ eventBusName }));
    expect(await get(BUS)).toMatchObject({ eventBusName: BUS, eventBusARN: BUS_ARN });
    await expect(get('gone')).rejects.toMatchObject({ code: 'EventBusNotExist' });
  },
  async deleteEventBus() {
    await rig.client().deleteEventBus(new eb.DeleteEventBusRequest({ eventBusName: BUS }));
    expect(rig.events.allBuses().map(({ eventBusName }) => eventBusName)).toEqual(['default']);
  },
  async listEventBuses() {
    const list = (fields: object) => rig.client().listEventBuses(new eb.ListEventBusesRequest(fields));
    const first = await list({ limit: 1 });
    expect(first).toMatchObject({ total: 2, eventBuses: [{ eventBusName: 'default' }] });
    expect((await list({ nextToken: first.nextToken })).eventBuses).toMatchObject([{ eventBusName: BUS }]);
  },
  async createRule() {
    expect((await createRule()).ruleARN).toBe(`${BUS_ARN}/rule/all`);
    await expect(createRule()).rejects.toMatchObject({ code: 'EventRuleExisted' });
  },
  async getRule() {
    await createRule();
    const rule = await rig.client().getRule(new eb.GetRuleRequest(onRule));
    expect(rule).toMatchObject({ ruleName: 'all', status: 'ENABLE', targets: [TARGET] });
  },
  async deleteRule() {
    await createRule();
    await rig.client().deleteRule(new eb.DeleteRuleRequest(onRule));
    await expect(statusOf()).rejects.toMatchObject({ code: 'EventRuleNotExist' });
  },
  async disableRule() {
    await createRule();
    await rig.client().disableRule(new eb.DisableRuleRequest(onRule));
    expect(await statusOf()).toBe('DISABLE');
  },
  async enableRule() {
    await createRule();
    await rig.client().disableRule(new eb.DisableRuleRequest(onRule));
    await rig.client().enableRule(new eb.EnableRuleRequest(onRule));
    expect(await statusOf()).toBe('ENABLE');
  },
  async listRules() {
    await createRule('a-1');
    await createRule('b-1');
    const rules = await rig
      .client()
      .listRules(new eb.ListRulesRequest({ eventBusName: BUS, ruleNamePrefix: 'b' }));
    expect(rules).toMatchObject({ total: 1, rules: [{ ruleName: 'b-1' }] });
  },
  async testEventPattern() {
    const test = (eventPattern: string) =>
      rig
        .client()
        .testEventPattern(new eb.TestEventPatternRequest({ event: '{"type":"a.b"}', eventPattern }));
    expect((await test('{"type":[{"prefix":"a."}]}')).result).toBe(true);
    expect((await test('{"type":["b"]}')).result).toBe(false);
    await expect(test('{"type":[]}')).rejects.toMatchObject({ code: 'InvalidArgument' });
  },
};

it('has a call of the official client for every operation', () => {
  expect(Object.keys(CALLS).sort()).toEqual(Object.keys(OPERATIONS).sort());
});

it.each(Object.entries(CALLS))('%s', (_name, call) => call());

import type { RuleTarget } from '../../src/event-bridge/delivery';
import { checkPattern, matches } from '../../src/event-bridge/pattern';
import type { TargetParameter } from '../../src/event-bridge/transform';
import { BUS, eventOf, makeRig, type Rig, WebHook } from './support';

const EVENT = {
  type: 'row.described',
  subject: 'oss://films/a.mp4',
  ip: '10.0.0.7',
  empty: '',
  nothing: null,
  data: { Size: 5, Status: 'FAILED', Doubts: ['TRUNCATED', 'ODD'], Ready: true },
};

describe('a pattern', () => {
  it.each<[object, boolean]>([
    [{}, true],
    [{ type: ['row.described'] }, true],
    [{ type: ['row'] }, false],
    [{ type: ['Row.described'] }, false],
    [{ type: ['other', 'row.described'], data: { Status: ['FAILED'] } }, true],
    [{ type: ['row.described'], data: { Status: ['DESCRIBED'] } }, false],
    [{ subject: [{ prefix: 'oss://', suffix: '.mp4' }] }, true],
    [{ subject: [{ prefix: 'oss://', suffix: '.jpg' }] }, false],
    [{ subject: [{ contains: 'films' }] }, true],
    [{ data: { Status: [{ 'anything-but': 'FAILED' }] } }, false],
    [{ data: { Status: [{ 'anything-but': ['DESCRIBED', 'EMPTY'] }] } }, true],
    [{ data: { Status: [{ 'anything-but': { prefix: 'FA' } }] } }, false],
    [{ data: { Missing: [{ 'anything-but': 'x' }] } }, false],
    [{ data: { Size: [{ numeric: ['>', 0, '<=', 5] }] } }, true],
    [{ data: { Size: [{ numeric: ['>', 5] }] } }, false],
    [{ data: { Size: ['5'] } }, false],
    [{ ip: [{ cidr: '10.0.0.0/24' }] }, true],
    [{ ip: [{ cidr: '10.0.1.0/24' }] }, false],
    [{ data: { Missing: [{ exists: false }] } }, true],
    [{ data: { Status: [{ exists: false }] } }, false],
    [{ nothing: [null], empty: [''] }, true],
    [{ data: { Doubts: ['ODD'] } }, true],
    [{ data: { Ready: [true] } }, true],
    [{ absent: { Deep: ['x'] } }, false],
  ])('%j', (pattern, expected) => {
    checkPattern(pattern);
    expect(matches(pattern, EVENT)).toBe(expected);
  });

  it.each([
    'x',
    { type: [] },
    { type: 'row' },
    { type: [{}] },
    { type: [{ begins: 'x' }] },
    { type: [{ prefix: 1 }] },
    { data: { Size: [{ numeric: ['>'] }] } },
    { data: { Size: [{ numeric: ['~', 1] }] } },
    { ip: [{ cidr: '10.0.0.0/33' }] },
    { type: [['nested']] },
    { type: [{ toString: 'x' }] },
  ])('must not be %j', (pattern) => {
    expect(() => checkPattern(pattern)).toThrow(/The pattern must have/);
  });
});

describe('a rule', () => {
  let rig: Rig;
  let hook: WebHook;
  const open = async (answers: number[] = []) => {
    rig = await makeRig();
    hook = await WebHook.open(answers);
  };
  afterEach(async () => {
    await hook.close();
    await rig.close();
  });

  const rule = (
    fields: Partial<RuleTarget>,
    parameters: TargetParameter[] = [],
    pattern = { source: ['tests'] },
  ) =>
    rig.events.createRule(BUS, {
      ruleName: 'to-chat',
      enabled: true,
      pattern,
      targets: [
        {
          id: 'chat',
          type: 'http',
          endpoint: hook.address,
          pushRetryStrategy: 'BACKOFF_RETRY',
          parameters,
          ...fields,
        },
      ],
    });
  const put = async (fields = {}) => {
    await rig.client().putEvents([eventOf(fields)]);
    await rig.events.idle();
  };

  it.each<[TargetParameter, string]>([
    [{ resourceKey: 'body', form: 'CONSTANT', value: 'hello' }, 'hello'],
    [{ resourceKey: 'Body', form: 'JSONPATH', value: '$.data.Status' }, 'DESCRIBED'],
    [{ resourceKey: 'Body', form: 'JSONPATH', value: "$.data['Doubts'][0]" }, 'TRUNCATED'],
    [{ resourceKey: 'Body', form: 'JSONPATH', value: '$.data.Missing.Deep' }, ''],
    [
      {
        resourceKey: 'Body',
        form: 'TEMPLATE',
        value: '{"status":"$.data.Status","who":"us","doubts":"$.data.Doubts"}',
        template: '${who}: ${status} ${doubts} ${unknown}',
      },
      'us: DESCRIBED ["TRUNCATED"] ${unknown}',
    ],
  ])('sends %j to a web hook', async (parameter, expected) => {
    await open();
    rule({}, [parameter]);
    await put();
    expect(hook.bodies).toEqual([expected]);
  });

  it('sends the whole event where nothing else is said', async () => {
    await open();
    rule({});
    await put();
    expect(JSON.parse(hook.bodies[0]!)).toMatchObject({
      id: '1',
      data: { Size: 5 },
      aliyunaccountid: expect.any(String),
    });
  });

  it('sends nothing of what does not match, nor while it is disabled', async () => {
    await open();
    rule({}, [], { source: ['others'] });
    await put();
    rig.events.putRule(BUS, { ...rig.events.rule(BUS, 'to-chat'), pattern: {}, enabled: false });
    await put();
    expect(hook.bodies).toEqual([]);
  });

  it('tries three more times, and then gives up', async () => {
    await open([500, 404, 301, 200, 500, 500, 500, 500]);
    rule({});
    await put();
    expect(hook.bodies).toHaveLength(4);
    expect(rig.givenUp).toEqual([]);
    await put();
    expect(hook.bodies).toHaveLength(8);
    expect(rig.givenUp).toEqual(['to-chat: target chat: The web hook answered 500.']);
  });

  it('tries 176 times where it is told to', async () => {
    await open(Array.from({ length: 176 }, () => 503));
    rule({ pushRetryStrategy: 'EXPONENTIAL_DECAY_RETRY' });
    await put();
    expect(hook.bodies).toHaveLength(177);
    expect(rig.givenUp).toEqual([]);
  });

  it('hands events to functions', async () => {
    await open();
    rule({ type: 'acs.fc.function', endpoint: 'acs:fc:r:a:functions/f' }, [
      { resourceKey: 'Body', form: 'JSONPATH', value: '$.data.Size' },
    ]);
    await put();
    expect(rig.invoked).toEqual([['acs:fc:r:a:functions/f', '5']]);
  });

  it.each<[TargetParameter, RegExp]>([
    [
      { resourceKey: 'Body', form: 'TEMPLATE', value: '{"a":1}', template: 'x' },
      /must have an object of texts/,
    ],
    [{ resourceKey: 'Body', form: 'TEMPLATE', value: '{}' }, /must have a template/],
    [{ resourceKey: 'Body', form: 'JSONPATH', value: '$..a' }, /must have a path/],
    [{ resourceKey: 'Body', form: 'CONSTANT' }, /must have a value/],
  ])('refuses %j', async (parameter, message) => {
    await open();
    expect(() => rule({}, [parameter])).toThrow(message);
  });
});

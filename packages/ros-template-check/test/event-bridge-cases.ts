import { type Case, each } from './cases';

const target = (fields: Record<string, unknown>) => ({
  Id: 'another',
  Type: 'https',
  Endpoint: 'https://chat.example.org/hook',
  ...fields,
});
const PARAMETER = 'News.Targets.0.ParamList.0';

export const EVENT_BRIDGE_CASES: Record<string, Case> = {
  'eventbridge-bus-name': {
    fails: each('News.EventBusName', 'a', 'a_b', 'a'.repeat(128)),
    passes: each('News.EventBusName', 'ab', 'default', 'a'.repeat(127), { Ref: 'OssEndpoint' }),
  },
  'eventbridge-rule-name': {
    fails: each('News.RuleName', 'a', 'a.b', 'a'.repeat(128)),
    passes: each('News.RuleName', 'ab', 'a_b-c'),
  },
  'eventbridge-target-id': {
    fails: each('News.Targets', [], [target({}), target({})]),
    passes: each('News.Targets', [target({}), target({ Id: 'other' })]),
  },
  'eventbridge-target-retries': {
    fails: each('News.Targets.0.PushRetryStrategy', 'NEVER'),
    passes: each('News.Targets.0.PushRetryStrategy', 'EXPONENTIAL_DECAY_RETRY', undefined),
  },
  'eventbridge-target-form': {
    fails: each(`${PARAMETER}.Form`, 'Template', undefined),
    passes: each(`${PARAMETER}.Form`, 'ORIGINAL'),
  },
  'eventbridge-target-parameter': {
    fails: [...each(`${PARAMETER}.Template`, undefined, ''), ...each(`${PARAMETER}.Value`, undefined)],
    passes: each(PARAMETER, { ResourceKey: 'Body', Form: 'ORIGINAL' }),
  },
  'eventbridge-target-encrypted': {
    fails: each('News.Targets.0', target({ Type: 'http', Endpoint: 'http://chat.example.org/hook' })),
    passes: each(
      'News.Targets.0',
      target({ Type: 'http' }),
      target({ Type: 'http', Endpoint: { Ref: 'OssEndpoint' } }),
    ),
  },
};

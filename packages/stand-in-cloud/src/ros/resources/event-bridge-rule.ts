import { limits } from 'ros-template-check';
import * as z from 'zod';
import type { EventBridge } from '../../event-bridge/event-bridge';
import type { Pattern } from '../../event-bridge/pattern';
import { targetForm, targetOf } from '../../event-bridge/rule-form';
import type { ResourceProvider } from '../provider';
import { text, textLike, textUpTo, unsupported } from './forms';
import { unlessMissing } from './missing';

const { BUS_NAME, RULE_NAME } = limits.eventBridge;

const target = targetForm.extend({
  ErrorsTolerance: z.literal('ALL', 'only ALL runs here').optional(),
  DeadLetterQueue: unsupported(),
  ConcurrentConfig: unsupported(),
});

const properties = z.strictObject({
  EventBusName: textLike(BUS_NAME),
  RuleName: textLike(RULE_NAME),
  Description: textUpTo(255).optional(),
  Status: text()
    .pipe(z.enum(['ENABLE', 'DISABLE']))
    .optional(),
  FilterPattern: z.record(z.string(), z.unknown()),
  Targets: z.array(target).min(1),
});

type Properties = z.output<typeof properties>;

const ruleOf = ({ RuleName, Description, Status, FilterPattern, Targets }: Properties) => ({
  ruleName: RuleName,
  description: Description,
  enabled: Status !== 'DISABLE',
  pattern: FilterPattern as Pattern,
  targets: Targets.map(targetOf),
});

/** `Ref` gives bus and name. The bus has to be there: ROS has no type for it. */
export function eventBridgeRule(events: EventBridge): ResourceProvider<Properties> {
  const attributesOf = ({ EventBusName, RuleName }: Properties, arn: string) => ({
    EventBusName,
    RuleName,
    RuleARN: arn,
  });
  return {
    type: 'ALIYUN::EventBridge::Rule',
    properties,
    attributes: ['EventBusName', 'RuleARN', 'RuleName'],
    updatable: ['Description', 'FilterPattern', 'Status', 'Targets'],
    async create(given) {
      const arn = events.createRule(given.EventBusName, ruleOf(given));
      return { physicalId: `${given.EventBusName}/${given.RuleName}`, attributes: attributesOf(given, arn) };
    },
    update: async (_id, given) => attributesOf(given, events.putRule(given.EventBusName, ruleOf(given))),
    delete: (_id, given) =>
      unlessMissing(['EventRuleNotExist', 'EventBusNotExist'], () =>
        events.deleteRule(given.EventBusName, given.RuleName),
      ),
  };
}

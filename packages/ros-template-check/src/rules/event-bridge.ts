import { eventBridge as limits } from '../limits';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { isOneOf, matches } from '../scalars';
import { fieldsOf, isKnown, listOf } from '../syntax';

const RULE = 'ALIYUN::EventBridge::Rule';

/** What each form needs beside itself. */
const NEEDED: Record<string, readonly string[]> = {
  ORIGINAL: [],
  JSONPATH: ['Value'],
  CONSTANT: ['Value'],
  TEMPLATE: ['Value', 'Template'],
};

export const EVENT_BRIDGE_RULES: Rule[] = [
  propertyRule({
    id: 'eventbridge-bus-name',
    type: RULE,
    path: 'EventBusName',
    must: 'must be 2 to 127 letters, digits or hyphens',
    holds: (name) => matches(name, limits.BUS_NAME),
  }),
  propertyRule({
    id: 'eventbridge-rule-name',
    type: RULE,
    path: 'RuleName',
    must: 'must be 2 to 127 letters, digits, hyphens or underscores',
    holds: (name) => matches(name, limits.RULE_NAME),
  }),
  resourceRule({
    id: 'eventbridge-target-id',
    type: RULE,
    must: 'must have targets with an Id of their own each',
    check: ({ properties: { Targets } }) => {
      const ids = listOf(Targets).map((target) => fieldsOf(target)['Id']);
      if (!isKnown(Targets) || !ids.every(isKnown)) return [];
      return ids.length === 0 || new Set(ids).size < ids.length ? [{ path: 'Targets', value: ids }] : [];
    },
  }),
  propertyRule({
    id: 'eventbridge-target-retries',
    type: RULE,
    path: 'Targets.*.PushRetryStrategy',
    must: `must be ${limits.RETRY_STRATEGIES.join(' or ')}`,
    holds: (strategy) => isOneOf(strategy, limits.RETRY_STRATEGIES),
  }),
  propertyRule({
    id: 'eventbridge-target-form',
    type: RULE,
    path: 'Targets.*.ParamList.*.Form',
    must: `must be one of ${limits.FORMS.join(', ')}`,
    required: true,
    holds: (form) => isOneOf(form, limits.FORMS),
  }),
  propertyRule({
    id: 'eventbridge-target-parameter',
    type: RULE,
    path: 'Targets.*.ParamList.*',
    must: 'must have the Value, and for a TEMPLATE the Template, that its form is made of',
    holds: (given) => {
      const parameter = fieldsOf(given);
      const form = String(parameter['Form']);
      const needed = Object.hasOwn(NEEDED, form) ? NEEDED[form]! : [];
      return needed.every((name) => parameter[name] !== undefined && parameter[name] !== '');
    },
  }),
  propertyRule({
    id: 'eventbridge-target-encrypted',
    verdict: 'unwise',
    type: RULE,
    path: 'Targets.*',
    must: 'must be an address of HTTPS where events leave over the Internet',
    holds: (given) => {
      const { Type: type, Endpoint: endpoint } = fieldsOf(given);
      return type !== 'http' || !isKnown(endpoint) || /^https:/i.test(String(endpoint));
    },
  }),
];

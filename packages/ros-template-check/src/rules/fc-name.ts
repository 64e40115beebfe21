import { functionCompute as limits } from '../limits';
import { propertyRule, type Rule, resourceRule } from '../rule';
import { matches } from '../scalars';
import { isKnown } from '../syntax';
import { FC_FUNCTION_TYPES, FC_TRIGGER_TYPES } from '../type-groups';

/** A rule about the name of a service, a function or a trigger. */
const nameRule = (
  id: string,
  type: string | string[],
  path: string,
  longest: number,
  pattern: RegExp,
): Rule =>
  propertyRule({
    id,
    type,
    path,
    must: `must be 1 to ${longest} letters, digits, _ or - and start with a letter or _`,
    holds: (name) => matches(name, pattern),
  });

export const FC_NAME_RULES: Rule[] = [
  nameRule(
    'fc-service-name',
    ['ALIYUN::FC::Service', 'ALIYUN::FC::Function'],
    'ServiceName',
    limits.SERVICE_NAME_CHARACTERS,
    limits.SERVICE_NAME,
  ),
  nameRule(
    'fc-function-name',
    FC_FUNCTION_TYPES,
    'FunctionName',
    limits.FUNCTION_NAME_CHARACTERS,
    limits.FUNCTION_NAME,
  ),
  nameRule(
    'fc-trigger-name',
    FC_TRIGGER_TYPES,
    'TriggerName',
    limits.TRIGGER_NAME_CHARACTERS,
    limits.TRIGGER_NAME,
  ),
  resourceRule({
    id: 'fc3-function-unique',
    type: 'ALIYUN::FC3::Function',
    must: 'must be the only function of this name: a region has no two, whatever stack they belong to',
    check: (resource, model) => {
      const { FunctionName } = resource.properties;
      const first = model.find('ALIYUN::FC3::Function', { FunctionName });
      return !isKnown(FunctionName) || first === resource
        ? []
        : [{ path: 'FunctionName', value: FunctionName }];
    },
  }),
];

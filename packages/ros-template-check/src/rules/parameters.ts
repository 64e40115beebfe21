import { ros as limits } from '../limits';
import type { Problem, Rule } from '../rule';
import { isOneOf } from '../scalars';
import {
  type ConstraintKey,
  convertParameter,
  type Fields,
  fieldsOf,
  PATTERN_MS,
  parameterViolations,
  patternOf,
} from '../syntax';

/** A rule about one key of every parameter. */
function parameterRule(id: string, key: string, must: string, isWrong: (parameter: Fields) => boolean): Rule {
  return {
    id,
    verdict: 'refused',
    where: 'Parameters',
    must,
    checkTemplate: (template) =>
      Object.entries(template.Parameters)
        .map(([name, parameter]) => ({ name, parameter: fieldsOf(parameter) }))
        .filter(({ parameter }) => isWrong(parameter))
        .map(
          ({ name, parameter }): Problem => ({
            logicalId: name,
            path: `Parameters.${name}.${key}`,
            value: parameter[key],
          }),
        ),
  };
}

/** A rule about defaults that have the parameter's type. */
const defaultRule = (id: string, must: string, ...keys: ConstraintKey[]) =>
  parameterRule(id, 'Default', must, (parameter) => {
    const { Type, Default } = parameter;
    const converted = Default === undefined ? undefined : convertParameter(Type, Default);
    if (!converted) return false;
    // Only these keys: a pattern may take its time, and once is enough.
    const asked = Object.fromEntries(keys.map((key) => [key, parameter[key]]));
    return [...parameterViolations({ Type, ...asked }, converted.value)].length > 0;
  });

export const PARAMETER_RULES: Rule[] = [
  {
    id: 'parameter-key',
    verdict: 'refused',
    where: 'Parameters',
    must: `must be one of ${limits.PARAMETER_KEYS.join(', ')}`,
    checkTemplate: (template) =>
      Object.entries(template.Parameters).flatMap(([name, parameter]) =>
        Object.keys(fieldsOf(parameter))
          .filter((key) => !limits.PARAMETER_KEYS.includes(key))
          .map((key) => ({ logicalId: name, path: `Parameters.${name}.${key}`, value: key })),
      ),
  },
  {
    id: 'parameter-name',
    verdict: 'refused',
    where: 'Parameters',
    must: 'must not have the name of a resource: a Ref could mean both',
    checkTemplate: (template) =>
      Object.keys(template.Parameters)
        .filter((name) => Object.hasOwn(template.Resources, name))
        .map((name) => ({ logicalId: name, path: `Parameters.${name}`, value: name })),
  },
  parameterRule(
    'parameter-type',
    'Type',
    `must be one of ${limits.PARAMETER_TYPES.join(', ')}`,
    ({ Type }) => !isOneOf(Type, limits.PARAMETER_TYPES),
  ),
  parameterRule(
    'parameter-pattern',
    'AllowedPattern',
    'must be a regular expression',
    ({ AllowedPattern }) => AllowedPattern !== undefined && !patternOf(AllowedPattern),
  ),
  parameterRule(
    'parameter-default-type',
    'Default',
    'must be of the type of the parameter',
    ({ Type, Default }) => Default !== undefined && !convertParameter(Type, Default),
  ),
  defaultRule(
    'parameter-default-pattern',
    `must match the AllowedPattern, within ${PATTERN_MS} ms`,
    'AllowedPattern',
  ),
  defaultRule('parameter-default-values', 'must be one of the AllowedValues', 'AllowedValues'),
  defaultRule(
    'parameter-default-length',
    'must be as long as MinLength and MaxLength allow',
    'MinLength',
    'MaxLength',
  ),
  defaultRule('parameter-default-range', 'must be between MinValue and MaxValue', 'MinValue', 'MaxValue'),
];

import { numberOf } from '../numbers';
import type { Problem, Rule } from '../rule';
import { type Fields, fieldsOf } from '../syntax/template';

const TYPES = [
  'String',
  'Number',
  'Boolean',
  'Json',
  'CommaDelimitedList',
  'ALIYUN::OOS::Parameter::Value',
  'ALIYUN::OOS::SecretParameter::Value',
];

const KEYS = [
  'Type',
  'Default',
  'AllowedValues',
  'AllowedPattern',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
  'NoEcho',
  'Required',
  'Description',
  'ConstraintDescription',
  'Label',
  'AssociationProperty',
  'AssociationPropertyMetadata',
  'Confirm',
  'TextArea',
  'Placeholder',
];

/** ROS matches values as a whole. */
function patternOf(text: unknown): RegExp | undefined {
  try {
    return new RegExp(`^(?:${String(text)})$`);
  } catch {
    return undefined;
  }
}

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

const defaultRule = (id: string, must: string, isWrong: (preset: unknown, parameter: Fields) => boolean) =>
  parameterRule(id, 'Default', must, (parameter) => {
    const preset = parameter['Default'];
    return preset !== undefined && isWrong(preset, parameter);
  });

/** Whether a number is outside of the limits that are given. */
const outside = (value: number, min: unknown, max: unknown): boolean =>
  (min !== undefined && value < numberOf(min)) || (max !== undefined && value > numberOf(max));

export const PARAMETER_RULES: Rule[] = [
  {
    id: 'parameter-key',
    verdict: 'refused',
    where: 'Parameters',
    must: `must be one of ${KEYS.join(', ')}`,
    checkTemplate: (template) =>
      Object.entries(template.Parameters).flatMap(([name, parameter]) =>
        Object.keys(fieldsOf(parameter))
          .filter((key) => !KEYS.includes(key))
          .map((key) => ({ logicalId: name, path: `Parameters.${name}.${key}`, value: key })),
      ),
  },
  {
    id: 'parameter-name',
    verdict: 'refused',
    where: 'Parameters',
    must: 'must not have the name of a resource: a Ref could mean either',
    checkTemplate: (template) =>
      Object.keys(template.Parameters)
        .filter((name) => Object.hasOwn(template.Resources, name))
        .map((name) => ({ logicalId: name, path: `Parameters.${name}`, value: name })),
  },
  parameterRule(
    'parameter-type',
    'Type',
    `must be one of ${TYPES.join(', ')}`,
    ({ Type }) => !TYPES.includes(String(Type)),
  ),
  parameterRule(
    'parameter-pattern',
    'AllowedPattern',
    'must be a regular expression',
    ({ AllowedPattern }) => AllowedPattern !== undefined && !patternOf(AllowedPattern),
  ),
  defaultRule('parameter-default-type', 'must be of the type of the parameter', (preset, { Type }) => {
    if (Type === 'Number') return Number.isNaN(numberOf(preset));
    if (Type === 'Boolean') return !['true', 'false'].includes(String(preset).toLowerCase());
    return Type === 'String' && typeof preset === 'object';
  }),
  defaultRule('parameter-default-pattern', 'must match the AllowedPattern', (preset, { AllowedPattern }) => {
    const pattern = AllowedPattern === undefined ? undefined : patternOf(AllowedPattern);
    return pattern !== undefined && !pattern.test(String(preset));
  }),
  defaultRule(
    'parameter-default-values',
    'must be one of the AllowedValues',
    (preset, { AllowedValues }) => Array.isArray(AllowedValues) && !AllowedValues.includes(preset),
  ),
  defaultRule(
    'parameter-default-length',
    'must be as long as MinLength and MaxLength allow',
    (preset, { MinLength, MaxLength }) => outside(String(preset).length, MinLength, MaxLength),
  ),
  defaultRule(
    'parameter-default-range',
    'must be between MinValue and MaxValue',
    (preset, { MinValue, MaxValue }) => outside(numberOf(preset), MinValue, MaxValue),
  ),
];

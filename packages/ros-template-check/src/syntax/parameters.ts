import { matchesPattern, PATTERN_MS, patternOf } from './pattern';
import { sameJson } from './same-json';
import { shapeProblems } from './shape';
import type { Fields } from './template';
import { textOf } from './text-of';

/** Keys of a parameter that say which values it takes. */
export type ConstraintKey =
  | 'AllowedValues'
  | 'AllowedPattern'
  | 'MinLength'
  | 'MaxLength'
  | 'MinValue'
  | 'MaxValue';

export interface ParameterViolation {
  key: ConstraintKey;
  /** In words: `must …`. */
  rule: string;
}

function numberFrom(value: unknown): { value: unknown } | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? { value: number } : undefined;
}

function jsonFrom(given: unknown): { value: unknown } | undefined {
  const isText = typeof given === 'string';
  if (!isText && (typeof given !== 'object' || given === null)) return undefined;
  try {
    const value: unknown = isText ? JSON.parse(given) : given;
    return shapeProblems(value).length === 0 ? { value } : undefined;
  } catch {
    return undefined;
  }
}

function listFrom(value: unknown): { value: unknown } | undefined {
  if (Array.isArray(value)) return { value: value.map(textOf) };
  if (typeof value !== 'string') return undefined;
  return { value: value === '' ? [] : value.split(',').map((item) => item.trim()) };
}

/** Converts a value to a parameter's type. Undefined when this is not possible. Unknown types change nothing. */
export function convertParameter(type: unknown, value: unknown): { value: unknown } | undefined {
  switch (type) {
    case 'String':
      return typeof value === 'object' ? undefined : { value: textOf(value) };
    case 'Number':
      return numberFrom(value);
    case 'Boolean':
      if (typeof value === 'boolean') return { value };
      if (typeof value !== 'string' || !/^(true|false)$/i.test(value)) return undefined;
      return { value: value.toLowerCase() === 'true' };
    case 'CommaDelimitedList':
      return listFrom(value);
    case 'Json':
      return jsonFrom(value);
    default:
      return { value };
  }
}

/** Each element of a list is compared, as text. */
function isAllowed({ Type, AllowedValues }: Fields, value: unknown): boolean {
  if (!Array.isArray(AllowedValues)) return true;
  const isList = Type === 'CommaDelimitedList';
  const allowed = AllowedValues.map((one) => (isList ? textOf(one) : convertParameter(Type, one)?.value));
  return (isList ? (value as unknown[]) : [value]).every((one) =>
    allowed.some((other) => sameJson(one, other)),
  );
}

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : JSON.stringify(value).length;

const numberOf = (value: unknown): number => Number(textOf(value));

/**
 * The constraints of a parameter that a value breaks.
 * @param definition the parameter, as the template has it
 * @param value converted to its type
 */
export function* parameterViolations(definition: Fields, value: unknown): Generator<ParameterViolation> {
  const { AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = definition;
  if (!isAllowed(definition, value)) {
    yield { key: 'AllowedValues', rule: `must be one of ${JSON.stringify(AllowedValues)}` };
  }
  if (AllowedPattern !== undefined && patternOf(AllowedPattern)) {
    const isMatch = matchesPattern(AllowedPattern, textOf(value));
    const limit = isMatch === undefined ? ` within ${PATTERN_MS} ms` : '';
    if (!isMatch) yield { key: 'AllowedPattern', rule: `must match ${textOf(AllowedPattern)}${limit}` };
  }
  const length = lengthOf(value);
  if (MinLength !== undefined && length < numberOf(MinLength)) {
    yield { key: 'MinLength', rule: `must have at least ${textOf(MinLength)} characters` };
  }
  if (MaxLength !== undefined && length > numberOf(MaxLength)) {
    yield { key: 'MaxLength', rule: `must have at most ${textOf(MaxLength)} characters` };
  }
  if (MinValue !== undefined && !(numberOf(value) >= numberOf(MinValue))) {
    yield { key: 'MinValue', rule: `must be at least ${textOf(MinValue)}` };
  }
  if (MaxValue !== undefined && !(numberOf(value) <= numberOf(MaxValue))) {
    yield { key: 'MaxValue', rule: `must be at most ${textOf(MaxValue)}` };
  }
}

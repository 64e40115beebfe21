import { matchesPattern, PATTERN_MS, patternOf } from './pattern';
import { sameJson } from './same-json';
import { shapeProblems } from './shape';
import type { Fields } from './template';

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
  if (Array.isArray(value)) return { value: value.map(String) };
  if (typeof value !== 'string') return undefined;
  return { value: value === '' ? [] : value.split(',').map((item) => item.trim()) };
}

/** Converts a value to a parameter's type. Undefined when this is not possible. Unknown types change nothing. */
export function convertParameter(type: unknown, value: unknown): { value: unknown } | undefined {
  switch (type) {
    case 'String':
      return typeof value === 'object' ? undefined : { value: String(value) };
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
  const allowed = AllowedValues.map((one) => (isList ? String(one) : convertParameter(Type, one)?.value));
  return (isList ? (value as unknown[]) : [value]).every((one) =>
    allowed.some((other) => sameJson(one, other)),
  );
}

const lengthOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : JSON.stringify(value).length;

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
    const isMatch = matchesPattern(AllowedPattern, String(value));
    const limit = isMatch === undefined ? ` within ${PATTERN_MS} ms` : '';
    if (!isMatch) yield { key: 'AllowedPattern', rule: `must match ${AllowedPattern}${limit}` };
  }
  const length = lengthOf(value);
  if (MinLength !== undefined && length < Number(MinLength)) {
    yield { key: 'MinLength', rule: `must have at least ${MinLength} characters` };
  }
  if (MaxLength !== undefined && length > Number(MaxLength)) {
    yield { key: 'MaxLength', rule: `must have at most ${MaxLength} characters` };
  }
  if (MinValue !== undefined && !(Number(value) >= Number(MinValue))) {
    yield { key: 'MinValue', rule: `must be at least ${MinValue}` };
  }
  if (MaxValue !== undefined && !(Number(value) <= Number(MaxValue))) {
    yield { key: 'MaxValue', rule: `must be at most ${MaxValue}` };
  }
}

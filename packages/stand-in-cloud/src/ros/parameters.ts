import { type Finding, RosError, refuseAll } from './errors';
import { show } from './issues';
import { sameJson } from './same-json';
import type { ParameterDefinition, Template } from './template';

export type ParameterValues = Record<string, unknown>;

class ConversionError extends Error {}

function convert(type: ParameterDefinition['Type'], value: unknown): unknown {
  const wrong = () => new ConversionError(`must be of type ${type}`);
  switch (type) {
    case 'String':
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      throw wrong();
    case 'Number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong();
      return number;
    }
    case 'Boolean':
      if (typeof value === 'boolean') return value;
      if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
      throw wrong();
    case 'CommaDelimitedList':
      if (typeof value === 'string') return value === '' ? [] : value.split(',').map((item) => item.trim());
      if (Array.isArray(value)) return value.map(String);
      throw wrong();
    case 'Json':
      if (typeof value === 'object' && value !== null) return value;
      if (typeof value !== 'string') throw wrong();
      try {
        return JSON.parse(value);
      } catch {
        throw wrong();
      }
  }
}

function* violations(definition: ParameterDefinition, value: unknown): Generator<string> {
  const { AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue, Type } = definition;
  if (AllowedValues) {
    const allowed = AllowedValues.map((one) => (Type === 'CommaDelimitedList' ? one : convert(Type, one)));
    const given = Type === 'CommaDelimitedList' && Array.isArray(value) ? value : [value];
    if (!given.every((one) => allowed.some((other) => sameJson(one, other)))) {
      yield `must be one of ${show(AllowedValues)}`;
    }
  }
  // In the service, the pattern must match the whole value.
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(String(value))) {
    yield `must match ${AllowedPattern}`;
  }
  const length = typeof value === 'string' || Array.isArray(value) ? value.length : show(value).length;
  if (MinLength !== undefined && length < MinLength) yield `must have at least ${MinLength} characters`;
  if (MaxLength !== undefined && length > MaxLength) yield `must have at most ${MaxLength} characters`;
  if (MinValue !== undefined && !(Number(value) >= MinValue)) yield `must be at least ${MinValue}`;
  if (MaxValue !== undefined && !(Number(value) <= MaxValue)) yield `must be at most ${MaxValue}`;
}

function check(definition: ParameterDefinition, given: unknown): { value?: unknown; rules: string[] } {
  try {
    const value = convert(definition.Type, given);
    return { value, rules: [...violations(definition, value)] };
  } catch (error) {
    if (error instanceof ConversionError) return { rules: [error.message] };
    throw error;
  }
}

/** Invalid constraints, with which no value can be checked. */
function definitionFindings({ Type, AllowedValues, AllowedPattern }: ParameterDefinition, path: string) {
  const findings: Finding[] = [];
  const test = (where: string, rule: string, act: () => unknown) => {
    try {
      act();
    } catch {
      findings.push({ code: 'InvalidSchema', path: `${path}.${where}`, rule });
    }
  };
  if (AllowedPattern !== undefined) {
    const rule = `is no regular expression, ${show(AllowedPattern)} given`;
    test('AllowedPattern', rule, () => new RegExp(AllowedPattern));
  }
  // For a list, each element is compared as text, so these values need no conversion.
  for (const [index, value] of Type === 'CommaDelimitedList' ? [] : (AllowedValues?.entries() ?? [])) {
    const rule = `must be of type ${Type}, ${show(value)} given`;
    test(`AllowedValues.${index}`, rule, () => convert(Type, value));
  }
  return findings;
}

/**
 * The value of every parameter, converted to its type. A default must satisfy the constraints even when another value is
 * given.
 * @throws TemplateError for defaults and values that break a constraint
 * @throws RosError `UnknownUserParameter`, `UserParameterMissing`
 */
export function resolveParameters(template: Template, given: ParameterValues): ParameterValues {
  const values: ParameterValues = {};
  const findings: Finding[] = [];
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(template.Parameters, name)) {
      throw new RosError('UnknownUserParameter', `The Parameter (${name}) was not defined in template.`);
    }
  }
  for (const [name, definition] of Object.entries(template.Parameters)) {
    const path = `Parameters.${name}`;
    const faults = definitionFindings(definition, path);
    findings.push(...faults);
    if (faults.length > 0) continue;
    const told = (value: unknown) => (definition.NoEcho ? '' : `, ${show(value)} given`);
    const report = (where: string, value: unknown) => {
      const { value: converted, rules } = check(definition, value);
      const hint = definition.ConstraintDescription ? ` (${show(definition.ConstraintDescription)})` : '';
      findings.push(
        ...rules.map((rule) => ({
          code: 'StackValidationFailed' as const,
          path: where,
          rule: `${rule}${hint}${told(value)}`,
        })),
      );
      return converted;
    };
    const byDefault =
      definition.Default === undefined ? undefined : report(`${path}.Default`, definition.Default);
    if (given[name] !== undefined) values[name] = report(path, given[name]);
    else if (definition.Default !== undefined) values[name] = byDefault;
    else if (definition.Required === false) values[name] = undefined;
    else throw new RosError('UserParameterMissing', `The Parameter ${name} was not provided.`);
  }
  refuseAll(findings);
  return values;
}

/** Values that must not be shown in errors and events. */
export function secretsOf(template: Template, values: ParameterValues): string[] {
  return Object.entries(template.Parameters)
    .filter(([, { NoEcho }]) => NoEcho)
    .map(([name]) => values[name])
    .filter((value): value is string => typeof value === 'string' && value !== '');
}

export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '******'), text);
}

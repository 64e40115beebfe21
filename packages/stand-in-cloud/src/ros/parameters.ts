import { syntax } from 'ros-template-check';
import { type Finding, RosError, refuseAll } from './errors';
import { show } from './issues';
import type { ParameterDefinition, Template } from './template';

export type ParameterValues = Record<string, unknown>;

function check(definition: ParameterDefinition, given: unknown): { value?: unknown; rules: string[] } {
  const converted = syntax.convertParameter(definition.Type, given);
  if (!converted) return { rules: [`must be of type ${definition.Type}`] };
  const { value } = converted;
  return { value, rules: [...syntax.parameterViolations(definition, value)].map(({ rule }) => rule) };
}

/** Invalid constraints, with which no value can be checked. */
function definitionFindings({ Type, AllowedValues, AllowedPattern }: ParameterDefinition, path: string) {
  const findings: Finding[] = [];
  const report = (where: string, rule: string) =>
    findings.push({ code: 'InvalidSchema', path: `${path}.${where}`, rule });
  if (AllowedPattern !== undefined && !syntax.patternOf(AllowedPattern)) {
    report('AllowedPattern', `is no regular expression, ${show(AllowedPattern)} given`);
  }
  // For a list, each element is compared as text, so these values need no conversion.
  for (const [index, value] of Type === 'CommaDelimitedList' ? [] : (AllowedValues?.entries() ?? [])) {
    if (!syntax.convertParameter(Type, value)) {
      report(`AllowedValues.${index}`, `must be of type ${Type}, ${show(value)} given`);
    }
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
    // A parameter may have the name of something that every object has, such as `constructor`.
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value !== undefined) values[name] = report(path, value);
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

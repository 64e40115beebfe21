import { resourcesOf } from './evaluated-resources';
import { type Finding, TemplateCheckError } from './finding';
import { Model, type Surroundings } from './model';
import { RULES } from './registry';
import type { Problem, Rule } from './rule';
import { SHAPE_RULES } from './rules/shape';
import {
  conditionOutcomes,
  type Fields,
  isFields,
  readable,
  readTemplate,
  resourceDependencies,
} from './syntax';
import { oncePer } from './syntax/once-per';

const asFinding = (rule: Rule, { message = rule.must, ...problem }: Problem): Finding => ({
  rule: rule.id,
  verdict: rule.verdict,
  logicalId: problem.logicalId,
  path: problem.path,
  message,
  value: readable(problem.value),
});

/**
 * Finds what the real services would refuse although the CDK accepts it. Checks the template as it is written, and as
 * it is deployed with every possible result of its conditions. Calls no service, and never throws.
 *
 * @param rules @default - all rules
 * @param surroundings @default - nothing exists outside of the template
 */
export function checkTemplate(
  template: unknown,
  rules: readonly Rule[] = RULES,
  surroundings: Surroundings = {},
): Finding[] {
  // A copy: results are remembered per object, and the caller may change its own object later.
  const sections: Fields = isFields(template) ? { ...template } : {};
  const read = readTemplate(sections);
  const misshapen = SHAPE_RULES.flatMap((rule) =>
    (rule.checkTemplate?.(read) ?? []).map((problem) => asFinding(rule, problem)),
  );
  if (misshapen.length > 0) return misshapen;
  const dependencies = oncePer(resourceDependencies);
  const resources = resourcesOf(read);
  const models = conditionOutcomes(read.Conditions).map(
    (outcome) => new Model(resources(outcome), () => dependencies(read), surroundings),
  );
  const found = rules.flatMap((rule) =>
    [...(rule.checkTemplate?.(read) ?? []), ...models.flatMap((model) => rule.checkModel?.(model) ?? [])].map(
      (problem) => asFinding(rule, problem),
    ),
  );
  // The same finding in several outcomes is reported once.
  return [...new Map(found.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/**
 * For templates that must have no finding, neither `refused` nor `unwise`.
 *
 * @param surroundings @default - nothing exists outside of the template
 * @throws TemplateCheckError with all findings
 */
export function assertTemplate(template: unknown, surroundings: Surroundings = {}): void {
  const findings = checkTemplate(template, RULES, surroundings);
  if (findings.length > 0) throw new TemplateCheckError(findings);
}

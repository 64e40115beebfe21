import { type Finding, TemplateCheckError } from './finding';
import { Model, type Surroundings } from './model';
import { RULES } from './registry';
import type { Problem, Rule } from './rule';
import {
  conditionOutcomes,
  type Fields,
  isFields,
  readable,
  readTemplate,
  resourceDependencies,
} from './syntax';

const asFinding = (rule: Rule, { message = rule.must, ...problem }: Problem): Finding => ({
  rule: rule.id,
  verdict: rule.verdict,
  logicalId: problem.logicalId,
  path: problem.path,
  message,
  value: readable(problem.value),
});

/**
 * Looks for what the real services refuse and the CDK accepts: in the template as it is written, and as it is deployed,
 * for every way in which its conditions can come out. Nothing is asked of a service and nothing is thrown, however odd
 * the template is.
 *
 * @param rules @default - all of them
 * @param surroundings @default - nothing is there but what the template makes
 */
export function checkTemplate(
  template: unknown,
  rules: readonly Rule[] = RULES,
  surroundings: Surroundings = {},
): Finding[] {
  // A copy, since what is found out about a template is kept with it.
  const sections: Fields = isFields(template) ? { ...template } : {};
  const read = readTemplate(sections);
  const dependencies = resourceDependencies(read);
  const models = conditionOutcomes(read.Conditions).map(
    (outcome) => new Model(read, dependencies, outcome, surroundings),
  );
  const found = rules.flatMap((rule) =>
    [...(rule.checkTemplate?.(read) ?? []), ...models.flatMap((model) => rule.checkModel?.(model) ?? [])].map(
      (problem) => asFinding(rule, problem),
    ),
  );
  // The same for several outcomes is one finding.
  return [...new Map(found.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/**
 * For templates that should have no finding of either kind.
 *
 * @param surroundings @default - nothing is there but what the template makes
 * @throws TemplateCheckError with every finding
 */
export function assertTemplate(template: unknown, surroundings: Surroundings = {}): void {
  const findings = checkTemplate(template, RULES, surroundings);
  if (findings.length > 0) throw new TemplateCheckError(findings);
}

import type { z } from 'zod';
import type { Finding } from './errors';
import { describeIssue, valueAt } from './issues';
import type { AnyResourceProvider } from './provider';
import { hasUnknown } from './unknown-value';

interface CheckedProperties {
  /** As the schema gives them: converted, defaults filled in. Undefined when refused or not all known. */
  properties?: unknown;
  findings: Finding[];
}

/**
 * Checks the properties of a resource against its type. What is not known yet is passed over, and only that: an
 * unknown key or a missing property is found whatever stands beside it.
 * @param secrets texts that no finding may show
 */
export function checkProperties(
  provider: AnyResourceProvider,
  properties: unknown,
  path: string,
  secrets: readonly string[] = [],
): CheckedProperties {
  const result = provider.properties.safeParse(properties);
  if (result.success) return { properties: result.data, findings: [] };
  const isCertain = (issue: z.core.$ZodIssue) =>
    issue.code === 'unrecognized_keys' ||
    (issue.code === 'custom' && issue.params?.['certain'] === true) ||
    !hasUnknown(valueAt(properties, issue.path));
  const findings = result.error.issues
    .filter(isCertain)
    .flatMap((issue) => describeIssue(issue, properties, path, secrets))
    .map((found) => ({ code: 'StackValidationFailed' as const, ...found }));
  return { findings };
}

import { syntax } from 'ros-template-check';
import type { z } from 'zod';
import type { Finding } from './errors';
import { describeIssue, valueAt } from './issues';
import type { AnyResourceProvider } from './provider';

interface CheckedProperties {
  /** After the schema: converted, with defaults. Undefined when refused or not all known. */
  properties?: unknown;
  findings: Finding[];
}

/**
 * Checks the properties of a resource against its type. Values that are not known before creation are not checked; all
 * others are, and so are unknown keys and missing properties.
 * @param secrets texts that no finding may show
 */
export function checkProperties(
  provider: AnyResourceProvider,
  properties: unknown,
  path: string,
  secrets: readonly string[] = [],
): CheckedProperties {
  const result = provider.properties.safeParse(properties);
  if (result.success)
    return { properties: syntax.isKnown(properties) ? result.data : undefined, findings: [] };
  const isCertain = (issue: z.core.$ZodIssue) =>
    issue.code === 'unrecognized_keys' ||
    (issue.code === 'custom' && issue.params?.['certain'] === true) ||
    syntax.isKnown(valueAt(properties, issue.path));
  const findings = result.error.issues
    .filter(isCertain)
    .flatMap((issue) => describeIssue(issue, properties, path, secrets))
    .map((found) => ({ code: 'StackValidationFailed' as const, ...found }));
  return { findings };
}

import { limits, syntax } from 'ros-template-check';
import * as z from 'zod';
import { type Finding, RosError, type RosErrorCode, refuseAll } from './errors';
import { describeIssue } from './issues';

/** Entries of a section. */
const MOST = {
  Resources: limits.ros.RESOURCES_PER_TEMPLATE,
  Parameters: limits.ros.PARAMETERS_PER_TEMPLATE,
  Outputs: limits.ros.OUTPUTS_PER_TEMPLATE,
};

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const text = z.union([z.string(), z.record(z.string(), z.string())]);

const parameter = z.strictObject({
  Type: z.enum(['String', 'Number', 'Json', 'Boolean', 'CommaDelimitedList']),
  Default: z.unknown().optional(),
  AllowedValues: z.array(z.unknown()).min(1).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: z.number().int().min(0).optional(),
  MaxLength: z.number().int().min(0).optional(),
  MinValue: z.number().optional(),
  MaxValue: z.number().optional(),
  NoEcho: z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]).optional(),
  Required: z.boolean().optional(),
  Description: text.optional(),
  ConstraintDescription: text.optional(),
  Label: text.optional(),
  // For the form in the console only; no effect here.
  AssociationProperty: z.string().optional(),
  AssociationPropertyMetadata: z.record(z.string(), z.unknown()).optional(),
  Confirm: z.boolean().optional(),
  TextArea: z.boolean().optional(),
  Placeholder: text.optional(),
});

const resource = z.strictObject({
  Type: z.string().min(1),
  Properties: z.record(z.string(), z.unknown()).optional(),
  DependsOn: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => [value].flat())
    .optional(),
  DeletionPolicy: z.enum(['Delete', 'Retain']).optional(),
  Condition: z.string().optional(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
  Description: text.optional(),
});

const output = z.strictObject({
  Value: z.unknown().refine((value) => value !== undefined, 'an output must have a value'),
  Description: text.optional(),
  Condition: z.string().optional(),
  Label: text.optional(),
});

const logicalId = z
  .string()
  .regex(
    limits.ros.LOGICAL_ID,
    `a logical id has 1 to ${limits.ros.LOGICAL_ID_CHARACTERS.max} characters and no slash`,
  );

const template = z.strictObject({
  ROSTemplateFormatVersion: z.literal('2015-09-01'),
  Description: text.optional(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
  Parameters: z.record(logicalId, parameter).default({}),
  Mappings: z
    .record(logicalId, z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)]))))
    .default({}),
  Conditions: z.record(logicalId, z.unknown()).default({}),
  Resources: z.record(logicalId, resource).default({}),
  Outputs: z.record(logicalId, output).default({}),
});

export type Template = z.output<typeof template>;
export type ParameterDefinition = z.output<typeof parameter>;
export type ResourceDefinition = z.output<typeof resource>;

function codeOf(issue: z.core.$ZodIssue): RosErrorCode {
  if (issue.path[0] === 'ROSTemplateFormatVersion') return 'InvalidTemplateVersion';
  return issue.path.length === 0 && issue.code === 'unrecognized_keys'
    ? 'InvalidTemplateSection'
    : 'InvalidSchema';
}

function parseText(body: string): unknown {
  const bytes = Buffer.byteLength(body);
  if (bytes > limits.ros.TEMPLATE_BYTES) {
    throw new RosError(
      'InvalidSchema',
      `A template has at most ${limits.ros.TEMPLATE_BYTES} bytes, ${bytes} given.`,
    );
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new RosError('InvalidSchema', 'The template is not JSON.');
  }
}

/**
 * Checks the sections, keys and their types. Functions and references are checked later.
 * @param body JSON text or the parsed object
 * @throws TemplateError with every violation by path
 */
export function parseTemplate(body: unknown): Template {
  const value = typeof body === 'string' ? parseText(body) : body;
  refuseAll(
    syntax
      .shapeProblems(value)
      .map(({ path, rule }) => ({ code: 'InvalidSchema', path: path || 'template', rule })),
  );
  if (typeof body !== 'string') parseText(JSON.stringify(body ?? null));
  const result = template.safeParse(value);
  if (!result.success) {
    refuseAll(
      result.error.issues.flatMap((issue) =>
        describeIssue(issue, value, '').map((found) => ({ code: codeOf(issue), ...found })),
      ),
    );
    throw new RosError('InvalidSchema', 'The template is not valid.');
  }
  const count = Object.keys(result.data.Resources).length;
  const findings: Finding[] = [];
  if (count === 0)
    findings.push({ code: 'InvalidSchema', path: 'Resources', rule: 'a template must have a resource' });
  for (const [section, most] of Object.entries(MOST)) {
    const given = Object.keys(result.data[section as keyof typeof MOST]).length;
    if (given <= most) continue;
    const rule = `at most ${most} ${section.toLowerCase()}, ${given} given`;
    findings.push({ code: 'InvalidSchema', path: section, rule });
  }
  refuseAll(findings);
  return result.data;
}

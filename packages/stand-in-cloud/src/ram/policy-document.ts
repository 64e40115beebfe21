import { limits } from 'ros-template-check';
import * as z from 'zod';
import { conditionFault, type PolicyConditions } from './condition';
import { RamError } from './errors';
import { parseResourceName } from './resource-name';

/** One rule of a policy, with single values made lists. */
export interface Statement {
  effect: 'Allow' | 'Deny';
  actions: string[];
  /** True when the statement covers every action except `actions`. */
  exceptActions: boolean;
  resources: string[];
  conditions: PolicyConditions;
}

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());
const scalar = z.union([z.string(), z.boolean(), z.number()]).transform(String);
export const conditionBlock = z.record(
  z.string(),
  z.record(
    z.string(),
    z.union([scalar, z.array(scalar)]).transform((value) => [value].flat()),
  ),
);

const statementShape = z.strictObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore,
  Condition: conditionBlock.optional(),
});

const documentShape = z.strictObject({
  Version: z.literal(limits.ram.POLICY_VERSION),
  Statement: z.array(statementShape).min(1),
});

export function malformed(where: string, rule: string): RamError {
  return new RamError('MalformedPolicyDocument', `${where}: ${rule}.`);
}

/** Takes a document as JSON text or as the object that a template holds. */
export function readDocument(document: unknown): { value: unknown; characters: number } {
  if (typeof document !== 'string')
    return { value: document, characters: JSON.stringify(document ?? null).length };
  try {
    return { value: JSON.parse(document), characters: document.length };
  } catch {
    throw malformed('policy document', 'is not JSON');
  }
}

/** Checks a value against a schema. The error message lists every violation with its path. */
export function checkShape<T>(shape: z.ZodType<T>, value: unknown): T {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'policy document'}: ${message}`,
  );
  throw new RamError('MalformedPolicyDocument', `${faults.join('; ')}.`);
}

export function checkConditions(conditions: PolicyConditions, where: string): void {
  for (const [operator, keys] of Object.entries(conditions)) {
    for (const [key, values] of Object.entries(keys)) {
      const fault = conditionFault(operator, key, values);
      if (fault) throw malformed(`${where}.Condition.${operator}`, fault);
    }
  }
}

const ACTION = /^(\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?:_-]+)$/;

/**
 * Checks a permission policy and makes it ready for evaluation.
 * @throws RamError `MalformedPolicyDocument` with the path, `InvalidParameter.PolicyDocument.Length`
 */
export function parsePolicy(document: unknown): Statement[] {
  const { value, characters } = readDocument(document);
  if (characters > limits.ram.POLICY_CHARACTERS) {
    throw new RamError(
      'InvalidParameter.PolicyDocument.Length',
      `The parameter - "PolicyDocument" beyond the length limit: at most ${limits.ram.POLICY_CHARACTERS} characters, ${characters} given.`,
    );
  }
  return checkShape(documentShape, value).Statement.map((statement, index) => {
    const where = `Statement.${index}`;
    const { Action, NotAction, Resource, Condition = {} } = statement;
    if ((Action === undefined) === (NotAction === undefined)) {
      throw malformed(where, 'must have either Action or NotAction');
    }
    const actions = Action ?? NotAction ?? [];
    for (const action of actions) {
      if (!ACTION.test(action))
        throw malformed(where, `action "${action}" is not of the form SERVICE:OPERATION`);
    }
    for (const resource of Resource) {
      if (resource !== '*' && !parseResourceName(resource)) {
        throw malformed(
          where,
          `resource "${resource}" is not of the form acs:SERVICE:REGION:ACCOUNT:RELATIVE`,
        );
      }
    }
    checkConditions(Condition, where);
    return {
      effect: statement.Effect,
      actions,
      exceptActions: NotAction !== undefined,
      resources: Resource,
      conditions: Condition,
    };
  });
}

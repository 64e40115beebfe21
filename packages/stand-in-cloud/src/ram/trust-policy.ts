import { limits, matchesWildcard } from 'ros-template-check';
import * as z from 'zod';
import type { Principal } from './authority';
import { conditionsHold, type PolicyConditions, type RequestContext } from './condition';
import { checkConditions, checkShape, conditionBlock, malformed, readDocument } from './policy-document';

export interface TrustStatement {
  effect: 'Allow' | 'Deny';
  services: string[];
  /** Resource names of accounts, users or roles that may assume the role. */
  principals: string[];
  conditions: PolicyConditions;
}

const principals = z.array(z.string().min(1)).min(1);
const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());

const trustShape = z.strictObject({
  Version: z.literal(limits.ram.POLICY_VERSION),
  Statement: z
    .array(
      z.strictObject({
        Effect: z.enum(['Allow', 'Deny']),
        Action: oneOrMore,
        Principal: z
          .strictObject({
            Service: principals.optional(),
            RAM: principals.optional(),
            Federated: principals.optional(),
          })
          .refine(
            (given) => Object.keys(given).length > 0,
            'must name a Service, RAM or Federated principal',
          ),
        Condition: conditionBlock.optional(),
      }),
    )
    .min(1),
});

const ASSUME_ACTIONS = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithoidc',
  'sts:*',
]);

/**
 * Checks a role's trust policy. It has a Principal and no Resource, unlike a permission policy.
 * @throws RamError `MalformedPolicyDocument` with the path
 */
export function parseTrustPolicy(document: unknown): TrustStatement[] {
  const { Statement } = checkShape(trustShape, readDocument(document).value);
  return Statement.flatMap((statement, index) => {
    const where = `Statement.${index}`;
    for (const action of statement.Action) {
      if (!ASSUME_ACTIONS.has(action.toLowerCase()))
        throw malformed(where, `action "${action}" does not assume a role`);
    }
    for (const service of statement.Principal.Service ?? []) {
      if (!/^[a-z0-9.-]+\.aliyuncs\.com$/.test(service)) {
        throw malformed(
          `${where}.Principal.Service`,
          `"${service}" is not a service such as fc.aliyuncs.com`,
        );
      }
    }
    const conditions = statement.Condition ?? {};
    checkConditions(conditions, where);
    // Only sts:AssumeRole exists here; a statement that is only about federation allows nothing.
    if (!statement.Action.some((action) => matchesWildcard(action.toLowerCase(), 'sts:assumerole')))
      return [];
    return {
      effect: statement.Effect,
      services: statement.Principal.Service ?? [],
      principals: statement.Principal.RAM ?? [],
      conditions,
    };
  });
}

function trusts(statements: TrustStatement[], isMeant: (statement: TrustStatement) => boolean): boolean {
  const matching = statements.filter(isMeant);
  return (
    matching.some(({ effect }) => effect === 'Allow') && !matching.some(({ effect }) => effect === 'Deny')
  );
}

/** Whether a service may assume the role: some statement allows it and none denies it. */
export function trustsService(
  statements: TrustStatement[],
  service: string,
  context: RequestContext,
): boolean {
  return trusts(
    statements,
    ({ services, conditions }) => services.includes(service) && conditionsHold(conditions, context),
  );
}

/** Whether a user or a role's session may assume the role: named itself, or by its account's `root`. */
export function trustsPrincipal(
  statements: TrustStatement[],
  { accountId, arn }: Principal,
  context: RequestContext,
): boolean {
  // A policy names the role, not the session.
  const own = arn.replace(/:assumed-role\/([^/]+)\/.*$/, ':role/$1');
  const names = [`acs:ram::${accountId}:root`, own];
  return trusts(
    statements,
    ({ principals: trusted, conditions }) =>
      trusted.some((name) => names.includes(name)) && conditionsHold(conditions, context),
  );
}

import { readable } from '../../lib/support/readable';
import type { Template, TemplateResource } from '../../lib/support/synthesized';

interface Statement {
  Effect: string;
  Action: string[];
  Resource: unknown[];
}

interface Policy {
  PolicyName: unknown;
  PolicyDocument: { Version: string; Statement: Statement[] };
}

/** A role without one of its rights. */
export interface Mutation {
  /** Role and right in words. */
  name: string;
  role: string;
  /** Actions that the role lost, at least for one resource. */
  actions: string[];
  /** The resources of these actions, with the template's functions as text. */
  resources: string[];
  resource: TemplateResource;
  /** Whether it lost a whole statement, not one action or resource of it. */
  isWhole: boolean;
}

type Loss = { action: string } | { resource: unknown } | 'all';

const policiesOf = ({ Properties }: TemplateResource): Policy[] => (Properties['Policies'] ?? []) as Policy[];

export const rolesOf = ({ Resources }: Template): string[] =>
  Object.keys(Resources).filter((id) => Resources[id]?.Type === 'ALIYUN::RAM::Role');

/**
 * Every role of a template without one statement, one action or one resource. RAM allows no empty statement or policy, so
 * the last action or resource goes with its statement, and the last statement with its policy.
 */
export function policyMutations(template: Template): Mutation[] {
  return rolesOf(template).flatMap((role) =>
    policiesOf(template.Resources[role]!).flatMap(({ PolicyDocument: { Statement } }, policy) =>
      Statement.flatMap((statement, at) =>
        lossesOf(statement).map((loss) =>
          mutationOf(template.Resources[role]!, { role, policy, at }, statement, loss),
        ),
      ),
    ),
  );
}

function lossesOf({ Action, Resource }: Statement): Loss[] {
  return [
    'all',
    ...(Action.length > 1 ? Action.map((action) => ({ action })) : []),
    ...(Resource.length > 1 ? Resource.map((resource) => ({ resource })) : []),
  ];
}

function mutationOf(
  role: TemplateResource,
  place: { role: string; policy: number; at: number },
  statement: Statement,
  loss: Loss,
): Mutation {
  const mutated = structuredClone(role);
  const policies = policiesOf(mutated);
  const { Statement: left } = policies[place.policy]!.PolicyDocument;
  const target = left[place.at]!;
  let { Action: actions, Resource: resources } = statement;
  if (loss === 'all') {
    left.splice(place.at, 1);
    if (left.length === 0) policies.splice(place.policy, 1);
  } else if ('action' in loss) {
    actions = [loss.action];
    target.Action.splice(statement.Action.indexOf(loss.action), 1);
  } else {
    resources = [loss.resource];
    target.Resource.splice(statement.Resource.indexOf(loss.resource), 1);
  }
  const shown = resources.map((resource) => String(readable(resource)));
  const name = `${place.role} without ${actions.join(', ')} on ${shown.join(', ')}`;
  return { name, role: place.role, actions, resources: shown, resource: mutated, isWhole: loss === 'all' };
}

import { matchesWildcard } from 'ros-template-check';
import { conditionsHold, type RequestContext } from './condition';
import type { Statement } from './policy-document';
import { matchesResource } from './resource-name';

/** What a caller asks to do. */
interface AccessRequest {
  /** Such as `oss:GetObject`. */
  action: string;
  /** A full resource name. */
  resource: string;
  context: RequestContext;
}

function covers(statement: Statement, { action, resource, context }: AccessRequest): boolean {
  // Actions ignore case, resources do not.
  const named = statement.actions.some((wanted) =>
    matchesWildcard(wanted.toLowerCase(), action.toLowerCase()),
  );
  return (
    named !== statement.exceptActions &&
    statement.resources.some((wanted) => matchesResource(wanted, resource)) &&
    conditionsHold(statement.conditions, context)
  );
}

/** True when a statement allows the request and none denies it. */
export function evaluate(statements: Statement[], request: AccessRequest): boolean {
  const covering = statements.filter((statement) => covers(statement, request));
  return (
    covering.some(({ effect }) => effect === 'Allow') && !covering.some(({ effect }) => effect === 'Deny')
  );
}

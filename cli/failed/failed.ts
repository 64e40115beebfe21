import { STATUS_NAMES, STATUSES } from '../../contract/statuses';
import { openSession } from '../cloud/session';
import { type FindOptions, findRows } from '../find/find';
import { FAILURES } from '../output/overview';
import type { Terminal } from '../program/terminal';
import type { Expression } from '../query/ast';
import { parseQuery } from '../query/parse';

/** Statuses that can change after something else has changed: a budget, a permission, a restored archive. */
const RETRYABLE = STATUS_NAMES.filter((status) => STATUSES[status].retryable);

/** The condition that the description failed, without the query. */
export const DID_NOT_WORK: Expression = {
  kind: 'in',
  column: 'Status',
  values: RETRYABLE.map((text) => ({ type: 'text', text })),
  negated: false,
};

/**
 * Lists the objects whose description failed, and why. The latest comes first. Exit code 0 when there are
 * any, 1 when there are none.
 */
export async function failed(query: string, options: FindOptions, terminal: Terminal): Promise<number> {
  const asked = parseQuery(query, terminal.now());
  const expression: Expression =
    asked.kind === 'all' ? DID_NOT_WORK : { kind: 'and', operands: [DID_NOT_WORK, asked] };
  const sort = options.sort ?? [{ column: 'LastModified', descending: true }];
  return findRows(expression, { ...options, sort }, openSession(options, terminal), terminal, FAILURES);
}

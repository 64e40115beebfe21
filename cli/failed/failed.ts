import type { Expression } from '../../contract/query/ast';
import { STATUS_NAMES, STATUSES } from '../../contract/statuses';
import { openSession } from '../cloud/session';
import { type FindOptions, findRows } from '../find/find';
import { FAILURES } from '../output/overview';
import type { Terminal } from '../program/terminal';
import { readQuery } from '../query/bare-words';

/** Statuses that can change after something else has changed: a budget, a permission, a restored archive. */
const RETRYABLE = STATUS_NAMES.filter((status) => STATUSES[status].retryable);

/** The condition that the description failed, without the query. */
export const DID_NOT_WORK: Expression = {
  kind: 'in',
  column: 'Status',
  values: RETRYABLE.map((text) => ({ type: 'text', text })),
  negated: false,
};

/** Lists what did not work, and why, the latest first. Exit code 1 when there is any and that is asked for. */
export async function failed(query: string, options: FindOptions, terminal: Terminal): Promise<number> {
  const asked = await readQuery(query, terminal);
  const expression: Expression =
    asked.kind === 'all' ? DID_NOT_WORK : { kind: 'and', operands: [DID_NOT_WORK, asked] };
  const sort = options.sort ?? [{ column: 'LastModified', descending: true }];
  const session = openSession(options, terminal, ['instance', 'table']);
  const nothing = 'Nothing failed.';
  const found = await findRows(expression, { ...options, sort }, session, terminal, FAILURES, nothing);
  return found > 0 && options.exitCode ? 1 : 0;
}

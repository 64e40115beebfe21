import type { Expression } from '../../../contract/query/ast';
import { printQuery } from '../../../contract/query/print';
import { expectedCost } from '../../describe-again/expected-cost';
import { toSearchQuery } from '../../search/to-search-query';
import { objectAt } from '../ask/address';
import { expressionOf } from '../ask/conditions';
import { retryCommand } from '../ask/same-command';
import type { Browse } from '../browse-context';
import { type Again, againPanel } from '../pages/again';
import { commandLine } from '../pages/command-line';
import { html } from '../server/html';
import type { Resource } from '../server/resource';

/** One object by its address, or what a query finds. @throws QueryError, UsageError */
export function meantBy(
  params: URLSearchParams,
  now: number,
): { q: string; address?: string; expression: Expression } {
  const address = params.get('address') ?? undefined;
  if (address === undefined) {
    const q = (params.get('q') ?? '').trim();
    return { q, expression: expressionOf(q, now) };
  }
  const { bucket, key } = objectAt(address);
  const is = (column: string, text: string): Expression => ({
    kind: 'compare',
    column,
    operator: '=',
    value: { type: 'text', text },
  });
  const expression: Expression = { kind: 'and', operands: [is('Key', key), is('BucketName', bucket)] };
  return { q: printQuery(expression), address, expression };
}

/** What it costs to have objects described again, and how far that has come. */
export const DESCRIBE_AGAIN: Resource<Again> = {
  name: 'describe-again',
  title: 'Describe again',
  load: async (params, { index, job, now, where }: Browse) => {
    const { q, address, expression } = meantBy(params, now());
    const objects = await index.count(toSearchQuery(expression));
    const cost = await expectedCost(index, objects);
    return { q, address, objects, cost, job: job.state, command: retryCommand(q, where) };
  },
  part: (again) =>
    html`${againPanel(again)}${commandLine('The same on the command line', again.command, 'again-command')}`,
  json: ({ q, objects, cost, job }) => ({ query: q, objects, cost, job }),
  csv: ({ objects, cost, job }) => [
    ['objects', 'dollars', 'ossRequests', 'tablestoreWriteUnits', 'state', 'found', 'sent'],
    [objects, cost.dollars, cost.ossRequests, cost.tablestoreWriteUnits, job.state, job.found, job.sent],
  ],
};

import type { Expression } from '../../../contract/query/ast';
import { columnNamed, isSearchable } from '../../../contract/query/columns';
import { OVERVIEW, type View as TableView, viewsOf } from '../../output/overview';
import { UsageError } from '../../program/errors';
import type { FoundRow } from '../../search/found-row';
import type { Totals } from '../../search/media-index';
import { toSearchQuery } from '../../search/to-search-query';
import type { Browse } from '../browse-context';
import { expressionOf } from './conditions';
import type { View } from './view';

/** Rows of a page: what one screen holds, and a page of well below 100 kB. */
export const PAGE_ROWS = 50;

/** What a view finds: one page of rows, and totals of all. */
export interface Found {
  view: View;
  expression: Expression;
  columns: readonly TableView[];
  rows: FoundRow[];
  totals: Totals;
  /** Where the next page begins. */
  next?: string;
}

/** The columns of the table that a view shows, combined ones among them. */
export const tableColumns = ({ columns }: View): TableView[] => (columns ? viewsOf(columns) : OVERVIEW);

/** The columns of the row that a view shows, with those that name the object. */
export const neededColumns = (view: View): string[] => [
  ...new Set(['ObjectKey', 'BucketName', 'Key', ...tableColumns(view).flatMap(({ needs }) => needs)]),
];

/** @throws QueryError, UsageError, ServiceError */
export async function findPage(view: View, { index, now }: Pick<Browse, 'index' | 'now'>): Promise<Found> {
  const { limit = PAGE_ROWS } = view;
  const expression = expressionOf(view.q, now());
  const needed = neededColumns(view);
  // The service takes 100 rows where it must read the table itself.
  const most = needed.every((name) => isSearchable(columnNamed(name)!)) ? limit : Math.min(limit, 100);
  const { rows, totals, next } = await index.page({
    query: toSearchQuery(expression),
    sort: view.sort,
    columns: needed,
    limit: most,
    totals: true,
    ...(view.after === undefined ? {} : { token: tokenOf(view.after) }),
  });
  const columns = tableColumns(view);
  return { view, expression, columns, rows, totals: totals!, next: next?.toString('base64url') };
}

/** @throws UsageError for what is no token */
function tokenOf(text: string): Buffer {
  if (!/^[\w-]+$/.test(text)) throw new UsageError("'after' in the address is not one that a page gave.");
  return Buffer.from(text, 'base64url');
}

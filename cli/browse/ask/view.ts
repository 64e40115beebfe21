import { UsageError } from '../../program/errors';
import { columnList, sortKeys } from '../../query/column-options';
import type { SortKey } from '../../search/media-index';

/** What a page shows. All of it stands in the page's address, so that it can be sent to somebody. */
export interface View {
  /** The query as it was written. */
  q: string;
  /** Columns by name. @default - an overview */
  columns?: string[];
  sort: SortKey[];
  /** Rows of a page. @default 50 */
  limit?: number;
  /** Where the page begins, as Tablestore said it. @default - the first page */
  after?: string;
  /** Address of the object whose details are shown, `oss://BUCKET/KEY`. @default - none */
  show?: string;
}

/** What came last is what people look for. */
const DEFAULT_SORT: SortKey[] = [{ column: 'LastModified', descending: true }];

/** The service's limit for one answer. */
const MOST_ROWS = 1_000;

/**
 * Rows of a page, or `all` of them where an address takes that.
 * @throws UsageError for anything else
 */
export function limitOf(params: URLSearchParams): number | 'all' | undefined {
  const text = params.get('limit') || undefined;
  if (text === undefined || text === 'all') return text;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MOST_ROWS) return limit;
  throw new UsageError(
    `'limit' in the address: a whole number from 1 to 1,000 is expected, or 'all' for a CSV or JSON lines; '${text}' given.`,
  );
}

/** @throws UsageError for columns that do not exist, that nothing is sorted by, and a limit that is none */
export function viewOf(params: URLSearchParams): View {
  const given = (name: string): string | undefined => params.get(name) || undefined;
  const [columns, sort] = [given('columns'), given('sort')];
  const limit = limitOf(params);
  const sorted = sort === undefined ? DEFAULT_SORT : parsed('sort', sort, sortKeys);
  return {
    q: (given('q') ?? '').trim(),
    ...(columns === undefined ? {} : { columns: parsed('columns', columns, columnList) }),
    sort: sorted === 'none' ? [] : sorted,
    ...(typeof limit === 'number' ? { limit } : {}),
    after: given('after'),
    show: given('show'),
  };
}

function parsed<T>(name: string, text: string, parse: (text: string) => T): T {
  try {
    return parse(text);
  } catch (error) {
    throw new UsageError(`'${name}' in the address: ${(error as Error).message}`);
  }
}

/** `-Size,Key`, as `--sort` takes it. */
export const sortText = (keys: readonly SortKey[]): string =>
  keys.map(({ column, descending }) => `${descending ? '-' : ''}${column}`).join(',');

export const isDefaultSort = (keys: readonly SortKey[]): boolean => sortText(keys) === sortText(DEFAULT_SORT);

/** The address of a view. Another question begins at its first page. */
export function addressOf(path: string, view: View): string {
  const params = new URLSearchParams();
  if (view.q) params.set('q', view.q);
  if (view.columns) params.set('columns', view.columns.join(','));
  if (!isDefaultSort(view.sort)) params.set('sort', sortText(view.sort) || 'none');
  if (view.limit !== undefined) params.set('limit', String(view.limit));
  if (view.after) params.set('after', view.after);
  if (view.show) params.set('show', view.show);
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

import type * as TableStore from 'tablestore';
import type { Expression } from '../../contract/query/ast';
import { sideBySide } from '../program/side-by-side';
import type { Group, MediaIndex } from './media-index';
import { all, toSearchQuery } from './to-search-query';

const DAY = 86_400_000;
/** The service's limit for filters in one group-by. */
const FILTERS_PER_REQUEST = 10;
const REQUESTS_AT_ONCE = 4;

/**
 * Totals for each day of the objects' last change in UTC, the latest day first. Returns at most `limit` days,
 * counted back from the latest that exists. The index holds times as text, so each day is a filter.
 */
export async function groupByDay(
  index: MediaIndex,
  query: TableStore.SearchQuery,
  limit: number,
): Promise<Group[]> {
  const [oldest, latest] = await Promise.all([edge(index, query, false), edge(index, query, true)]);
  if (oldest === undefined || latest === undefined) return [];
  const count = Math.min(limit, (latest - oldest) / DAY + 1);
  const days = Array.from({ length: count }, (_, back) => latest - back * DAY);
  const starts = Array.from(
    { length: Math.ceil(count / FILTERS_PER_REQUEST) },
    (_, i) => i * FILTERS_PER_REQUEST,
  );
  const groups: Group[] = [];
  await sideBySide(starts, REQUESTS_AT_ONCE, async (start) => {
    const part = days.slice(start, start + FILTERS_PER_REQUEST);
    const filters = part.map((from) => toSearchQuery(within(from)));
    for (const [i, total] of (await index.groupByFilters(query, filters)).entries()) {
      groups[start + i] = { ...total, value: new Date(part[i]!).toISOString().slice(0, 10) };
    }
  });
  return groups;
}

const within = (from: number): Expression => ({
  kind: 'compare',
  column: 'LastModified',
  operator: '=',
  value: { type: 'time', from, to: from + DAY },
});

/** The first or the last day with an object. */
async function edge(
  index: MediaIndex,
  query: TableStore.SearchQuery,
  last: boolean,
): Promise<number | undefined> {
  const known = all([query, toSearchQuery({ kind: 'has', column: 'LastModified', present: true })]);
  const sort = [{ column: 'LastModified', descending: last }];
  for await (const [row] of index.find({ query: known, sort, columns: ['LastModified'], limit: 1 })) {
    return Math.floor(Date.parse(String(row?.['LastModified'])) / DAY) * DAY;
  }
  return undefined;
}

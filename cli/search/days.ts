import type * as TableStore from 'tablestore';
import type { Expression } from '../../contract/query/ast';
import { sideBySide } from '../program/side-by-side';
import type { Group, MediaIndex, Totals } from './media-index';
import { all, toSearchQuery } from './to-search-query';

export const DAY = 86_400_000;
/** The service's limit for filters in one group-by. */
const FILTERS_PER_REQUEST = 10;
const REQUESTS_AT_ONCE = 4;

/** From the first millisecond to the one after the last. */
export interface Period {
  from: number;
  to: number;
}

/**
 * Totals for each day of the objects' last change in UTC, the latest day first. Returns at most `limit` days,
 * counted back from the latest that exists.
 */
export async function groupByDay(
  index: MediaIndex,
  query: TableStore.SearchQuery,
  limit: number,
): Promise<Group[]> {
  const span = await spanOfDays(index, query);
  if (!span) return [];
  const count = Math.min(limit, (span.to - span.from) / DAY);
  const days = Array.from({ length: count }, (_, back) => ({
    from: span.to - (back + 1) * DAY,
    to: span.to - back * DAY,
  }));
  const totals = await groupByPeriods(index, query, days);
  return totals.map((total, i) => ({ ...total, value: new Date(days[i]!.from).toISOString().slice(0, 10) }));
}

/** The days from the first with an object to the last, in UTC; undefined when no object has a time. */
export async function spanOfDays(
  index: MediaIndex,
  query: TableStore.SearchQuery,
): Promise<Period | undefined> {
  const [oldest, latest] = await Promise.all([edge(index, query, false), edge(index, query, true)]);
  return oldest === undefined || latest === undefined ? undefined : { from: oldest, to: latest + DAY };
}

/**
 * Totals for periods that follow each other without a gap, in their order. The index holds times as text, so each is a
 * filter; a request only looks at the rows of its own periods.
 */
export async function groupByPeriods(
  index: MediaIndex,
  query: TableStore.SearchQuery,
  periods: readonly Period[],
): Promise<Totals[]> {
  const starts = Array.from(
    { length: Math.ceil(periods.length / FILTERS_PER_REQUEST) },
    (_, i) => i * FILTERS_PER_REQUEST,
  );
  const totals: Totals[] = [];
  await sideBySide(starts, REQUESTS_AT_ONCE, async (start) => {
    const part = periods.slice(start, start + FILTERS_PER_REQUEST);
    const window = {
      from: Math.min(...part.map(({ from }) => from)),
      to: Math.max(...part.map(({ to }) => to)),
    };
    const found = await index.groupByFilters(
      all([query, toSearchQuery(within(window))]),
      part.map((period) => toSearchQuery(within(period))),
    );
    for (const [i, total] of found.entries()) totals[start + i] = total;
  });
  return totals;
}

/** Objects that were last changed in a period. */
export const within = (period: Period): Expression => ({
  kind: 'compare',
  column: 'LastModified',
  operator: '=',
  value: { type: 'time', ...period },
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

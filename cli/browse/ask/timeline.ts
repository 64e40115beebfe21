import type { Expression } from '../../../contract/query/ast';
import { printQuery } from '../../../contract/query/print';
import { DAY, groupByPeriods, type Period, spanOfDays, within } from '../../search/days';
import type { Group, MediaIndex, Totals } from '../../search/media-index';
import { toSearchQuery } from '../../search/to-search-query';
import { type Condition, queryOf } from './conditions';

/** Objects that were last changed in one period, in UTC. */
export interface Bar extends Totals {
  /** `2026-11-01`, `2026-11`, `2026`; of a week its first day. */
  label: string;
  /** The query for these alone. */
  query: string;
}

export interface Timeline {
  unit: 'day' | 'week' | 'month' | 'year';
  /** The first period first, without gaps. */
  bars: Bar[];
  /** Objects by codec of the first video track, the most first. */
  codecs: Group[];
  codecQueries: string[];
}

/** Most bars of each unit: what can still be told apart on a small screen. */
const MOST_DAYS = 45;
const MOST_WEEKS = 53;
const MOST_MONTHS = 60;
const MOST_YEARS = 30;
const MOST_CODECS = 8;
const WEEK = 7 * DAY;
/** The first Monday of 1970. */
const FIRST_MONDAY = 4 * DAY;

export function periodsOf(span: Period): { unit: Timeline['unit']; periods: Period[] } {
  const days = (span.to - span.from) / DAY;
  if (days <= MOST_DAYS) return { unit: 'day', periods: steps(span, (from) => from + DAY) };
  if (days <= (MOST_WEEKS - 1) * 7) {
    const monday = Math.floor((span.from - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;
    return { unit: 'week', periods: steps({ ...span, from: monday }, (from) => from + WEEK) };
  }
  const start = new Date(span.from);
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
  const next = (months: number) => (from: number) => {
    const date = new Date(from);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months);
  };
  const months = steps({ ...span, from: Date.UTC(year, month) }, next(1));
  if (months.length <= MOST_MONTHS) return { unit: 'month', periods: months };
  // A date of long ago is most often a camera's empty clock.
  return { unit: 'year', periods: steps({ ...span, from: Date.UTC(year, 0) }, next(12)).slice(-MOST_YEARS) };
}

function steps({ from, to }: Period, next: (from: number) => number): Period[] {
  const periods: Period[] = [];
  for (let start = from; start < to; start = next(start)) periods.push({ from: start, to: next(start) });
  return periods;
}

/** Uploads over time, and codecs, of what a query finds. */
export async function timelineOf(
  index: MediaIndex,
  conditions: readonly Condition[],
  expression: Expression,
): Promise<Timeline> {
  const query = toSearchQuery(expression);
  const span = await spanOfDays(index, query);
  const codecs = await index.groupByColumn(query, 'VideoFormat', MOST_CODECS);
  const narrowed = (text: string): string => queryOf([...conditions, { text }]);
  const codecQueries = codecs.map(({ value: text }) =>
    narrowed(
      printQuery({ kind: 'compare', column: 'VideoFormat', operator: '=', value: { type: 'text', text } }),
    ),
  );
  if (!span) return { unit: 'day', bars: [], codecs, codecQueries };
  const { unit, periods } = periodsOf(span);
  const totals = await groupByPeriods(index, query, periods);
  const bars = periods.map((period, i) => ({
    ...totals[i]!,
    label: new Date(period.from).toISOString().slice(0, { day: 10, week: 10, month: 7, year: 4 }[unit]),
    query: narrowed(conditionFor(period, unit)),
  }));
  return { unit, bars, codecs, codecQueries };
}

/** Weeks are no period of the language. */
function conditionFor(period: Period, unit: Timeline['unit']): string {
  if (unit !== 'week') return printQuery(within(period));
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return `LastModified>=${day(period.from)} and LastModified<${day(period.to)}`;
}

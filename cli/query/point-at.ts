import stringWidth from 'string-width';
import type { QueryError, Span } from '../../contract/query/query-error';
import { oneLine } from '../program/printable';

/** What is wrong with a query, and the query with a mark below the place. */
export const withMark = ({ problem, query, span }: QueryError): string =>
  `${problem}\n${pointAt(query, span)}`;

/** The query on one line, with `^^^` below the part. Wide characters take two columns on a terminal. */
function pointAt(query: string, { start, end }: Span): string {
  const before = stringWidth(oneLine(query.slice(0, start)));
  const marked = Math.max(1, stringWidth(oneLine(query.slice(start, end))));
  return `  ${oneLine(query)}\n  ${' '.repeat(before)}${'^'.repeat(marked)}`;
}

import stringWidth from 'string-width';
import { UsageError } from '../program/errors';
import { oneLine } from '../program/printable';

/** A part of a query: from the first character to the one after the last, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** A query that cannot be understood. The message ends with the query and a mark below the place. */
export class QueryError extends UsageError {
  override name = 'QueryError';

  constructor(
    /** What is wrong, without the place. */
    readonly problem: string,
    readonly query: string,
    readonly span: Span,
  ) {
    super(`${problem}\n${pointAt(query, span)}`);
  }
}

/** The query on one line, with `^^^` below the part. Wide characters take two columns on a terminal. */
function pointAt(query: string, { start, end }: Span): string {
  const before = stringWidth(oneLine(query.slice(0, start)));
  const marked = Math.max(1, stringWidth(oneLine(query.slice(start, end))));
  return `  ${oneLine(query)}\n  ${' '.repeat(before)}${'^'.repeat(marked)}`;
}

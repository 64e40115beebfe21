/** A part of a query: from the first character to the one after the last, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** A query that cannot be understood. Who shows it to a person says the place, which `span` is. */
export class QueryError extends Error {
  override name = 'QueryError';

  constructor(
    /** What is wrong, without the place. */
    readonly problem: string,
    readonly query: string,
    readonly span: Span,
  ) {
    super(problem);
  }
}

import type { Document } from './document';
import type { Scalar } from './scalars';

/** A range of values. */
export interface Range {
  from?: Scalar;
  to?: Scalar;
  includeLower: boolean;
  includeUpper: boolean;
}

/** A query as it is evaluated. */
export type Query =
  | { kind: 'all' }
  /** By the values of one field alone. */
  | { kind: 'field'; field: string; score: FieldScore; range?: Range }
  | { kind: 'exists'; field: string }
  | BoolQuery
  | { kind: 'nested'; path: string; inner: Query; combine: (scores: number[]) => number }
  | { kind: 'constant'; inner: Query };

export interface BoolQuery {
  kind: 'bool';
  must: readonly Query[];
  mustNot: readonly Query[];
  filter: readonly Query[];
  should: readonly Query[];
  /** How many of `should` have to match. */
  least: number;
}

/** The score of values that match, undefined for those that do not. */
export type FieldScore = (values: readonly Scalar[]) => number | undefined;

/** The score of a document that matches, undefined for one that does not. */
export function scoreOf(query: Query, document: Document): number | undefined {
  switch (query.kind) {
    case 'all':
      return 1;
    case 'field':
      return query.score(document.values(query.field));
    case 'exists':
      return document.values(query.field).length > 0 || document.nested(query.field).length > 0
        ? 1
        : undefined;
    case 'bool':
      return boolScore(query, document);
    case 'nested': {
      const scores = document
        .nested(query.path)
        .map((item) => scoreOf(query.inner, item))
        .filter((score) => score !== undefined);
      return scores.length > 0 ? query.combine(scores) : undefined;
    }
    case 'constant':
      return scoreOf(query.inner, document) === undefined ? undefined : 1;
  }
}

function boolScore({ must, mustNot, filter, should, least }: BoolQuery, document: Document) {
  const score = (query: Query): number | undefined => scoreOf(query, document);
  if (mustNot.some((query) => score(query) !== undefined)) return undefined;
  if (filter.some((query) => score(query) === undefined)) return undefined;
  const required = must.map(score);
  const optional = should.map(score).filter((one) => one !== undefined);
  if (required.includes(undefined) || optional.length < least) return undefined;
  return [...(required as number[]), ...optional].reduce((sum, one) => sum + one, 0);
}

import { Long, QueryType, ScoreMode, type SearchQuery } from 'tablestore';
import { type Column, TRACK_KINDS, TRACKS_COLUMN } from '../../contract/columns';
import type { Expression, Operator, Value } from '../../contract/query/ast';
import { columnAt, isText } from '../../contract/query/columns';
import { prefixOf } from '../../contract/query/comparisons';

const NEGATIVES: Partial<Record<Operator, Operator>> = { '!=': '=', '!~': '~', 'not like': 'like' };

/**
 * Turns an expression into a query of the search index.
 *
 * A comparison is never true for a row without the column, also for `!=`, as in SQL. `not` is true for every
 * other row. All conditions are filters, because scores are not needed.
 */
export function toSearchQuery(expression: Expression): SearchQuery {
  switch (expression.kind) {
    case 'all':
      return { queryType: QueryType.MATCH_ALL_QUERY };
    case 'and':
      return all(expression.operands.map(toSearchQuery));
    case 'or':
      return any(expression.operands.map(toSearchQuery));
    case 'not':
      return none(toSearchQuery(expression.operand));
    case 'track':
      return trackQuery(expression);
    case 'near': {
      const { column: fieldName, latitude, longitude, metres: distance } = expression;
      const query = { fieldName, centerPoint: `${latitude},${longitude}`, distance };
      return { queryType: QueryType.GEO_DISTANCE_QUERY, query };
    }
    case 'has': {
      const exists = existsQuery(expression.column);
      return expression.present ? exists : none(exists);
    }
    case 'compare': {
      const { column: name, operator, value } = expression;
      const column = columnAt(name)!;
      const positive = NEGATIVES[operator];
      if (!positive) return comparison(column, operator, value);
      return all([existsQuery(name), none(comparison(column, positive, value))]);
    }
    case 'in': {
      const column = columnAt(expression.column)!;
      const listed = oneOf(column, expression.values);
      return expression.negated ? all([existsQuery(column.name), none(listed)]) : listed;
    }
  }
}

const bool = (query: object): SearchQuery => ({ queryType: QueryType.BOOL_QUERY, query });
/** True when all of the queries are true. */
export const all = (filterQueries: SearchQuery[]): SearchQuery =>
  filterQueries.length === 1 ? filterQueries[0]! : bool({ filterQueries });
const any = (shouldQueries: SearchQuery[]): SearchQuery => bool({ shouldQueries, minimumShouldMatch: 1 });
const none = (query: SearchQuery): SearchQuery => bool({ mustNotQueries: [query] });
const existsQuery = (fieldName: string): SearchQuery => ({
  queryType: QueryType.EXISTS_QUERY,
  query: { fieldName },
});

/** One row of the nested field has to fulfil all of it: its kind, and what was asked of it. */
function trackQuery({ track, operand }: Expression & { kind: 'track' }): SearchQuery {
  const kind: SearchQuery = {
    queryType: QueryType.TERM_QUERY,
    query: { fieldName: `${TRACKS_COLUMN}.Kind`, term: TRACK_KINDS[track] },
  };
  const query = operand.kind === 'all' ? kind : all([kind, toSearchQuery(operand)]);
  // Scores order nothing here.
  const scoreMode = ScoreMode.SCORE_MODE_NONE;
  return { queryType: QueryType.NESTED_QUERY, query: { path: TRACKS_COLUMN, query, scoreMode } };
}

function comparison(column: Column, operator: Operator, value: Value): SearchQuery {
  const fieldName = column.name;
  if (value.type === 'time') return timeQuery(fieldName, operator, value);
  if (operator === '=') {
    return { queryType: QueryType.TERM_QUERY, query: { fieldName, term: constant(column, value) } };
  }
  if (operator === 'like' || operator === '~') return textQuery(column, operator, value);
  return rangeQuery(fieldName, operator, constant(column, value));
}

function rangeQuery(fieldName: string, operator: Operator, bound: unknown): SearchQuery {
  const inclusive = operator.endsWith('=');
  const query = operator.startsWith('>')
    ? { fieldName, rangeFrom: bound, includeLower: inclusive }
    : { fieldName, rangeTo: bound, includeUpper: inclusive };
  return { queryType: QueryType.RANGE_QUERY, query };
}

/** Before a period, after it, or in it. Times are stored as text that sorts correctly. */
function timeQuery(
  fieldName: string,
  operator: Operator,
  { from, to }: Value & { type: 'time' },
): SearchQuery {
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  switch (operator) {
    case '<':
      return rangeQuery(fieldName, '<', start);
    case '<=':
      return rangeQuery(fieldName, '<', end);
    case '>':
      return rangeQuery(fieldName, '>=', end);
    case '>=':
      return rangeQuery(fieldName, '>=', start);
    default:
      return {
        queryType: QueryType.RANGE_QUERY,
        query: { fieldName, rangeFrom: start, includeLower: true, rangeTo: end, includeUpper: false },
      };
  }
}

function textQuery(column: Column, operator: Operator, value: Value): SearchQuery {
  const fieldName = column.name;
  const text = String(constant(column, value));
  if (isText(column)) return { queryType: QueryType.MATCH_PHRASE_QUERY, query: { fieldName, text } };
  const prefix = operator === 'like' ? prefixOf(text) : undefined;
  if (prefix !== undefined) return { queryType: QueryType.PREFIX_QUERY, query: { fieldName, prefix } };
  return {
    queryType: QueryType.WILDCARD_QUERY,
    query: { fieldName, value: operator === 'like' ? text : `*${text}*` },
  };
}

function oneOf(column: Column, values: Value[]): SearchQuery {
  if (column.type === 'time') return any(values.map((value) => comparison(column, '=', value)));
  const terms = values.map((value) => constant(column, value));
  return { queryType: QueryType.TERMS_QUERY, query: { fieldName: column.name, terms } };
}

/** The client sends a JavaScript number as a double, which the service does not compare with integers. */
function constant({ type }: Column, value: Value): unknown {
  switch (value.type) {
    case 'number':
      return type === 'integer' ? Long.fromNumber(value.number) : value.number;
    case 'boolean':
      return value.boolean;
    case 'text':
      return value.text;
    case 'time':
      return new Date(value.from).toISOString();
  }
}

import { limits } from 'ros-template-check';
import { parameterInvalid } from '../errors';
import { decodeMessage } from '../messages';
import type { IndexField } from '../service';
import { indexedTerms } from './analyzers';
import { type FieldSet, notOffered } from './fields';
import { geoBoundingBoxQuery, geoDistanceQuery, geoPolygonQuery } from './geo-queries';
import type { FieldScore, Query } from './query';
import { compareScalars, readConstant, type Scalar } from './scalars';
import type { QueryMessage } from './search-types';
import { matchPhraseQuery, matchQuery } from './text-queries';

type Compiler = (bytes: Buffer, fields: FieldSet) => Query;

interface OnField {
  fieldName: string;
  weight?: number;
}

/** Matches when one value of the field passes the test; for TEXT, one of its terms. */
const matches = (test: (value: Scalar) => boolean, field: IndexField, weight = 1) => {
  const passes =
    field.type === 'TEXT' ? (value: Scalar) => indexedTerms(String(value), field.analyzer).some(test) : test;
  const score: FieldScore = (values) => (values.some(passes) ? weight : undefined);
  return { kind: 'field' as const, field: field.name, score };
};

const termQuery: Compiler = (bytes, fields) => {
  const { fieldName, term, weight } = decodeMessage<OnField & { term: Buffer }>('search', 'TermQuery', bytes);
  const field = fields.queryable(fieldName);
  const wanted = readConstant(field, term);
  return matches((value) => value === wanted, field, weight);
};

const termsQuery: Compiler = (bytes, fields) => {
  const message = decodeMessage<OnField & { terms: Buffer[] }>('search', 'TermsQuery', bytes);
  const field = fields.queryable(message.fieldName);
  const wanted = new Set(message.terms.map((term) => readConstant(field, term)));
  if (wanted.size === 0) throw parameterInvalid('TermsQuery must have at least one term.');
  return matches((value) => wanted.has(value), field, message.weight);
};

interface RangeMessage {
  fieldName: string;
  rangeFrom?: Buffer;
  rangeTo?: Buffer;
  includeLower?: boolean;
  includeUpper?: boolean;
}

const rangeQuery: Compiler = (bytes, fields) => {
  const range = decodeMessage<RangeMessage>('search', 'RangeQuery', bytes);
  const field = fields.queryable(range.fieldName);
  const from = range.rangeFrom && readConstant(field, range.rangeFrom);
  const to = range.rangeTo && readConstant(field, range.rangeTo);
  const { includeLower = false, includeUpper = false } = range;
  const inRange = (value: Scalar): boolean => {
    const low = from === undefined ? 1 : compareScalars(value, from);
    if (low < 0 || (low === 0 && !includeLower)) return false;
    const high = to === undefined ? -1 : compareScalars(value, to);
    return high < 0 || (high === 0 && includeUpper);
  };
  const query = matches(inRange, field);
  // The terms of a text are not in the order of the texts.
  return field.type === 'TEXT' ? query : { ...query, range: { from, to, includeLower, includeUpper } };
};

const prefixQuery: Compiler = (bytes, fields) => {
  const message = decodeMessage<OnField & { prefix: string }>('search', 'PrefixQuery', bytes);
  const field = fields.queryable(message.fieldName);
  const starts = (value: Scalar): boolean => typeof value === 'string' && value.startsWith(message.prefix);
  return matches(starts, field, message.weight);
};

const { WILDCARD_CHARACTERS } = limits.tablestore;

const wildcardQuery: Compiler = (bytes, fields) => {
  const message = decodeMessage<OnField & { value: string }>('search', 'WildcardQuery', bytes);
  const field = fields.queryable(message.fieldName);
  if ([...message.value].length > WILDCARD_CHARACTERS) {
    throw parameterInvalid(
      `WildcardQuery takes at most ${WILDCARD_CHARACTERS} characters, '${message.value}' given.`,
    );
  }
  const pattern = message.value
    .replace(/[.+^${}()|[\]\\]/gu, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const regex = new RegExp(`^${pattern}$`, 'su');
  return matches((value) => typeof value === 'string' && regex.test(value), field, message.weight);
};

const existsQuery: Compiler = (bytes, fields) => {
  const { fieldName } = decodeMessage<OnField>('search', 'ExistsQuery', bytes);
  fields.queryable(fieldName);
  return { kind: 'exists', field: fieldName };
};

interface BoolMessage {
  mustQueries: QueryMessage[];
  mustNotQueries: QueryMessage[];
  filterQueries: QueryMessage[];
  shouldQueries: QueryMessage[];
  minimumShouldMatch?: number;
}

const boolQuery: Compiler = (bytes, fields) => {
  const bool = decodeMessage<BoolMessage>('search', 'BoolQuery', bytes);
  const compile = (queries: QueryMessage[]): Query[] => queries.map((query) => compileQuery(query, fields));
  const [must, mustNot, filter, should] = [
    compile(bool.mustQueries),
    compile(bool.mustNotQueries),
    compile(bool.filterQueries),
    compile(bool.shouldQueries),
  ] as const;
  // Without a must or filter, one of the should queries has to match.
  const least = bool.minimumShouldMatch ?? (should.length > 0 && must.length + filter.length === 0 ? 1 : 0);
  return { kind: 'bool', must, mustNot, filter, should, least };
};

const total = (scores: number[]): number => scores.reduce((sum, score) => sum + score, 0);
const average = (scores: number[]): number => total(scores) / scores.length;

const SCORE_MODES: Record<number, (scores: number[]) => number> = {
  1: () => 0,
  2: average,
  3: (scores) => Math.max(...scores),
  4: total,
  5: (scores) => Math.min(...scores),
};

const nestedQuery: Compiler = (bytes, fields) => {
  const message = decodeMessage<{
    path: string;
    query: QueryMessage;
    scoreMode?: number;
    innerHits?: object;
  }>('search', 'NestedQuery', bytes);
  if (message.innerHits) throw notOffered('InnerHits');
  if (fields.get(message.path).type !== 'NESTED') {
    throw parameterInvalid(`NestedQuery: field '${message.path}' is not NESTED.`);
  }
  const inner = compileQuery(message.query, fields);
  const combine = SCORE_MODES[message.scoreMode ?? 2] ?? average;
  return { kind: 'nested', path: message.path, inner, combine };
};

const constScoreQuery: Compiler = (bytes, fields) => {
  const { filter } = decodeMessage<{ filter: QueryMessage }>('search', 'ConstScoreQuery', bytes);
  return { kind: 'constant', inner: compileQuery(filter, fields) };
};

const COMPILERS: Record<number, Compiler> = {
  1: matchQuery,
  2: matchPhraseQuery,
  3: termQuery,
  4: rangeQuery,
  5: prefixQuery,
  6: boolQuery,
  7: constScoreQuery,
  9: nestedQuery,
  10: wildcardQuery,
  11: () => ({ kind: 'all' }),
  12: geoBoundingBoxQuery,
  13: geoDistanceQuery,
  14: geoPolygonQuery,
  15: termsQuery,
  16: existsQuery,
};

const NOT_OFFERED: Record<number, string> = {
  8: 'FunctionScoreQuery',
  17: 'KnnVectorQuery',
  18: 'FunctionsScoreQuery',
};

/** @throws OtsError for a query that is malformed, names unknown fields, or is of a kind not offered */
export function compileQuery(message: QueryMessage | undefined, fields: FieldSet): Query {
  if (!message) throw parameterInvalid('A search must have a query.');
  const compiler = COMPILERS[message.type];
  if (compiler) return compiler(message.query ?? Buffer.alloc(0), fields);
  const name = NOT_OFFERED[message.type];
  throw name ? notOffered(name) : parameterInvalid(`Unknown query type: ${message.type}.`);
}

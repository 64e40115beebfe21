import { encodeMessage } from '../../../src/tablestore/messages';
import { encodeVariant } from '../../../src/tablestore/plain-buffer/variant';
import type { QueryMessage } from '../../../src/tablestore/search/search-types';
import type { IndexField } from '../../../src/tablestore/service';
import type { Value } from '../../../src/tablestore/values';

/** The fields of the tests here: of each type that sorts and counts, one with several values, and one with documents. */
export const FIELDS: IndexField[] = [
  { name: 'Name', type: 'KEYWORD', sortAndAggregate: true },
  { name: 'Size', type: 'LONG', sortAndAggregate: true },
  { name: 'Rate', type: 'DOUBLE', sortAndAggregate: true },
  { name: 'Flag', type: 'BOOLEAN', sortAndAggregate: true },
  { name: 'Tags', type: 'KEYWORD', isArray: true, sortAndAggregate: true },
  { name: 'Sizes', type: 'LONG', isArray: true, sortAndAggregate: true },
  {
    name: 'Tracks',
    type: 'NESTED',
    fields: [
      { name: 'Codec', type: 'KEYWORD', sortAndAggregate: true },
      { name: 'Channels', type: 'LONG', sortAndAggregate: true },
    ],
  },
];

export type Plain = string | number | boolean;

/** A row as a test thinks of it. */
export interface PlainRow {
  Name?: string;
  Size?: number;
  Rate?: number;
  Flag?: boolean;
  Tags?: string[];
  Sizes?: number[];
  Tracks?: { Codec?: string; Channels?: number }[];
}

/** A query as a test thinks of it. */
export type PlainQuery =
  | { kind: 'all' }
  | { kind: 'term'; field: string; values: Plain[] }
  | { kind: 'range'; field: string; from?: Plain; to?: Plain; lower: boolean; upper: boolean }
  | { kind: 'prefix'; field: string; text: string }
  | { kind: 'exists'; field: string }
  | { kind: 'nested'; inner: PlainQuery }
  | { kind: 'bool'; must: PlainQuery[]; mustNot: PlainQuery[]; filter: PlainQuery[]; should: PlainQuery[] };

const TYPES: Record<string, 'STRING' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN'> = {
  Name: 'STRING',
  Size: 'INTEGER',
  Rate: 'DOUBLE',
  Flag: 'BOOLEAN',
  Tags: 'STRING',
  Sizes: 'INTEGER',
  'Tracks.Codec': 'STRING',
  'Tracks.Channels': 'INTEGER',
};

function typedValue(field: string, plain: Plain): Value {
  const type = TYPES[field];
  return type === 'INTEGER' ? { type, value: BigInt(plain as number) } : ({ type, value: plain } as Value);
}

const constant = (field: string, plain: Plain): Buffer => encodeVariant(typedValue(field, plain));

/** The columns of a row as a table holds them. */
export function columnsOf(row: PlainRow): [string, Value][] {
  return Object.entries(row).map(([name, value]) => [
    name,
    Array.isArray(value)
      ? { type: 'STRING', value: JSON.stringify(value) }
      : typedValue(name, value as Plain),
  ]);
}

/** The query as the protocol has it. */
export function messageOf(query: PlainQuery): QueryMessage {
  const message = (type: number, name: string, body: object): QueryMessage => ({
    type,
    query: encodeMessage('search', name, body),
  });
  switch (query.kind) {
    case 'all':
      return { type: 11, query: Buffer.alloc(0) };
    case 'term': {
      const { field, values } = query;
      const terms = values.map((value) => constant(field, value));
      return terms.length === 1
        ? message(3, 'TermQuery', { fieldName: field, term: terms[0] })
        : message(15, 'TermsQuery', { fieldName: field, terms });
    }
    case 'range': {
      const { field: fieldName, from, to, lower: includeLower, upper: includeUpper } = query;
      return message(4, 'RangeQuery', {
        fieldName,
        includeLower,
        includeUpper,
        ...(from === undefined ? {} : { rangeFrom: constant(fieldName, from) }),
        ...(to === undefined ? {} : { rangeTo: constant(fieldName, to) }),
      });
    }
    case 'prefix':
      return message(5, 'PrefixQuery', { fieldName: query.field, prefix: query.text });
    case 'exists':
      return message(16, 'ExistsQuery', { fieldName: query.field });
    case 'nested':
      return message(9, 'NestedQuery', { path: 'Tracks', query: messageOf(query.inner), scoreMode: 4 });
    case 'bool':
      return message(6, 'BoolQuery', {
        mustQueries: query.must.map(messageOf),
        mustNotQueries: query.mustNot.map(messageOf),
        filterQueries: query.filter.map(messageOf),
        shouldQueries: query.should.map(messageOf),
      });
  }
}

/** The values of a field in a row; of one in nested documents, those of all documents. */
export function valuesOf(row: object, field: string): Plain[] {
  const [first = '', second] = field.split('.');
  const value = (row as Record<string, unknown>)[first];
  if (second === undefined) return value === undefined ? [] : Array.isArray(value) ? value : [value as Plain];
  return ((value as object[] | undefined) ?? []).flatMap((item) => valuesOf(item, second));
}

export const compare = (left: Plain, right: Plain): number =>
  typeof left === 'string'
    ? Buffer.compare(Buffer.from(left), Buffer.from(right as string))
    : Number(left) - Number(right);

/** The score of a row that matches, straight from what each query is documented to mean. */
export function plainScore(query: PlainQuery, row: PlainRow): number | undefined {
  return scoreIn(query, (field) => (field.includes('.') ? [] : valuesOf(row, field)), row);
}

function scoreIn(query: PlainQuery, values: (field: string) => Plain[], row: PlainRow): number | undefined {
  const when = (matches: boolean): number | undefined => (matches ? 1 : undefined);
  switch (query.kind) {
    case 'all':
      return 1;
    case 'term':
      return when(values(query.field).some((value) => query.values.includes(value)));
    case 'range': {
      const { field, from, to, lower, upper } = query;
      const isAbove = (value: Plain): boolean =>
        from === undefined || compare(value, from) > 0 || (lower && compare(value, from) === 0);
      const isBelow = (value: Plain): boolean =>
        to === undefined || compare(value, to) < 0 || (upper && compare(value, to) === 0);
      return when(values(field).some((value) => isAbove(value) && isBelow(value)));
    }
    case 'prefix':
      return when(values(query.field).some((value) => String(value).startsWith(query.text)));
    case 'exists':
      return when(values(query.field).length > 0);
    case 'nested': {
      const scores = (row.Tracks ?? []).flatMap((item) => {
        const inItem = (field: string): Plain[] => valuesOf(item, field.replace('Tracks.', ''));
        return scoreIn(query.inner, inItem, row) ?? [];
      });
      return scores.length === 0 ? undefined : scores.reduce((sum, score) => sum + score, 0);
    }
    case 'bool': {
      const scores = (queries: PlainQuery[]) => queries.map((one) => scoreIn(one, values, row));
      const [must, should] = [scores(query.must), scores(query.should).filter((one) => one !== undefined)];
      if (must.includes(undefined) || scores(query.filter).includes(undefined)) return undefined;
      if (scores(query.mustNot).some((one) => one !== undefined)) return undefined;
      const needsOne = query.should.length > 0 && query.must.length + query.filter.length === 0;
      if (needsOne && should.length === 0) return undefined;
      return [...(must as number[]), ...should].reduce((sum, score) => sum + score, 0);
    }
  }
}

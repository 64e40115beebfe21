import { parameterInvalid } from '../errors';
import { decodeMessage, encodeMessage } from '../messages';
import { encodeVariant } from '../plain-buffer/variant';
import { aggregate } from './aggregations';
import { allValues, type Document } from './document';
import { type FieldSet, notOffered } from './fields';
import { type Group, type GroupSorter, sortGroups } from './group-sorting';
import { compileQuery } from './queries';
import { compareScalars, readConstant, type Scalar, toNumber } from './scalars';
import type { NamedMessage, QueryMessage, SubStatistics } from './search-types';
import { checkNames } from './statistic-names';

type Grouping = (
  body: Buffer,
  documents: readonly Document[],
  fields: FieldSet,
) => { name: string; message: object };

interface FieldBody extends SubStatistics {
  fieldName: string;
  size?: number;
  sort?: { sorters: GroupSorter[] };
  minDocCount?: number;
}

/** Groups that GroupByField returns when no size is given. */
const DEFAULT_SIZE = 10;

const DESCENDING = 1;

function subResults(sub: SubStatistics, documents: readonly Document[], fields: FieldSet): object {
  return {
    ...(sub.subAggs?.aggs.length ? { subAggsResult: aggregate(sub.subAggs.aggs, documents, fields) } : {}),
    ...(sub.subGroupBys?.groupBys.length
      ? { subGroupBysResult: groupBy(sub.subGroupBys.groupBys, documents, fields) }
      : {}),
  };
}

function collectGroups(
  documents: readonly Document[],
  keysOf: (document: Document) => readonly Scalar[],
): Group[] {
  const groups = new Map<Scalar, Document[]>();
  for (const document of documents) {
    const keys = keysOf(document);
    // Nearly all documents have one value or none.
    for (const key of keys.length > 1 ? new Set(keys) : keys) {
      const group = groups.get(key);
      if (group) group.push(document);
      else groups.set(key, [document]);
    }
  }
  return [...groups].map(([key, members]) => ({ key, documents: members }));
}

const byField: Grouping = (bytes, documents, fields) => {
  const body = decodeMessage<FieldBody>('search', 'GroupByField', bytes);
  fields.aggregated(body.fieldName, 'GroupByField', ['LONG', 'DOUBLE', 'BOOLEAN', 'KEYWORD', 'DATE']);
  const groups = collectGroups(documents, (document) => allValues(document, body.fieldName)).filter(
    (group) => group.documents.length >= (body.minDocCount ?? 1),
  );
  // A sort without sorters is what clients send whose caller named none.
  const sorters = body.sort?.sorters.length ? body.sort.sorters : [{ rowCountSort: { order: DESCENDING } }];
  const sorted = sortGroups(groups, sorters, body, fields);
  return {
    name: 'GroupByFieldResult',
    message: {
      groupByFieldResultItems: sorted.slice(0, body.size ?? DEFAULT_SIZE).map((group) => ({
        key: String(group.key),
        rowCount: group.documents.length,
        ...subResults(body, group.documents, fields),
      })),
    },
  };
};

interface Range {
  from: number;
  to: number;
}

/** The service answers in this order, whatever the order of the request. */
const inAscendingOrder = (ranges: readonly Partial<Range>[]): Range[] =>
  ranges
    .map(({ from = -Infinity, to = Infinity }) => ({ from, to }))
    .sort((left, right) => compareScalars(left.from, right.from) || compareScalars(left.to, right.to));

const byRange: Grouping = (bytes, documents, fields) => {
  const body = decodeMessage<SubStatistics & { fieldName: string; ranges: Partial<Range>[] }>(
    'search',
    'GroupByRange',
    bytes,
  );
  fields.aggregated(body.fieldName, 'GroupByRange', ['LONG', 'DOUBLE']);
  return {
    name: 'GroupByRangeResult',
    message: {
      groupByRangeResultItems: inAscendingOrder(body.ranges).map(({ from, to }) => {
        const members = documents.filter((document) =>
          allValues(document, body.fieldName).some((value) => {
            const number = toNumber(value);
            return number !== undefined && number >= from && number < to;
          }),
        );
        return { from, to, rowCount: members.length, ...subResults(body, members, fields) };
      }),
    },
  };
};

const byFilter: Grouping = (bytes, documents, fields) => {
  const body = decodeMessage<SubStatistics & { filters: QueryMessage[] }>('search', 'GroupByFilter', bytes);
  const filters = body.filters.map((filter) => ({
    matcher: compileQuery(filter, fields),
    members: [] as Document[],
  }));
  // Each document once, with all filters: to come to a document costs more than to look at it.
  for (const document of documents) {
    for (const { matcher, members } of filters) if (matcher(document) !== undefined) members.push(document);
  }
  return {
    name: 'GroupByFilterResult',
    message: {
      groupByFilterResultItems: filters.map(({ members }) => ({
        rowCount: members.length,
        ...subResults(body, members, fields),
      })),
    },
  };
};

interface HistogramBody extends SubStatistics {
  fieldName: string;
  interval: Buffer;
  offset?: Buffer;
  missing?: Buffer;
  minDocCount?: number;
  sort?: { sorters: GroupSorter[] };
  fieldRange?: { min?: Buffer; max?: Buffer };
}

const byHistogram: Grouping = (bytes, documents, fields) => {
  const body = decodeMessage<HistogramBody>('search', 'GroupByHistogram', bytes);
  const field = fields.aggregated(body.fieldName, 'GroupByHistogram', ['LONG', 'DOUBLE']);
  const constant = (value: Buffer | undefined): number | undefined =>
    value?.length ? Number(readConstant(field, value)) : undefined;
  const interval = constant(body.interval) ?? 0;
  if (!(interval > 0))
    throw parameterInvalid(`GroupByHistogram: the interval must be above 0, ${interval} given.`);
  const [offset, missing] = [constant(body.offset) ?? 0, constant(body.missing)];
  const [least, most] = [
    constant(body.fieldRange?.min) ?? -Infinity,
    constant(body.fieldRange?.max) ?? Infinity,
  ];
  const bucket = (value: number): number => Math.floor((value - offset) / interval) * interval + offset;
  const groups = collectGroups(documents, (document) => {
    const values = allValues(document, body.fieldName).map(Number);
    const taken = values.length === 0 && missing !== undefined ? [missing] : values;
    return taken.filter((value) => value >= least && value <= most).map(bucket);
  }).filter((group) => group.documents.length >= (body.minDocCount ?? 1));
  const sorted = body.sort?.sorters.length
    ? sortGroups(groups, body.sort.sorters, body, fields)
    : groups.sort((left, right) => compareScalars(left.key, right.key));
  return {
    name: 'GroupByHistogramResult',
    message: {
      groupByHistogramItems: sorted.map((group) => ({
        key: encodeVariant(
          field.type === 'DOUBLE'
            ? { type: 'DOUBLE', value: Number(group.key) }
            : { type: 'INTEGER', value: BigInt(Number(group.key)) },
        ),
        value: group.documents.length,
        ...subResults(body, group.documents, fields),
      })),
    },
  };
};

const GROUPINGS: Record<number, Grouping> = { 1: byField, 2: byRange, 3: byFilter, 5: byHistogram };
const NOT_OFFERED: Record<number, string> = {
  4: 'GroupByGeoDistance',
  6: 'GroupByDateHistogram',
  7: 'GroupByGeoGrid',
  8: 'GroupByComposite',
};

/** The results in the order of the requests. @throws OtsError */
export function groupBy(requests: NamedMessage[], documents: readonly Document[], fields: FieldSet): object {
  checkNames(requests, 'group-by');
  return {
    groupByResults: requests.map(({ name, type, body }) => {
      const grouping = GROUPINGS[type];
      if (!grouping) {
        const known = NOT_OFFERED[type];
        throw known ? notOffered(known) : parameterInvalid(`Unknown group-by type: ${type}.`);
      }
      const result = grouping(body, documents, fields);
      return { name, type, groupByResult: encodeMessage('search', result.name, result.message) };
    }),
  };
}

import { parameterInvalid } from '../errors';
import { decodeMessage, encodeMessage } from '../messages';
import { encodeVariant } from '../plain-buffer/variant';
import { aggregate } from './aggregations';
import { collectGroups } from './collect-groups';
import type { ColumnsOfRows } from './columns-of-rows';
import { notOffered } from './fields';
import { type GroupSorter, sortGroups } from './group-sorting';
import { marked, markedSlots } from './narrow';
import { compileQuery } from './queries';
import { compareScalars, readConstant, toNumber } from './scalars';
import type { NamedMessage, QueryMessage, SubStatistics } from './search-types';
import { checkNames } from './statistic-names';

type Grouping = (
  body: Buffer,
  slots: readonly number[],
  rows: ColumnsOfRows,
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

function subResults(sub: SubStatistics, slotsOf: () => readonly number[], rows: ColumnsOfRows): object {
  return {
    ...(sub.subAggs?.aggs.length ? { subAggsResult: aggregate(sub.subAggs.aggs, slotsOf(), rows) } : {}),
    ...(sub.subGroupBys?.groupBys.length
      ? { subGroupBysResult: groupBy(sub.subGroupBys.groupBys, slotsOf(), rows) }
      : {}),
  };
}

const byField: Grouping = (bytes, slots, rows) => {
  const body = decodeMessage<FieldBody>('search', 'GroupByField', bytes);
  rows.fields.aggregated(body.fieldName, 'GroupByField', ['LONG', 'DOUBLE', 'BOOLEAN', 'KEYWORD', 'DATE']);
  const groups = collectGroups(slots, rows.column(body.fieldName), (values) => values).filter(
    (group) => group.count >= (body.minDocCount ?? 1),
  );
  // A sort without sorters is what clients send whose caller named none.
  const sorters = body.sort?.sorters.length ? body.sort.sorters : [{ rowCountSort: { order: DESCENDING } }];
  const sorted = sortGroups(groups, sorters, body, rows);
  return {
    name: 'GroupByFieldResult',
    message: {
      groupByFieldResultItems: sorted.slice(0, body.size ?? DEFAULT_SIZE).map((group) => ({
        key: String(group.key),
        rowCount: group.count,
        ...subResults(body, group.slots, rows),
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

const byRange: Grouping = (bytes, slots, rows) => {
  const body = decodeMessage<SubStatistics & { fieldName: string; ranges: Partial<Range>[] }>(
    'search',
    'GroupByRange',
    bytes,
  );
  rows.fields.aggregated(body.fieldName, 'GroupByRange', ['LONG', 'DOUBLE']);
  const column = rows.column(body.fieldName);
  return {
    name: 'GroupByRangeResult',
    message: {
      groupByRangeResultItems: inAscendingOrder(body.ranges).map(({ from, to }) => {
        const members = slots.filter((slot) =>
          column.values(column.bySlot[slot]!).some((value) => {
            const number = toNumber(value);
            return number !== undefined && number >= from && number < to;
          }),
        );
        return { from, to, rowCount: members.length, ...subResults(body, () => members, rows) };
      }),
    },
  };
};

const byFilter: Grouping = (bytes, slots, rows) => {
  const body = decodeMessage<SubStatistics & { filters: QueryMessage[] }>('search', 'GroupByFilter', bytes);
  const filters = body.filters.map((filter) => compileQuery(filter, rows.fields));
  const among = new Uint8Array(rows.size);
  for (const slot of slots) among[slot] = 1;
  return {
    name: 'GroupByFilterResult',
    message: {
      groupByFilterResultItems: filters.map((filter) => {
        const members = markedSlots(slots, marked(filter, among, rows));
        return { rowCount: members.length, ...subResults(body, () => members, rows) };
      }),
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

const byHistogram: Grouping = (bytes, slots, rows) => {
  const body = decodeMessage<HistogramBody>('search', 'GroupByHistogram', bytes);
  const field = rows.fields.aggregated(body.fieldName, 'GroupByHistogram', ['LONG', 'DOUBLE']);
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
  const groups = collectGroups(slots, rows.column(body.fieldName), (values) => {
    const taken = values.length === 0 && missing !== undefined ? [missing] : values.map(Number);
    return taken.filter((value) => value >= least && value <= most).map(bucket);
  }).filter((group) => group.count >= (body.minDocCount ?? 1));
  const sorted = body.sort?.sorters.length
    ? sortGroups(groups, body.sort.sorters, body, rows)
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
        value: group.count,
        ...subResults(body, group.slots, rows),
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
export function groupBy(requests: NamedMessage[], slots: readonly number[], rows: ColumnsOfRows): object {
  checkNames(requests, 'group-by');
  return {
    groupByResults: requests.map(({ name, type, body }) => {
      const grouping = GROUPINGS[type];
      if (!grouping) {
        const known = NOT_OFFERED[type];
        throw known ? notOffered(known) : parameterInvalid(`Unknown group-by type: ${type}.`);
      }
      const result = grouping(body, slots, rows);
      return { name, type, groupByResult: encodeMessage('search', result.name, result.message) };
    }),
  };
}

import * as TableStore from 'tablestore';

/** A column to sort by. The first one is the most important. */
export interface SortKey {
  column: string;
  descending: boolean;
}

/** Rows with equal values are in the order of the primary key. */
export function sortersOf(keys: readonly SortKey[]): TableStore.Sorter[] {
  const { SORT_ORDER_ASC, SORT_ORDER_DESC } = TableStore.SortOrder;
  return [
    ...keys.map(({ column, descending }) => ({
      fieldSort: { fieldName: column, order: descending ? SORT_ORDER_DESC : SORT_ORDER_ASC },
    })),
    { primaryKeySort: { order: SORT_ORDER_ASC } },
  ];
}

/** The columns by name; all of the index without any. */
export function columnsToGet(names: string[] | undefined): TableStore.ColumnsToGet {
  const { RETURN_ALL_FROM_INDEX, RETURN_SPECIFIED } = TableStore.ColumnReturnType;
  return names ? { returnType: RETURN_SPECIFIED, returnNames: names } : { returnType: RETURN_ALL_FROM_INDEX };
}

/** A question for the largest values of a column, or for the rows of each filter. */
export type Grouping = { column: string; size: number } | { filters: TableStore.SearchQuery[] };

/** What is summed for each group. */
export const SUMS: TableStore.Aggregation[] = [
  { name: 'durationMs', type: TableStore.AggregationType.AGG_SUM, body: { fieldName: 'DurationMs' } },
  { name: 'bytes', type: TableStore.AggregationType.AGG_SUM, body: { fieldName: 'Size' } },
];

/** @param sums whether the groups are summed, too */
export function groupByOf(name: string, grouping: Grouping, sums: boolean): TableStore.GroupBy {
  const subAggs = sums ? { subAggs: { aggs: SUMS } } : {};
  if ('filters' in grouping) {
    const { filters } = grouping;
    return { name, type: TableStore.GroupByType.GROUP_BY_FILTER, body: { filters, ...subAggs } };
  }
  const { column: fieldName, size } = grouping;
  return { name, type: TableStore.GroupByType.GROUP_BY_FIELD, body: { fieldName, size, ...subAggs } };
}

/** The sums of an answer. */
export function sumsOf(results: TableStore.AggregationResults | undefined): {
  durationMs: number;
  bytes: number;
} {
  const value = (wanted: string): number =>
    Number(results?.aggResults.find(({ name }) => name === wanted)?.aggResult.value ?? 0);
  return { durationMs: value('durationMs'), bytes: value('bytes') };
}

import { parameterInvalid } from '../errors';
import { decodeMessage } from '../messages';
import { aggregate } from './aggregations';
import type { ColumnsOfRows } from './columns-of-rows';
import { compareScalars, type Scalar } from './scalars';
import type { SubStatistics } from './search-types';

/** A group of rows. */
export interface Group {
  key: Scalar;
  count: number;
  /** Gathered when they are first asked for: most requests only count. */
  slots(): readonly number[];
}

export interface GroupSorter {
  groupKeySort?: { order?: number };
  rowCountSort?: { order?: number };
  subAggSort?: { subAggName: string; order?: number };
}

const DESCENDING = 1;

/** Result messages of the aggregations whose result is one number, by type. */
const RESULTS: Record<number, string> = {
  1: 'AvgAggregationResult',
  2: 'MaxAggregationResult',
  3: 'MinAggregationResult',
  4: 'SumAggregationResult',
  5: 'CountAggregationResult',
  6: 'DistinctCountAggregationResult',
};

/** Equal groups are sorted by key, so that the same data always gives the same list. */
export function sortGroups(
  groups: Group[],
  sorters: GroupSorter[],
  sub: SubStatistics,
  rows: ColumnsOfRows,
): Group[] {
  const comparators = sorters.map((sorter) => comparatorOf(sorter, sub, rows));
  return [...groups].sort((left, right) => {
    for (const compare of comparators) {
      const order = compare(left, right);
      if (order !== 0) return order;
    }
    return compareScalars(left.key, right.key);
  });
}

function comparatorOf(
  sorter: GroupSorter,
  sub: SubStatistics,
  rows: ColumnsOfRows,
): (a: Group, b: Group) => number {
  const { groupKeySort, rowCountSort, subAggSort } = sorter;
  const sign = (order: number | undefined): number => (order === DESCENDING ? -1 : 1);
  if (groupKeySort) return (a, b) => sign(groupKeySort.order) * compareScalars(a.key, b.key);
  if (rowCountSort) return (a, b) => sign(rowCountSort.order) * (a.count - b.count);
  if (!subAggSort) throw parameterInvalid('A group-by sorter must name what it sorts by.');
  const value = subValue(subAggSort.subAggName, sub, rows);
  return (a, b) => sign(subAggSort.order) * (value(a) - value(b));
}

function subValue(name: string, sub: SubStatistics, rows: ColumnsOfRows): (group: Group) => number {
  const request = sub.subAggs?.aggs.find((one) => one.name === name);
  const message = request && RESULTS[request.type];
  if (!request || !message) throw parameterInvalid(`There is no sub-aggregation '${name}' to sort by.`);
  const cache = new Map<Group, number>();
  return (group) => {
    const known = cache.get(group);
    if (known !== undefined) return known;
    const { aggResults } = aggregate([request], group.slots(), rows) as {
      aggResults: { aggResult: Buffer }[];
    };
    const { value = 0 } = decodeMessage<{ value?: number }>(
      'search',
      message,
      aggResults[0]?.aggResult ?? Buffer.alloc(0),
    );
    cache.set(group, value);
    return value;
  };
}

import { parameterInvalid } from '../errors';
import { decodeMessage } from '../messages';
import { aggregate } from './aggregations';
import type { Document } from './document';
import type { FieldSet } from './fields';
import { compareScalars, type Scalar } from './scalars';
import type { SubStatistics } from './search-types';

/** A group: its key and its documents. */
export interface Group {
  key: Scalar;
  documents: Document[];
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
  fields: FieldSet,
): Group[] {
  const comparators = sorters.map((sorter) => comparatorOf(sorter, sub, fields));
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
  fields: FieldSet,
): (a: Group, b: Group) => number {
  const { groupKeySort, rowCountSort, subAggSort } = sorter;
  const sign = (order: number | undefined): number => (order === DESCENDING ? -1 : 1);
  if (groupKeySort) return (a, b) => sign(groupKeySort.order) * compareScalars(a.key, b.key);
  if (rowCountSort) return (a, b) => sign(rowCountSort.order) * (a.documents.length - b.documents.length);
  if (!subAggSort) throw parameterInvalid('A group-by sorter must name what it sorts by.');
  const value = subValue(subAggSort.subAggName, sub, fields);
  return (a, b) => sign(subAggSort.order) * (value(a) - value(b));
}

function subValue(name: string, sub: SubStatistics, fields: FieldSet): (group: Group) => number {
  const request = sub.subAggs?.aggs.find((one) => one.name === name);
  const message = request && RESULTS[request.type];
  if (!request || !message) throw parameterInvalid(`There is no sub-aggregation '${name}' to sort by.`);
  const cache = new Map<Group, number>();
  return (group) => {
    const known = cache.get(group);
    if (known !== undefined) return known;
    const { aggResults } = aggregate([request], group.documents, fields) as {
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

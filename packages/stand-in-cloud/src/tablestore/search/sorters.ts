import { parameterInvalid } from '../errors';
import { CellOrder } from './cell-order';
import type { ColumnsOfRows } from './columns-of-rows';
import { chosen, EMPTY, MODE } from './field-column';
import { notOffered } from './fields';
import { type Hits, scoreOfHit } from './hits';
import { compileQuery } from './queries';
import { scoreOf } from './query';
import { readConstant, type Scalar } from './scalars';
import type { SearchIndex } from './search-index';
import type { SorterMessage } from './search-types';

/** One sorter over given hits. Numbers stand for the values: what has the lower one comes first. */
export interface Sorter {
  /** @param i the place of a hit in the order of the primary key */
  rank(i: number): number;
  /** The rank of a value, which no hit need have. */
  rankOf(value: Scalar | null): number;
  /** The value of a hit. */
  value(i: number): Scalar | null;
}

type FieldSort = NonNullable<SorterMessage['fieldSort']>;

const DESCENDING = 1;
/** Rows without a value come last in either direction. */
const LAST = Number.POSITIVE_INFINITY;

const signOf = (order: number | undefined): number => (order === DESCENDING ? -1 : 1);

/** @throws OtsError */
export function sorterOf(message: SorterMessage, hits: Hits, index: SearchIndex): Sorter {
  if (message.fieldSort) return fieldSorter(message.fieldSort, hits, index.rows);
  if (message.scoreSort) return scoreSorter(signOf(message.scoreSort.order ?? DESCENDING), hits, index.rows);
  const byKey = message.pkSort ?? message.docSort;
  if (byKey) return keySorter(signOf(byKey.order), hits, index);
  if (message.geoDistanceSort) throw notOffered('GeoDistanceSort');
  throw parameterInvalid('A sorter must name what it sorts by.');
}

function scoreSorter(sign: number, { query, slots }: Hits, rows: ColumnsOfRows): Sorter {
  const scores = slots.map((slot) => scoreOfHit(query, slot, rows));
  return {
    rank: (i) => sign * scores[i]!,
    value: (i) => scores[i]!,
    rankOf: (score) => (score === null ? LAST : sign * Number(score)),
  };
}

/** Hits are in the order of their keys. */
function keySorter(sign: number, hits: Hits, index: SearchIndex): Sorter {
  return {
    rank: (i) => sign * i,
    value: (i) => index.key(hits.slots[i]!),
    rankOf: (key) => (key === null ? LAST : sign * index.placeOf(String(key), hits)),
  };
}

/** @throws OtsError */
function fieldSorter(sort: FieldSort, hits: Hits, rows: ColumnsOfRows): Sorter {
  if (sort.missingField) throw notOffered('FieldSort with missing_field');
  const field = rows.fields.sortable(sort.fieldName);
  const missing = sort.missingValue ? readConstant(field, sort.missingValue) : null;
  const mode = sort.mode ?? (sort.order === DESCENDING ? MODE.max : MODE.min);
  if (sort.nestedFilter)
    return filteredSorter({ ...sort, nestedFilter: sort.nestedFilter, mode }, missing, hits, rows);
  const column = rows.column(field.name);
  const cells = column.bySlot;
  const order = column.order(mode);
  const sign = signOf(sort.order);
  const rankOf = rankIn(order, sign);
  const { ranks } = order;
  const [slots, empty] = [hits.slots, EMPTY];
  const last = rankOf(missing);
  return {
    rank: (i) => {
      const cell = cells[slots[i]!]!;
      return cell === empty ? last : sign * ranks[cell]!;
    },
    rankOf,
    value: (i) => {
      const cell = cells[slots[i]!]!;
      return cell === empty ? missing : column.sortValue(cell, mode);
    },
  };
}

const rankIn =
  (order: CellOrder, sign: number) =>
  (value: Scalar | null): number =>
    value === null ? LAST : sign * order.rankOf(value);

/** By the documents of a nested field that a filter matches. */
function filteredSorter(
  {
    fieldName,
    order: direction,
    mode,
    nestedFilter,
  }: FieldSort & Required<Pick<FieldSort, 'nestedFilter' | 'mode'>>,
  missing: Scalar | null,
  { slots }: Hits,
  rows: ColumnsOfRows,
): Sorter {
  const filter = compileQuery(nestedFilter.filter, rows.fields);
  const values = Array.from(slots, (slot): Scalar | null => {
    const items = rows.nested(nestedFilter.path, slot).filter((item) => scoreOf(filter, item) !== undefined);
    const found = items.flatMap((item) => item.values(fieldName));
    return found.length === 0 ? missing : chosen(found, mode);
  });
  const different = [...new Set(values)].filter((value) => value !== null);
  const order = new CellOrder((cell) => different[cell - 1]!);
  order.update({ size: different.length + 1, isPlain: false, isDistinct: true });
  const rankOf = rankIn(order, signOf(direction));
  const ranks = values.map(rankOf);
  return { rank: (i) => ranks[i]!, rankOf, value: (i) => values[i]! };
}

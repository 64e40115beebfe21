import { limits } from 'ros-template-check';
import { parameterInvalid } from './errors';
import { decodeMessage } from './messages';
import { decodeValue } from './plain-buffer/variant';
import { notOffered } from './search/fields';
import { compareValues, isMarker, type KeyValue, type Value } from './values';

const { FILTERS } = limits.tablestore;

/** The versions of a column of a row, newest first; empty when the row has no such column. */
type ColumnReader = (column: string) => readonly Value[];

export interface Filter {
  test(read: ColumnReader): boolean;
  /** Which of the row's columns are returned, in order of their names. */
  page?: { offset: number; limit: number };
}

const TYPE = { single: 1, composite: 2, pagination: 3 };
const COMBINATOR = { not: 1, and: 2, or: 3 };

const COMPARATORS: Record<number, (order: number) => boolean> = {
  1: (order) => order === 0,
  2: (order) => order !== 0,
  3: (order) => order > 0,
  4: (order) => order >= 0,
  5: (order) => order < 0,
  6: (order) => order <= 0,
};

interface FilterMessage {
  type: number;
  filter: Buffer;
}

interface SingleMessage {
  comparator: number;
  columnName: string;
  columnValue: Buffer;
  filterIfMissing: boolean;
  latestVersionOnly: boolean;
  /** A regular expression that the value goes through before it is compared. */
  valueTransRule?: Buffer;
}

/** @throws OtsError `OTSParameterInvalid` */
export function parseFilter(bytes: Buffer): Filter {
  const message = decodeFilter(bytes);
  const budget = { left: FILTERS };
  if (message.type !== TYPE.pagination) return { test: parseCondition(message, budget) };
  const page = decodeMessage<{ offset: number; limit: number }>(
    'filter',
    'ColumnPaginationFilter',
    message.filter,
  );
  if (page.offset < 0) {
    throw parameterInvalid('Offset in ColumnPaginationFilter must be greater than or equal to 0.');
  }
  if (page.limit <= 0) throw parameterInvalid('Limit in ColumnPaginationFilter must be greater than 0.');
  return { test: () => true, page };
}

const decodeFilter = (bytes: Buffer): FilterMessage =>
  decodeMessage<FilterMessage>('filter', 'Filter', bytes);

function parseCondition(message: FilterMessage, budget: { left: number }): Filter['test'] {
  if (--budget.left < 0) throw parameterInvalid(`The count of filter exceeds the max:${FILTERS}.`);
  if (message.type === TYPE.single) return parseSingle(message.filter);
  if (message.type === TYPE.composite) return parseComposite(message.filter, budget);
  throw parameterInvalid(`Invalid type of sub-filter: ${message.type}.`);
}

function parseSingle(bytes: Buffer): Filter['test'] {
  const single = decodeMessage<SingleMessage>('filter', 'SingleColumnValueFilter', bytes);
  if (single.valueTransRule) throw notOffered('ValueTransferRule');
  const matches = COMPARATORS[single.comparator];
  if (!matches) throw parameterInvalid(`Invalid relation operator: ${single.comparator}.`);
  const constant = decodeValue(single.columnValue);
  return (read) => {
    const versions = read(single.columnName);
    if (versions.length === 0) return !single.filterIfMissing;
    return (single.latestVersionOnly ? versions.slice(0, 1) : versions).some((value) => {
      const order = compareValues(value, constant);
      return order !== undefined && matches(order);
    });
  };
}

function parseComposite(bytes: Buffer, budget: { left: number }): Filter['test'] {
  const { combinator, subFilters } = decodeMessage<{ combinator: number; subFilters: FilterMessage[] }>(
    'filter',
    'CompositeColumnValueFilter',
    bytes,
  );
  const subs = subFilters.map((sub) => parseCondition(sub, budget));
  if (combinator === COMBINATOR.not) {
    const [only] = subs;
    if (!only || subs.length !== 1) {
      throw parameterInvalid('Invalid NOT operator: the number of sub-filters must be 1.');
    }
    return (read) => !only(read);
  }
  if (subs.length < 2) {
    throw parameterInvalid('Invalid AND/OR operator: the number of sub-filters must be more than 1.');
  }
  return combinator === COMBINATOR.and
    ? (read) => subs.every((sub) => sub(read))
    : (read) => subs.some((sub) => sub(read));
}

/** Reads key columns and attributes, because a condition may name both. */
export function columnReader(
  keyNames: readonly string[],
  primaryKey: readonly KeyValue[],
  columns: ReadonlyMap<string, readonly { value: Value }[]>,
): ColumnReader {
  return (name) => {
    const position = keyNames.indexOf(name);
    if (position < 0) return (columns.get(name) ?? []).map((version) => version.value);
    const value = primaryKey[position];
    return value && !isMarker(value) ? [value] : [];
  };
}

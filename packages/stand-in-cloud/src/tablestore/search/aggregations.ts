import { parameterInvalid } from '../errors';
import { decodeMessage, encodeMessage } from '../messages';
import { encodeVariant } from '../plain-buffer/variant';
import type { IndexField } from '../service';
import type { ColumnsOfRows } from './columns-of-rows';
import { EMPTY } from './field-column';
import { type FieldType, notOffered } from './fields';
import { compareScalars, readConstant, type Scalar, toNumber } from './scalars';
import type { NamedMessage } from './search-types';
import { checkNames } from './statistic-names';

interface AggregationBody {
  fieldName: string;
  missing?: Buffer;
  percentiles?: number[];
}

/** The values of a field, of the rows that are meant. */
interface Values {
  /** All of them, row by row. */
  list(): readonly Scalar[];
  /** Of the values as numbers, and how many there are. */
  total(): { sum: number; count: number };
}

/** An aggregation: the type of its result message, and the result for all values of the field. */
interface Aggregation {
  name: string;
  types: readonly FieldType[];
  compute(values: Values, body: AggregationBody): object;
}

const numberOf = (value: Scalar): number => toNumber(value) ?? 0;

const extreme = (values: Values, start: number, choose: (a: number, b: number) => number): number =>
  values.list().reduce<number>((best, value) => choose(best, numberOf(value)), start);

/** The types of fields, from the page of each aggregation in the service's documentation. */
const TIMES_TOO: readonly FieldType[] = ['LONG', 'DOUBLE', 'DATE'];
const ALL: readonly FieldType[] = ['LONG', 'DOUBLE', 'BOOLEAN', 'KEYWORD', 'GEOPOINT', 'DATE'];

const AGGREGATIONS: Record<number, Aggregation> = {
  1: {
    name: 'AvgAggregation',
    types: TIMES_TOO,
    compute: (values) => ({ value: values.total().sum / (values.total().count || 1) }),
  },
  2: {
    name: 'MaxAggregation',
    types: TIMES_TOO,
    compute: (values) => ({ value: extreme(values, -Infinity, Math.max) }),
  },
  3: {
    name: 'MinAggregation',
    types: TIMES_TOO,
    compute: (values) => ({ value: extreme(values, Infinity, Math.min) }),
  },
  4: {
    name: 'SumAggregation',
    types: ['LONG', 'DOUBLE'],
    compute: (values) => ({ value: values.total().sum }),
  },
  5: { name: 'CountAggregation', types: ALL, compute: (values) => ({ value: values.total().count }) },
  6: {
    name: 'DistinctCountAggregation',
    types: ALL,
    compute: (values) => ({ value: new Set(values.list()).size }),
  },
  8: { name: 'PercentilesAggregation', types: TIMES_TOO, compute: percentiles },
};

function percentiles(values: Values, { percentiles: wanted = [] }: AggregationBody): object {
  const sorted = [...values.list()].sort(compareScalars).map(Number);
  return {
    // In ascending order, whatever the order of the request.
    percentilesAggregationItems: [...wanted].sort(compareScalars).map((key) => {
      const rank = Math.max(0, Math.ceil((key / 100) * sorted.length) - 1);
      return { key, value: encodeVariant({ type: 'DOUBLE', value: sorted[rank] ?? 0 }) };
    }),
  };
}

/** The results in the order of the requests. @throws OtsError */
export function aggregate(requests: NamedMessage[], slots: readonly number[], rows: ColumnsOfRows): object {
  checkNames(requests, 'aggregation');
  return { aggResults: requests.map((request) => aggregateOne(request, slots, rows)) };
}

function aggregateOne(
  { name, type, body }: NamedMessage,
  slots: readonly number[],
  rows: ColumnsOfRows,
): object {
  const aggregation = AGGREGATIONS[type];
  if (!aggregation) {
    throw type === 7
      ? notOffered('TopRowsAggregation')
      : parameterInvalid(`Unknown aggregation type: ${type}.`);
  }
  const message = decodeMessage<AggregationBody>('search', aggregation.name, body);
  const field = rows.fields.aggregated(message.fieldName, aggregation.name, aggregation.types);
  const values = valuesOf(field, message, slots, rows);
  const result = encodeMessage('search', `${aggregation.name}Result`, aggregation.compute(values, message));
  return { name, type, aggResult: result };
}

function valuesOf(
  field: IndexField,
  { missing }: AggregationBody,
  slots: readonly number[],
  rows: ColumnsOfRows,
): Values {
  const fallback = missing?.length ? readConstant(field, missing) : undefined;
  const column = rows.column(field.name);
  const cells = column.bySlot;
  const list = (): Scalar[] => {
    const values: Scalar[] = [];
    for (const slot of slots) {
      const own = column.values(cells[slot]!);
      if (own.length > 0) values.push(...own);
      else if (fallback !== undefined) values.push(fallback);
    }
    return values;
  };
  const total = (): { sum: number; count: number } => {
    if (!column.isSingle) {
      const values = list();
      return { sum: values.reduce<number>((sum, value) => sum + numberOf(value), 0), count: values.length };
    }
    // The usual case, for each row of a table.
    const { numbers } = column;
    const [empty, other, counted] = [EMPTY, numberOf(fallback ?? 0), fallback === undefined ? 0 : 1];
    let [sum, count] = [0, 0];
    for (let i = 0; i < slots.length; i++) {
      const cell = cells[slots[i]!]!;
      sum += cell === empty ? other : numbers[cell]!;
      count += cell === empty ? counted : 1;
    }
    return { sum, count };
  };
  return { list, total };
}

import { parameterInvalid } from '../errors';
import { decodeMessage, encodeMessage } from '../messages';
import { encodeVariant } from '../plain-buffer/variant';
import type { IndexField } from '../service';
import { allValues, type Document } from './document';
import { type FieldSet, type FieldType, notOffered } from './fields';
import { compareScalars, readConstant, type Scalar, toNumber } from './scalars';
import type { NamedMessage } from './search-types';
import { checkNames } from './statistic-names';

interface AggregationBody {
  fieldName: string;
  missing?: Buffer;
  percentiles?: number[];
}

/** An aggregation: the type of its result message, and the result for all values of the field. */
interface Aggregation {
  name: string;
  types: readonly FieldType[];
  compute(values: Scalar[], body: AggregationBody): object;
}

const numbers = (values: Scalar[]): number[] => values.map((value) => toNumber(value) ?? 0);
function sum(values: Scalar[]): number {
  let total = 0;
  for (const value of values) total += toNumber(value) ?? 0;
  return total;
}

/** The types of fields, from the page of each aggregation in the service's documentation. */
const TIMES_TOO: readonly FieldType[] = ['LONG', 'DOUBLE', 'DATE'];
const ALL: readonly FieldType[] = ['LONG', 'DOUBLE', 'BOOLEAN', 'KEYWORD', 'GEOPOINT', 'DATE'];

const AGGREGATIONS: Record<number, Aggregation> = {
  1: {
    name: 'AvgAggregation',
    types: TIMES_TOO,
    compute: (values) => ({ value: values.length ? sum(values) / values.length : 0 }),
  },
  2: {
    name: 'MaxAggregation',
    types: TIMES_TOO,
    compute: (values) => ({ value: numbers(values).reduce((a, b) => Math.max(a, b), -Infinity) }),
  },
  3: {
    name: 'MinAggregation',
    types: TIMES_TOO,
    compute: (values) => ({ value: numbers(values).reduce((a, b) => Math.min(a, b), Infinity) }),
  },
  4: {
    name: 'SumAggregation',
    types: ['LONG', 'DOUBLE'],
    compute: (values) => ({ value: sum(values) }),
  },
  5: { name: 'CountAggregation', types: ALL, compute: (values) => ({ value: values.length }) },
  6: { name: 'DistinctCountAggregation', types: ALL, compute: (values) => ({ value: new Set(values).size }) },
  8: { name: 'PercentilesAggregation', types: TIMES_TOO, compute: percentiles },
};

function percentiles(values: Scalar[], { percentiles: wanted = [] }: AggregationBody): object {
  const sorted = [...values].sort(compareScalars).map(Number);
  return {
    // In ascending order, whatever the order of the request.
    percentilesAggregationItems: [...wanted].sort(compareScalars).map((key) => {
      const rank = Math.max(0, Math.ceil((key / 100) * sorted.length) - 1);
      return { key, value: encodeVariant({ type: 'DOUBLE', value: sorted[rank] ?? 0 }) };
    }),
  };
}

/** The results in the order of the requests. @throws OtsError */
export function aggregate(
  requests: NamedMessage[],
  documents: readonly Document[],
  fields: FieldSet,
): object {
  checkNames(requests, 'aggregation');
  return { aggResults: requests.map((request) => aggregateOne(request, documents, fields)) };
}

function aggregateOne(
  { name, type, body }: NamedMessage,
  documents: readonly Document[],
  fields: FieldSet,
): object {
  const aggregation = AGGREGATIONS[type];
  if (!aggregation) {
    throw type === 7
      ? notOffered('TopRowsAggregation')
      : parameterInvalid(`Unknown aggregation type: ${type}.`);
  }
  const message = decodeMessage<AggregationBody>('search', aggregation.name, body);
  const field = fields.aggregated(message.fieldName, aggregation.name, aggregation.types);
  const values = collect(field, message, documents);
  const result = encodeMessage('search', `${aggregation.name}Result`, aggregation.compute(values, message));
  return { name, type, aggResult: result };
}

function collect(field: IndexField, { missing }: AggregationBody, documents: readonly Document[]): Scalar[] {
  const fallback = missing?.length ? [readConstant(field, missing)] : [];
  const collected: Scalar[] = [];
  for (const document of documents) {
    const values = allValues(document, field.name);
    for (const value of values.length > 0 ? values : fallback) collected.push(value);
  }
  return collected;
}

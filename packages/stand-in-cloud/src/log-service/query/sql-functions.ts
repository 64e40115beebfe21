import { calculate, compare, type SqlValue, sqlError, Timestamp, typeOf } from './sql-values';

type SqlFunction = (...values: SqlValue[]) => SqlValue;

/** Functions of one row. `if` is not here: it does not evaluate all of its arguments. */
export const SCALARS: Readonly<Record<string, SqlFunction>> = {
  date_trunc: (unit = null, time = null) => {
    if (time === null || unit === null) return null;
    const ms =
      time instanceof Timestamp ? time.ms : typeof time === 'bigint' ? Number(time) * 1000 : undefined;
    if (ms === undefined) throw sqlError(`date_trunc cannot take ${typeOf(time)}.`);
    return new Timestamp(truncated(String(unit), ms));
  },
  to_unixtime: (time = null) => {
    if (time === null) return null;
    if (!(time instanceof Timestamp)) throw sqlError(`to_unixtime cannot take ${typeOf(time)}.`);
    return time.ms / 1000;
  },
  from_iso8601_timestamp: (text = null) => {
    if (text === null) return null;
    const isTime =
      typeof text === 'string' &&
      /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text);
    const ms = isTime ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(ms)) throw sqlError(`Invalid format: ${JSON.stringify(text)}`);
    return new Timestamp(ms);
  },
};

const HOUR = 3_600_000;

/** In UTC; the service takes the time zone of the logstore's region. */
function truncated(unit: string, ms: number): number {
  const lengths: Record<string, number> = { second: 1000, minute: 60_000, hour: HOUR, day: 24 * HOUR };
  const length = lengths[unit];
  if (length === undefined) throw sqlError(`date_trunc: '${unit}' is not offered as a unit.`);
  return Math.floor(ms / length) * length;
}

/** The values of a group for which there is one, and further arguments, which are the same in all rows. */
type Aggregate = (values: Exclude<SqlValue, null>[], further: SqlValue[]) => SqlValue;

const best = (values: SqlValue[], sign: number): SqlValue =>
  values.length === 0 ? null : values.reduce((a, b) => (sign * compare(b, a) > 0 ? b : a));

const sum = (values: SqlValue[]): SqlValue =>
  values.length === 0 ? null : values.reduce((a, b) => calculate('+', a, b));

/** Functions of a group of rows. Those that are approximate in the service are exact here. */
export const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  count: (values) => BigInt(values.length),
  sum,
  avg: (values) => (values.length === 0 ? null : calculate('/', sum(values), values.length)),
  max: (values) => best(values, 1),
  min: (values) => best(values, -1),
  approx_distinct: (values) =>
    BigInt(new Set(values.map((value) => (value instanceof Timestamp ? value.ms : value))).size),
  approx_percentile: (values, [share = null]) => {
    if (typeof share !== 'number' && typeof share !== 'bigint') {
      throw sqlError('approx_percentile needs a share from 0 to 1 as its second argument.');
    }
    if (share < 0 || share > 1)
      throw sqlError(`approx_percentile needs a share from 0 to 1, ${share} given.`);
    const sorted = [...values].sort(compare);
    return sorted[Math.max(0, Math.ceil(Number(share) * sorted.length) - 1)] ?? null;
  },
};

/** How many arguments each function takes. */
export const ARGUMENTS: Readonly<Record<string, readonly number[]>> = {
  if: [2, 3],
  date_trunc: [2],
  to_unixtime: [1],
  from_iso8601_timestamp: [1],
  count: [1],
  sum: [1],
  avg: [1],
  max: [1],
  min: [1],
  approx_distinct: [1],
  approx_percentile: [2],
};

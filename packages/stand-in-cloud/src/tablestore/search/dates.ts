import { parameterInvalid } from '../errors';

/** Values of DATE fields are milliseconds since the epoch; a double tells times apart down to a microsecond. */
type Reader = (value: string | bigint | number) => number | undefined;

/** Predefined formats of integers, and how many of each are a millisecond. */
const EPOCHS: Record<string, number> = {
  epoch_second: 1 / 1000,
  epoch_millis: 1,
  epoch_micros: 1000,
  epoch_nanos: 1_000_000,
};

/** The service's range (its page "Date data type"): from 1970 to what fits 64 bits as nanoseconds. */
const LAST = 9_223_372_036_854.775;

/** What a field without formats takes, and every constant of a query. The service names no default: this is ours. */
const DEFAULT_FORMATS = [
  'epoch_millis',
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-dd HH:mm:ss.S',
  "yyyy-MM-dd'T'HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm:ss.S",
  "yyyy-MM-dd'T'HH:mm:ssX",
  "yyyy-MM-dd'T'HH:mm:ss.SX",
  "yyyy-MM-dd'T'HH:mm:ssXXX",
  "yyyy-MM-dd'T'HH:mm:ss.SXXX",
];

const OFFSET = '(?<zone>Z|[+-]\\d{2}(?::?\\d{2}){0,2})';

/** A letter of a format, repeated as given, as a regular expression. */
const LETTERS: Record<string, (count: number) => string> = {
  y: (count) => `(?<y>\\d{${count}})`,
  M: (count) => `(?<M>${digits(count)})`,
  d: (count) => `(?<d>${digits(count)})`,
  H: (count) => `(?<H>${digits(count)})`,
  K: (count) => `(?<K>${digits(count)})`,
  m: (count) => `(?<m>${digits(count)})`,
  s: (count) => `(?<s>${digits(count)})`,
  // A single S takes any precision: in the defaults only one format is needed then.
  S: (count) => `(?<S>\\d{${count === 1 ? '1,9' : count}})`,
  a: () => '(?<a>AM|PM)',
  X: () => OFFSET,
  x: () => OFFSET,
};

const digits = (count: number): string => (count === 1 ? '\\d{1,2}' : '\\d{2}');

const cache = new Map<string, Reader>();

/** @throws OtsError `OTSParameterInvalid` for a format that is not known here */
export function dateReader(format: string): Reader {
  const known = cache.get(format);
  if (known) return known;
  const perMillisecond = EPOCHS[format];
  const reader: Reader =
    perMillisecond === undefined
      ? textReader(patternOf(format))
      : (value) => (typeof value === 'string' ? undefined : inRange(Number(value) / perMillisecond));
  cache.set(format, reader);
  return reader;
}

/** The first format that fits decides; undefined when none does. */
export function readDate(
  value: string | bigint | number,
  formats: readonly string[] = DEFAULT_FORMATS,
): number | undefined {
  for (const format of formats) {
    const time = dateReader(format)(value);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** A constant of a query: in one of the field's formats, or else in one of the usual ones. */
export const readDateConstant = (
  value: string | bigint | number,
  formats?: readonly string[],
): number | undefined => readDate(value, formats) ?? readDate(value);

function patternOf(format: string): RegExp {
  const parts = format.match(/'(?:[^']|'')*'|([a-zA-Z])\1*|[^a-zA-Z']/g) ?? [];
  const source = parts.map((part) => {
    if (part.startsWith("'")) return literally(part.slice(1, -1).replaceAll("''", "'") || "'");
    const letter = part.charAt(0);
    if (!/[a-zA-Z]/.test(letter)) return literally(part);
    const toSource = LETTERS[letter];
    if (!toSource) throw parameterInvalid(`Date format '${format}': '${part}' is not known.`);
    return toSource(part.length);
  });
  if (parts.join('') !== format || !format) throw parameterInvalid(`Invalid date format: '${format}'.`);
  try {
    return new RegExp(`^${source.join('')}$`, 'u');
  } catch {
    // Two groups of one name.
    throw parameterInvalid(`Date format '${format}' names a part of the time twice.`);
  }
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');

function textReader(pattern: RegExp): Reader {
  return (value) => {
    const found = typeof value === 'string' ? pattern.exec(value)?.groups : undefined;
    if (!found) return undefined;
    const part = (name: string, otherwise = 0): number => Number(found[name] ?? otherwise);
    const year = part('y', 1970) + (found['y']?.length === 2 ? 2000 : 0);
    const hour = found['K'] === undefined ? part('H') : part('K') + (found['a'] === 'PM' ? 12 : 0);
    const [month, day, minute, second] = [part('M', 1), part('d', 1), part('m'), part('s')];
    const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
    // Date.UTC counts the 31st of February as a day of March.
    const isReal =
      date.getUTCMonth() === month - 1 &&
      date.getUTCDate() === day &&
      date.getUTCHours() === hour &&
      date.getUTCMinutes() === minute &&
      date.getUTCSeconds() === second;
    if (!isReal) return undefined;
    const fraction = found['S'] ? Number(`0.${found['S']}`) * 1000 : 0;
    return inRange(date.getTime() + fraction - offsetOf(found['zone']));
  };
}

/** Milliseconds east of Greenwich. */
function offsetOf(zone = 'Z'): number {
  if (zone === 'Z') return 0;
  const [hours = 0, minutes = 0, seconds = 0] = (zone.slice(1).match(/\d{2}/g) ?? []).map(Number);
  return (zone.startsWith('-') ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

const inRange = (time: number): number | undefined => (time >= 0 && time <= LAST ? time : undefined);

import { inNumbers } from './worded-time';

const SEPARATOR = ' / ';

/**
 * `2026-11-22 10:00:00 UTC`, `UTC 2026-11-22 10:00:00`, `2026-11-22T10:00:00+0800`, with or without a zone, with
 * any number of decimals; without seconds; a day, a month or a year alone; and Exif's `2026:11:22`.
 */
const DATE =
  /^(?:UTC )?(\d{4})(?:[-:/](\d\d)(?:[-:/](\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?)?)?)?(?: ?(UTC|GMT|Z)(?![+-])| ?(?:UTC)?([+-])(\d\d):?(\d\d))?$/;

/**
 * The clocks of media formats start in 1904 at the latest. A time in that year or before comes from a clock
 * that was never set.
 */
const FIRST_YEAR = 1905;

/**
 * A time of the report as ISO 8601 in UTC with milliseconds; undefined when the text is not a time. A time
 * without a zone is taken as UTC, which is what most containers mean. A day is its first moment, and so is a
 * year or a month that stands alone. Of several times that MediaInfo joins with " / ", the first that is one.
 */
export function readTime(text: string): string | undefined {
  for (const one of text.split(SEPARATOR)) {
    const time = readOne(inNumbers(one.trim()));
    if (time !== undefined) return time;
  }
  return undefined;
}

function readOne(text: string): string | undefined {
  const parts = DATE.exec(text);
  if (!parts) return undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', decimals = ''] = parts;
  const [zone, hours, minutes] = parts.slice(9);
  const milliseconds = decimals.slice(0, 3).padEnd(3, '0');
  const shift = zone === undefined ? 'Z' : `${zone}${hours}:${minutes}`;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${shift}`);
  if (!isDay(`${year}-${month}-${day}`) || Number.isNaN(date.getTime())) return undefined;
  return date.getUTCFullYear() < FIRST_YEAR ? undefined : date.toISOString();
}

/** JavaScript reads 31 February as 3 March. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

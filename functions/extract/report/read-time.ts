/**
 * `2026-11-22 10:00:00 UTC`, `UTC 2026-11-22 10:00:00`, `2026-11-22T10:00:00+0800`, with or without a zone, or a date
 * alone.
 */
const DATE =
  /^(?:UTC )?(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?))?(?: ?(?:UTC|Z)| ?([+-]\d\d):?(\d\d))?$/;

/** Clocks of media begin in 1904 at the latest: what lies before, or in that year, is a clock that was never set. */
const FIRST_YEAR = 1905;

/**
 * A time of the report as ISO 8601 in UTC with milliseconds; undefined when it is none. One without a zone is taken as
 * UTC, which is what most containers mean.
 */
export function readTime(text: string): string | undefined {
  const [, day, time = '00:00:00', hours = '+00', minutes = '00'] = DATE.exec(text) ?? [];
  const date = new Date(`${day}T${time}${hours}:${minutes}`);
  if (!isDay(day) || Number.isNaN(date.getTime()) || date.getUTCFullYear() < FIRST_YEAR) return undefined;
  return date.toISOString();
}

/** JavaScript takes 31 February for 3 March. */
function isDay(day: string | undefined): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${day}`);
}

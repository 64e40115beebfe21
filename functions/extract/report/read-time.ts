/**
 * `2026-11-22 10:00:00 UTC`, `UTC 2026-11-22 10:00:00`, `2026-11-22T10:00:00+0800`, with or without a zone,
 * or only a date.
 */
const DATE =
  /^(?:UTC )?(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?))?(?: ?(?:UTC|Z)| ?([+-]\d\d):?(\d\d))?$/;

/**
 * The clocks of media formats start in 1904 at the latest. A time in that year or before comes from a clock
 * that was never set.
 */
const FIRST_YEAR = 1905;

/**
 * A time of the report as ISO 8601 in UTC with milliseconds; undefined when the text is not a time. A time
 * without a zone is taken as UTC, which is what most containers mean.
 */
export function readTime(text: string): string | undefined {
  const [, day, time = '00:00:00', hours = '+00', minutes = '00'] = DATE.exec(text) ?? [];
  const date = new Date(`${day}T${time}${hours}:${minutes}`);
  if (!isDay(day) || Number.isNaN(date.getTime()) || date.getUTCFullYear() < FIRST_YEAR) return undefined;
  return date.toISOString();
}

/** JavaScript reads 31 February as 3 March. */
function isDay(day: string | undefined): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${day}`);
}

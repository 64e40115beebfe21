const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The zones that RFC 822 names, in hours from UTC. Other names mean several zones. */
const ZONES: Record<string, number> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
};

/** `Fri 24 Oct 2025 02:38:05 PM EDT`, `Sat, 07 Dec 2002 10:00:00 -0500`; C’s `Sat Jan  8 12:31:43 2021`. */
const DAY_FIRST =
  /^(?:[a-z]{3},? +)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d?):(\d\d):(\d\d)(?: ([AP]M))?(?: (.+))?$/i;
const MONTH_FIRST = /^[a-z]{3} ([a-z]{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d)(?: ([A-Z]{3,4}))? (\d{4})$/i;

/** `20111006 17:47:14`, with or without more. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?=$|[ T]\d\d:)/;

const offset = (hours: number): string => `-${String(-hours).padStart(2, '0')}:00`;

/**
 * A time in words, with a named zone or without signs in the date, as `YYYY-MM-DD HH:MM:SS` with a zone in numbers.
 * Other texts stay as they are.
 */
export function inNumbers(text: string): string {
  const zoned = text.replace(/(?<=\d| [AP]M) ?([A-Z]{3})(?= \d{4}$|$)/, (all, name: string) =>
    name in ZONES ? ` ${offset(ZONES[name]!)}` : all,
  );
  const day = DAY_FIRST.exec(zoned);
  if (day) return joined([day[3], day[2], day[1]], [day[4], day[5], day[6]], day[8], day[7]) ?? text;
  const month = MONTH_FIRST.exec(text);
  if (month) return joined([month[7], month[1], month[2]], [month[3], month[4], month[5]], month[6]) ?? text;
  return zoned.replace(COMPACT, '$1-$2-$3');
}

type Parts = [string | undefined, string | undefined, string | undefined];

function joined(date: Parts, time: Parts, zone = '', half?: string): string | undefined {
  const month = MONTHS.indexOf((date[1] ?? '').toLowerCase()) + 1;
  if (month === 0) return undefined;
  const hour = half ? (Number(time[0]) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0) : Number(time[0]);
  const two = (value: number | string | undefined): string => String(value).padStart(2, '0');
  const shift = zone in ZONES ? offset(ZONES[zone]!) : zone;
  return `${date[0]}-${two(month)}-${two(date[2])} ${two(hour)}:${time[1]}:${time[2]}${shift ? ` ${shift}` : ''}`;
}

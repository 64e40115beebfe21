/**
 * Schedules of timer triggers, by the page "Time triggers": `@every 4m`, or six fields of cron, in UTC or with a time zone
 * before them. A function is invoked once a minute at most, so that the seconds are a number.
 */

/** Size of the message, which is that of an asynchronous event (same page). */
export const MESSAGE_BYTES = 128 * 1_024;

export type Schedule =
  | { kind: 'every'; minutes: number }
  /** @param timeZone of the tz database. @default UTC */
  | { kind: 'cron'; fields: string; timeZone?: string };

interface Field {
  name: string;
  least: number;
  most: number;
  /** Names of the values from `least` on. */
  names?: string[];
  /** Whether it can be left open by a question mark. */
  mayBeOpen?: boolean;
}

const SECONDS = /^[0-5]?\d$/;

const FIELDS: Field[] = [
  { name: 'minutes', least: 0, most: 59 },
  { name: 'hours', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31, mayBeOpen: true },
  {
    name: 'month',
    least: 1,
    most: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  {
    name: 'day of week',
    least: 1,
    most: 7,
    names: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'],
    mayBeOpen: true,
  },
];

const isOpen = (field: string | undefined): boolean => field === '*' || field === '?';

/** Two days of which one or both can be left open: the position of each among the fields. */
const [DAY_OF_MONTH, DAY_OF_WEEK] = [2, 4];

/** @returns what is wrong in words, where Function Compute would refuse it */
export function readSchedule(expression: string): Schedule | { fault: string } {
  if (expression.startsWith('@')) return readInterval(expression);
  const [, timeZone, fields] = /^(?:CRON_TZ=(\S+) )?(.*)$/s.exec(expression) as unknown as [
    string,
    string | undefined,
    string,
  ];
  if (timeZone !== undefined && !isTimeZone(timeZone)) return { fault: `no time zone is '${timeZone}'` };
  const parts = fields.split(' ');
  if (parts.length !== FIELDS.length + 1 || parts.includes('')) {
    return { fault: 'six fields with one space between them are expected' };
  }
  const [seconds = '', ...rest] = parts;
  if (!SECONDS.test(seconds)) return { fault: `the seconds must be a number, '${seconds}' given` };
  const wrong = FIELDS.findIndex((field, at) => !fits(rest[at]!, field));
  if (wrong >= 0) return { fault: `the ${FIELDS[wrong]!.name} cannot be '${rest[wrong]}'` };
  if (!isOpen(rest[DAY_OF_MONTH]) && !isOpen(rest[DAY_OF_WEEK])) {
    return { fault: 'one of day of month and day of week must be * or ?' };
  }
  return { kind: 'cron', fields, timeZone };
}

function readInterval(expression: string): Schedule | { fault: string } {
  const [match, hours = '0', minutes = '0'] =
    /^@every (?:(\d{1,6})h)?(?:(\d{1,6})m)?$/.exec(expression) ?? [];
  const all = Number(hours) * 60 + Number(minutes);
  if (match === undefined || all < 1) {
    return { fault: "an interval of whole minutes or hours is expected, such as '@every 10m'" };
  }
  return { kind: 'every', minutes: all };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** A field is a list of values, ranges and steps. */
function fits(text: string, { least, most, names = [], mayBeOpen = false }: Field): boolean {
  if (text === '?') return mayBeOpen;
  const numberIn = (value: string): number => {
    const named = names.indexOf(value.toUpperCase());
    if (named >= 0) return least + named;
    return /^\d{1,2}$/.test(value) ? Number(value) : Number.NaN;
  };
  const isIn = (value: number): boolean => value >= least && value <= most;
  return text.split(',').every((item) => {
    const [range = '', step, ...more] = item.split('/');
    if (more.length > 0 || (step !== undefined && !(/^\d{1,2}$/.test(step) && Number(step) > 0)))
      return false;
    if (range === '*') return true;
    const [first = '', last, ...others] = range.split('-');
    if (others.length > 0 || !isIn(numberIn(first))) return false;
    return last === undefined || (isIn(numberIn(last)) && numberIn(first) <= numberIn(last));
  });
}

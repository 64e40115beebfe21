const UNITS: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};
const DAY = 86_400_000;

const RELATIVE = /^([+-])(\d+(?:\.\d+)?)(s|min|m|h|d|w|mo|y)$/i;
/** A year, month, day, minute, second or millisecond, with `T` or a space. UTC unless a zone is given. */
const ABSOLUTE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i;

/** A period in milliseconds since the epoch, without its end. */
export interface Stretch {
  from: number;
  to: number;
}

const instant = (time: number): Stretch => ({ from: time, to: time + 1 });

/**
 * The time that a text means: `-7d` is the millisecond seven days before `now`; `2026-11-01` is that whole
 * day in UTC. Undefined when the text is no time.
 */
export function timeOf(text: string, now: number): Stretch | undefined {
  const word = text.trim().toLowerCase();
  const today = Math.floor(now / DAY) * DAY;
  if (word === 'now') return instant(now);
  if (word === 'today') return { from: today, to: today + DAY };
  if (word === 'yesterday') return { from: today - DAY, to: today };
  return relative(word, now) ?? absolute(text.trim());
}

/** True for a time that depends on when it is read, such as `-7d` or `today`. */
export const isRelative = (text: string): boolean => absolute(text.trim()) === undefined;

function relative(text: string, now: number): Stretch | undefined {
  const [, sign, digits, unit] = RELATIVE.exec(text) ?? [];
  if (!sign || !unit) return undefined;
  const amount = Number(digits) * (sign === '-' ? -1 : 1);
  if (unit === 'mo' || unit === 'y') {
    if (!Number.isInteger(amount)) return undefined;
    return checked(instant(shiftMonths(now, unit === 'y' ? amount * 12 : amount)));
  }
  return checked(instant(Math.round(now + amount * UNITS[unit]!)));
}

/** One month before the 31st of March is the last day of February. */
function shiftMonths(time: number, months: number): number {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

function absolute(text: string): Stretch | undefined {
  const [, year, month, day, hour, minute, second, fraction, zone] = ABSOLUTE.exec(text) ?? [];
  if (!year) return undefined;
  const numbers = [Number(month ?? 1), Number(day ?? 1), Number(hour ?? 0), Number(minute ?? 0)] as const;
  const start = Date.UTC(
    Number(year),
    numbers[0] - 1,
    numbers[1],
    numbers[2],
    numbers[3],
    Number(second ?? 0),
  );
  const date = new Date(start);
  // JavaScript would turn 30 February into a day in March, and hour 25 into an hour of the next day.
  if (date.getUTCMonth() + 1 !== numbers[0] || date.getUTCDate() !== numbers[1]) return undefined;
  if (date.getUTCMinutes() !== numbers[3] || date.getUTCHours() !== numbers[2]) return undefined;
  const from = start + Number((fraction ?? '').padEnd(3, '0')) - zoneOffset(zone);
  return checked({ from, to: from + widthOf({ month, day, hour, second, fraction }, date) });
}

function widthOf(parts: Record<string, string | undefined>, date: Date): number {
  if (parts['fraction']) return 1;
  if (parts['second']) return 1_000;
  if (parts['hour']) return 60_000;
  if (parts['day']) return DAY;
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const end = parts['month'] ? Date.UTC(year, month + 1) : Date.UTC(year + 1, 0);
  return end - date.getTime();
}

function zoneOffset(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '') ?? [];
  return sign ? (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000) : 0;
}

/** The index compares times as text, which only works for years with four digits. */
function checked(stretch: Stretch): Stretch | undefined {
  const inRange = stretch.from >= Date.UTC(1000, 0) && stretch.to <= Date.UTC(9999, 11, 31);
  return inRange ? stretch : undefined;
}

/** The shortest text for a period, in UTC. */
export function writeTime({ from, to }: Stretch): string {
  const iso = new Date(from).toISOString();
  for (const length of [4, 7, 10]) {
    const candidate = absolute(iso.slice(0, length));
    if (candidate?.from === from && candidate.to === to) return iso.slice(0, length);
  }
  if (to - from === 60_000) return `${iso.slice(0, 16)}Z`;
  return to - from === 1_000 ? `${iso.slice(0, 19)}Z` : iso;
}

const decimal = (unit: string): Record<string, number> => ({
  [unit]: 1,
  [`k${unit}`]: 1e3,
  [`m${unit}`]: 1e6,
  [`g${unit}`]: 1e9,
  [`t${unit}`]: 1e12,
  [`p${unit}`]: 1e15,
});

const DURATIONS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  sec: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Factors of suffixes, by unit of the column and in lower case. Case does not matter: nobody means millibits.
 */
const SUFFIXES: Record<string, Record<string, number>> = {
  ms: DURATIONS,
  bytes: {
    ...decimal('b'),
    ...decimal(''),
    byte: 1,
    bytes: 1,
    kib: 2 ** 10,
    mib: 2 ** 20,
    gib: 2 ** 30,
    tib: 2 ** 40,
    pib: 2 ** 50,
  },
  'bit/s': { ...decimal('b/s'), ...decimal('bps'), ...decimal('bit/s'), ...decimal('') },
  Hz: { ...decimal('hz'), ...decimal('') },
  px: { px: 1, p: 1 },
  'frames/s': { fps: 1, 'frames/s': 1, hz: 1 },
  degrees: { deg: 1, degrees: 1, '°': 1 },
  bits: { bit: 1, bits: 1, b: 1 },
  metres: { m: 1, km: 1_000, mi: 1_609.344 },
};

/** What the user can write after a number in a column of this unit. */
const EXAMPLES: Record<string, string> = {
  ms: "'ms', 's', 'min', 'h' or '1:30:00'",
  bytes: "'kB', 'MB', 'GB', 'TB' or 'GiB'",
  'bit/s': "'kb/s', 'Mb/s' or 'Gb/s'",
  Hz: "'Hz', 'kHz' or 'MHz'",
  metres: "'m', 'km' or 'mi'",
};

const NUMBER = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*(.*)$/i;
/** `1:30:00`, `1:30` (minutes and seconds) or `0:00:04.5`. */
const CLOCK = /^(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$/;

/** Turns a text such as `2GB` or `90min` into a number in base units, or says what is wrong with it. */
export function numberOf(text: string, unit: string | undefined): number | { problem: string } {
  const clock = unit === 'ms' ? CLOCK.exec(text) : null;
  if (clock) {
    const [, hours = '0', minutes = '0', seconds = '0'] = clock;
    return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
  }
  const [, digits, suffix = ''] = NUMBER.exec(text.trim()) ?? [];
  const number = Number(digits);
  if (digits === undefined || !Number.isFinite(number)) return { problem: 'a number is expected' };
  if (suffix === '') return number;
  const factor = factorOf(suffix.toLowerCase(), unit) ?? (suffix === unit ? 1 : undefined);
  if (factor !== undefined) return exactProduct(number, factor);
  const known = EXAMPLES[unit ?? ''] ?? (unit ? `'${unit}'` : 'nothing');
  return { problem: `after the number ${known} is expected` };
}

function factorOf(suffix: string, unit = ''): number | undefined {
  const known = SUFFIXES[unit];
  // Every object has a `constructor`.
  return known && Object.hasOwn(known, suffix) ? known[suffix] : undefined;
}

/** 1.1 MB is 1,100,000 bytes, but 1.1 × 1e6 is a little more in floating point. */
function exactProduct(number: number, factor: number): number {
  const product = number * factor;
  const whole = Math.round(product);
  return Math.abs(product - whole) < Math.abs(product) * 1e-12 ? whole : product;
}

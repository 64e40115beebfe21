const SCALES = ['', 'k', 'M', 'G', 'T', 'P'];

/**
 * `1.5 MB`, `320 kb/s`: decimal multiples with at most three digits, as MediaInfo and Alibaba Cloud's console
 * print them.
 */
export function withScale(value: number, unit: string): string {
  const power = value < 1 ? 0 : Math.min(SCALES.length - 1, Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  const digits = power === 0 || scaled >= 100 ? 0 : 1;
  return `${scaled.toFixed(digits)} ${SCALES[power]}${unit}`;
}

/** `4.0 s`, `3 min 05 s`, `1 h 02 min`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  }
  return `${Math.floor(seconds / 3600)} h ${two((seconds % 3600) / 60)} min`;
}

/** In hours from one hour on, so that lines can be compared. Images have no duration. */
export function lengthOf(milliseconds: number): string {
  if (milliseconds === 0) return '';
  const hours = milliseconds / 3_600_000;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return hours < 1 ? duration(milliseconds) : `${hours.toLocaleString('en-US', digits)} h`;
}

import { columnNamed, trackColumnNamed } from '../../contract/query/columns';
import { oneLine } from '../program/printable';
import { type Cell, isTracks, type TrackRow } from '../search/found-row';
import { duration, withScale } from './units';

/**
 * A cell in the form for people, with a suitable unit.
 *
 * @param plain leaves out words such as `channels`, for tables whose head says them
 */
export function cellText(name: string, cell: Cell | undefined, { plain = false } = {}): string {
  if (cell === undefined) return '';
  if (isTracks(cell)) return cell.map(trackText).join('; ');
  if (Array.isArray(cell)) return oneLine(cell.join(', '));
  const column = columnNamed(name);
  if (typeof cell === 'number') return numberText(cell, column?.unit, plain);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return oneLine(column?.type === 'time' ? timeText(cell) : cell);
}

/** Properties of a track that need their name to be understood. */
const NAMED = new Set(['Default', 'Forced', 'BitDepth', 'Width', 'Height']);

/** `Audio AAC mp4a-40-2 ja 6 channels`: the properties of a track, in the order of its fields. */
export function trackText(track: TrackRow): string {
  const parts = Object.entries(track).flatMap(([name, value]) => {
    if (typeof value === 'boolean') return value ? [name.toLowerCase()] : [];
    if (Array.isArray(value)) return value;
    if (typeof value === 'string') return [value];
    const text = numberText(value, trackColumnNamed(name)?.unit, false);
    return [NAMED.has(name) ? `${name} ${text}` : text];
  });
  return oneLine(parts.join(' '));
}

/** Units of counts are written as words, others as symbols. */
function numberText(value: number, unit: string | undefined, plain: boolean): string {
  switch (unit) {
    case undefined:
      return plainNumber(value);
    case 'ms':
      return duration(value);
    case 'bytes':
      return withScale(value, 'B');
    case 'bit/s':
      return withScale(value, 'b/s');
    case 'Hz':
      return value >= 1000 ? `${plainNumber(value / 1000)} kHz` : `${value} Hz`;
    case 'degrees':
      return `${plainNumber(value)}°`;
    default:
      return plain
        ? plainNumber(value)
        : `${plainNumber(value)} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
  }
}

const plainNumber = (value: number): string => String(Number(value.toFixed(3)));

/** `2026-11-22 10:00:00`: whole seconds in UTC. */
function timeText(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*$/, '$1 $2');
}

/** True for columns that are aligned to the right. */
export function isNumeric(name: string): boolean {
  const type = columnNamed(name)?.type;
  return type === 'integer' || type === 'double';
}

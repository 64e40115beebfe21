import type { CellValue } from '../../../contract/cell';
import { MEDIA_COLUMNS, type MediaColumn, maxBytesOf, type Track } from '../../../contract/columns';
import { fittingList } from '../../../contract/columns/fitting-list';
import type { Row } from '../../../contract/row';
import { cutAtCharacter } from '../../../contract/row-key';
import { isPossible } from './possible-number';
import { readTime } from './read-time';

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/**
 * MediaInfo puts this between several values of one field. For a number, or where the column says so, the
 * values describe one stream as a full decoder and as older decoders play it, such as "2 / 1" channels. The
 * first is that of the full decoder, and it is used.
 */
const SEPARATOR = ' / ';

const firstOf = (text: string): string => text.split(SEPARATOR, 1)[0]!;

function numberOf(text: string, scale: number): number | undefined {
  const first = firstOf(text);
  return NUMBER.test(first) ? Number(first) * scale : undefined;
}

function textOf(column: MediaColumn, text: string): string | undefined {
  const value = column.joined === 'first' ? firstOf(text) : text;
  return cutAtCharacter(value, maxBytesOf(column)) || undefined;
}

function convert(column: MediaColumn, text: string): CellValue | undefined {
  const { type, scale = 1, unit } = column;
  if (type === 'integer' || type === 'double') {
    const value = numberOf(text, scale);
    if (value === undefined || !isPossible(value, unit)) return undefined;
    return type === 'integer' ? BigInt(Math.round(value)) : value;
  }
  if (type === 'boolean') return text === 'Yes' ? true : text === 'No' ? false : undefined;
  if (type === 'time') return readTime(text);
  return textOf(column, text);
}

/** A JSON array of the distinct values in their order. When not all of them fit, it ends with a mark. */
function listOf(column: MediaColumn, texts: readonly string[]): string | undefined {
  const values = column.joined === 'each' ? texts.flatMap((text) => text.split(SEPARATOR)) : texts;
  return fittingList(values, maxBytesOf(column));
}

/**
 * The typed columns of a report. A field that is missing, or not in the expected form, gives no column.
 *
 * @param told the columns that may be taken from it. @default - all
 */
export function readColumns(
  { tracks }: { readonly tracks: readonly Track[] },
  told?: ReadonlySet<string>,
): Row {
  const byType = new Map<string, Track[]>();
  for (const track of tracks) {
    const same = byType.get(track.type);
    if (same) same.push(track);
    else byType.set(track.type, [track]);
  }
  const row: Record<string, CellValue> = {};
  for (const column of MEDIA_COLUMNS) {
    if (told && !told.has(column.name)) continue;
    const value = cellOf(column, byType.get(column.track) ?? [], tracks);
    if (value !== undefined) row[column.name] = value;
  }
  return row as Row;
}

function cellOf(column: MediaColumn, tracks: readonly Track[], all: readonly Track[]): CellValue | undefined {
  if (column.derive) {
    const value = column.derive(tracks, all);
    if (typeof value === 'object' && !Buffer.isBuffer(value)) return listOf(column, value);
    return typeof value === 'string' ? textOf(column, value) : value;
  }
  const texts = tracks.map(({ fields }) => fields.get(column.field!));
  const present = texts.filter((text) => text !== undefined);
  if (column.type === 'list') return listOf(column, present);
  // For timecodes the first value that exists; for all other columns the value of the first track.
  const first = column.track === 'Other' ? present[0] : texts[0];
  return first === undefined ? undefined : convert(column, first);
}

import { CODEC_STRING, MEDIA_COLUMNS, type MediaColumn, maxBytesOf } from '../columns';
import { cutAtCharacter } from '../row-key';
import type { CellValue, Row } from '../row-store';
import { codecString } from './codec-string';
import type { ParsedReport, Track } from './parse-report';
import { readTime } from './read-time';

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;
const CHAPTER = /^extra\._\d\d_\d\d_\d\d_\d{3}$/;

/**
 * MediaInfo joins several values of one field so. In a number, or where the column says so, they are the stream as a
 * full decoder and as older ones play it, "2 / 1" channels, and the full one, which is the first, counts.
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
  const { type, scale = 1 } = column;
  if (type === 'integer') {
    const value = numberOf(text, scale);
    return value === undefined ? undefined : BigInt(Math.round(value));
  }
  if (type === 'double') return numberOf(text, scale);
  if (type === 'boolean') return text === 'Yes' ? true : text === 'No' ? false : undefined;
  if (type === 'time') return readTime(text);
  return textOf(column, text);
}

/** A JSON array of the different values, in their order, as many as have room. */
function listOf(column: MediaColumn, texts: string[]): string | undefined {
  const values = column.joined === 'each' ? texts.flatMap((text) => text.split(SEPARATOR)) : texts;
  const items: string[] = [];
  for (const item of new Set(values.filter((value) => value !== ''))) {
    if (Buffer.byteLength(JSON.stringify([...items, item])) > maxBytesOf(column)) break;
    items.push(item);
  }
  return items.length > 0 ? JSON.stringify(items) : undefined;
}

const toldOf = (track: Track, field: string): string | undefined =>
  field === CODEC_STRING ? codecString(track) : track.fields.get(field);

/** The typed columns of a report. What it does not tell, or not in the expected form, is absent. */
export function readColumns({ tracks }: ParsedReport): Row {
  const row: Row = {};
  for (const column of MEDIA_COLUMNS) {
    const texts = tracks
      .filter(({ type }) => type === column.track)
      .map((track) => toldOf(track, column.field));
    const told = texts.filter((text) => text !== undefined);
    // Of timecodes the first that there is; of everything else what the first track says.
    const first = column.track === 'Other' ? told[0] : texts[0];
    const value =
      column.type === 'list'
        ? listOf(column, told)
        : first === undefined
          ? undefined
          : convert(column, first);
    if (value !== undefined) row[column.name] = value;
  }
  const chapters = chapterCount(tracks);
  if (chapters > 0) row['ChapterCount'] = BigInt(chapters);
  return row;
}

/** Of the longest list: an MP4 mostly holds the same chapters twice, in the two ways that players look for them. */
function chapterCount(tracks: Track[]): number {
  const counts = tracks
    .filter(({ type }) => type === 'Menu')
    .map(({ fields }) => [...fields.keys()].filter((name) => CHAPTER.test(name)).length);
  // Not spread over the arguments of a call, which take no hundred thousand.
  return counts.reduce((most, count) => Math.max(most, count), 0);
}

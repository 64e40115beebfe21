import { MEDIA_COLUMNS, type MediaColumn } from '../columns';
import { cutAtCharacter } from '../row-key';
import type { CellValue, Row } from '../row-store';
import type { ParsedReport } from './parse-report';

/** A search index takes 4 KB of keywords a row; longer tags stand in full in the report. */
const MAX_TEXT_BYTES = 1_000;

/** A film with more languages than this is searched by its first ones. */
const MAX_LIST_ITEMS = 64;

const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;
const CHAPTER = /^extra\._\d\d_\d\d_\d\d_\d{3}$/;

/** `2026-11-22 10:00:00 UTC`, `UTC 2026-11-22 10:00:00`, `2026-11-22T10:00:00Z` or a date alone. */
const DATE = /^(?:UTC )?(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?))?(?: ?UTC|Z)?$/;

/** "2 / 1": the stream as a full decoder and as an older one plays it. The full one counts. */
const firstOf = (text: string): string => text.split(' / ', 1)[0]!;

function numberOf(text: string, scale: number): number | undefined {
  const first = firstOf(text);
  return NUMBER.test(first) ? Number(first) * scale : undefined;
}

function timeOf(text: string): string | undefined {
  const [, day, time = '00:00:00'] = DATE.exec(text) ?? [];
  const date = new Date(`${day}T${time}Z`);
  // Some muxers write year 0 or 1904 where they know none: the zero of their clocks.
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() <= 1904 ? undefined : date.toISOString();
}

function convert({ type, scale = 1 }: MediaColumn, text: string): CellValue | undefined {
  if (type === 'integer') {
    const value = numberOf(text, scale);
    return value === undefined ? undefined : BigInt(Math.round(value));
  }
  if (type === 'double') return numberOf(text, scale);
  if (type === 'boolean') return text === 'Yes' ? true : text === 'No' ? false : undefined;
  if (type === 'time') return timeOf(text);
  return cutAtCharacter(text, MAX_TEXT_BYTES);
}

/** The typed columns of a report. What it does not tell, or not in the expected form, is absent. */
export function readColumns(report: ParsedReport): Row {
  const row: Row = {};
  for (const column of MEDIA_COLUMNS) {
    const texts = report.tracks
      .filter(({ type }) => type === column.track)
      .map(({ fields }) => fields.get(column.field));
    if (column.type === 'list') {
      const items = [...new Set(texts.filter((text) => text !== undefined))]
        .slice(0, MAX_LIST_ITEMS)
        .map((text) => cutAtCharacter(text, MAX_TEXT_BYTES));
      if (items.length > 0) row[column.name] = JSON.stringify(items);
      continue;
    }
    // Of timecodes the first that there is; of everything else what the first track says.
    const text = column.track === 'Other' ? texts.find((candidate) => candidate !== undefined) : texts[0];
    const value = text === undefined ? undefined : convert(column, text);
    if (value !== undefined) row[column.name] = value;
  }
  const chapters = report.tracks
    .filter(({ type }) => type === 'Menu')
    .reduce((sum, { fields }) => sum + [...fields.keys()].filter((name) => CHAPTER.test(name)).length, 0);
  if (chapters > 0) row['ChapterCount'] = BigInt(chapters);
  return row;
}

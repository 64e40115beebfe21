import { stringify } from 'csv-stringify/sync';
import { oneLine } from '../program/printable';
import { type Cell, isTracks } from '../search/found-row';

/** RFC 4180 asks for CRLF. */
const OPTIONS = { record_delimiter: 'windows' } as const;

/** What a spreadsheet takes for the beginning of a formula, in both widths. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/** How texts are written. */
export interface CsvStyle {
  /** As they are stored, also those that a spreadsheet would run. @default false */
  raw?: boolean;
  /** On a terminal nothing hidden is written in any case. @default false */
  isTTY?: boolean;
}

/**
 * Lines of CSV, with values in base units; lists are joined by spaces, tracks are JSON, and what is
 * absent is empty. Text that a
 * spreadsheet would run gets a `'` before it, and hidden characters are replaced.
 */
export const csvLines = (records: (Cell | undefined)[][], style: CsvStyle = {}): string =>
  stringify(
    records.map((record) => record.map((cell) => csvCell(cell, style))),
    OPTIONS,
  );

function csvCell(cell: Cell | undefined, { raw, isTTY }: CsvStyle): string {
  if (cell === undefined) return '';
  const text = isTracks(cell) ? JSON.stringify(cell) : Array.isArray(cell) ? cell.join(' ') : String(cell);
  if (typeof cell === 'number') return text;
  const tamed = !raw && FORMULA.test(text) ? `'${text}` : text;
  return raw && !isTTY ? tamed : oneLine(tamed);
}

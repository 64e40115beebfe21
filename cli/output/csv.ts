import { oneLine } from '../program/printable';
import { type Cell, isTracks } from '../search/found-row';

/** What RFC 4180 wants in quotes. */
const QUOTED = /[",\r\n]/;

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
export function csvLines(records: readonly (readonly (Cell | undefined)[])[], style: CsvStyle = {}): string {
  let text = '';
  // Loops: a table has millions of cells, most of them empty. A library that writes CSV took twice the time of all else.
  for (const record of records) {
    let commas = 0;
    for (let i = 0; i < record.length; i++) {
      if (i > 0) commas += 1;
      if (record[i] === undefined) continue;
      text += ','.repeat(commas) + csvCell(record[i]!, style);
      commas = 0;
    }
    // RFC 4180 asks for CRLF.
    text += `${','.repeat(commas)}\r\n`;
  }
  return text;
}

function csvCell(cell: Cell, { raw, isTTY }: CsvStyle): string {
  if (typeof cell === 'number') return String(cell);
  const text = isTracks(cell) ? JSON.stringify(cell) : Array.isArray(cell) ? cell.join(' ') : String(cell);
  const tamed = !raw && FORMULA.test(text) ? `'${text}` : text;
  const shown = raw && !isTTY ? tamed : oneLine(tamed);
  return QUOTED.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

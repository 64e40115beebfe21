import { stringify } from 'csv-stringify/sync';
import { type Cell, isTracks } from '../search/found-row';

/** RFC 4180 asks for CRLF. */
const OPTIONS = { record_delimiter: 'windows' } as const;

/** Lines of CSV, with raw values in base units; lists are joined by spaces, tracks are JSON, and what is absent is empty. */
export const csvLines = (records: (Cell | undefined)[][]): string =>
  stringify(
    records.map((record) => record.map(csvCell)),
    OPTIONS,
  );

function csvCell(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (isTracks(cell)) return JSON.stringify(cell);
  return Array.isArray(cell) ? cell.join(' ') : String(cell);
}

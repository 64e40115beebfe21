import { csvLines } from '../../output/csv';
import { jsonText } from '../../program/printable';
import type { Cell } from '../../search/found-row';

/** JSON on one line, with hidden characters as escapes. */
export const jsonAnswer = (value: unknown): Response =>
  new Response(`${jsonText(value)}\n`, { headers: { 'Content-Type': 'application/json; charset=utf-8' } });

export const csvHeaders = (name: string): Record<string, string> => ({
  'Content-Type': 'text/csv; charset=utf-8',
  'Content-Disposition': `attachment; filename="${name}.csv"`,
});

/** CSV as `media find --csv` prints it: what a spreadsheet would run is tamed. */
export const csvAnswer = (records: (Cell | undefined)[][], name: string): Response =>
  new Response(csvLines(records), { headers: csvHeaders(name) });

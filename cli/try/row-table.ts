import type { ObjectRow } from '../cloud/rows';
import { cellText } from '../output/cell-text';
import { cellsOf, GLANCE, type View } from '../output/overview';
import { StreamedTable } from '../output/table';
import { oneLine } from '../program/printable';
import type { coloursFor } from '../program/terminal';

/** What people first want to know, and what reading it cost. */
const VIEWS: View[] = [
  ...GLANCE,
  read('Read', 'ReadBytes', (bytes) => cellText('ReadBytes', bytes)),
  read('Requests', 'ReadRequests', String),
  read('ms', 'ReadMs', String),
];

function read(head: string, name: string, text: (value: number) => string): View {
  const show: View['show'] = ({ [name]: value }) => (typeof value === 'number' ? text(value) : '');
  return { head, align: 'right', needs: [name], show };
}

/** The rows as a table for a terminal of this width, with the reason of each row that was not simply described below it. */
export function renderRows(
  rows: ObjectRow[],
  colours: ReturnType<typeof coloursFor>,
  width?: number,
): string {
  const table = new StreamedTable(VIEWS, colours.bold, undefined, width);
  const lines = table.lines(
    rows.map(({ key, columns }) => cellsOf({ ...columns, Key: key }, VIEWS, colours)),
  );
  const reasons = rows.flatMap(({ key, reason }) => (reason ? [oneLine(`${key}: ${reason}`)] : []));
  return [lines.trimEnd(), ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n');
}

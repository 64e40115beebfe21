import type * as TableStore from 'tablestore';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { formatOf, indexOf } from '../find/find';
import { oneLine } from '../output/cell-text';
import { csvLines } from '../output/csv';
import { StreamedTable, type TableCell } from '../output/table';
import { duration, withScale } from '../output/units';
import { UsageError } from '../program/errors';
import { coloursFor, type Terminal, write } from '../program/terminal';
import { columnNamed, isSortable, SEARCHABLE_COLUMNS, suggestion } from '../query/columns';
import { parseQuery } from '../query/parse';
import { groupByDay } from '../search/days';
import type { Group, MediaIndex, Totals } from '../search/media-index';
import { toSearchQuery } from '../search/to-search-query';
import { SHORT_NAMES } from './short-names';

export interface StatsOptions extends CommonOptions {
  by: string;
  csv?: boolean;
  limit: number;
}

/** Prints counts, hours and bytes by group. Exit code 1 when there is nothing to count. */
export async function stats(query: string, options: StatsOptions, terminal: Terminal): Promise<number> {
  const column = columnOf(options.by);
  const searched = toSearchQuery(parseQuery(query, terminal.now()));
  const index = indexOf(openSession(options, terminal));
  const totals = await index.totals(searched);
  if (totals.objects === 0) return 1;
  const groups = await groupsOf(index, searched, column, options.limit);
  // A row without the column is in no group; one with a list is in several.
  const rest =
    column === 'day' || columnNamed(column)?.type === 'list'
      ? undefined
      : withoutValue(totals, groups, options.limit);
  await write(
    terminal.stdout,
    render([...groups, ...(rest ? [rest] : [])], totals, column, options, terminal),
  );
  return 0;
}

function columnOf(by: string): string {
  const short = SHORT_NAMES[by.toLowerCase()];
  if (short) return short;
  const column = columnNamed(by);
  if (column && isSortable(column)) return column.name;
  const names = [
    ...Object.keys(SHORT_NAMES),
    ...SEARCHABLE_COLUMNS.filter(isSortable).map(({ name }) => name),
  ];
  const problem = column
    ? `'${column.name}' cannot be grouped by.`
    : `There is no column '${by}'.${suggestion(by, names)}`;
  throw new UsageError(`--by: ${problem}`);
}

async function groupsOf(
  index: MediaIndex,
  query: TableStore.SearchQuery,
  column: string,
  limit: number,
): Promise<Group[]> {
  return column === 'day' ? groupByDay(index, query, limit) : index.groupByColumn(query, column, limit);
}

function withoutValue(totals: Totals, groups: Group[], limit: number): Group | undefined {
  const sum = (of: (group: Totals) => number): number => groups.reduce((all, group) => all + of(group), 0);
  const objects = totals.objects - sum((group) => group.objects);
  if (objects <= 0) return undefined;
  return {
    // With all groups shown, what is left has no value; otherwise it is the smaller groups as well.
    value: groups.length < limit ? '(none)' : '(others)',
    objects,
    durationMs: Math.max(0, totals.durationMs - sum((group) => group.durationMs)),
    bytes: Math.max(0, totals.bytes - sum((group) => group.bytes)),
  };
}

/** Hours as soon as there are some, so that lines compare; images and the like have none. */
function lengthOf(milliseconds: number): string {
  if (milliseconds === 0) return '';
  const hours = milliseconds / 3_600_000;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return hours < 1 ? duration(milliseconds) : `${hours.toLocaleString('en-US', digits)} h`;
}

const BAR_WIDTH = 24;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** As long as the value is large, to an eighth of a character. */
export function barOf(value: number, most: number): string {
  const eighths = most > 0 ? Math.round((value / most) * BAR_WIDTH * 8) : 0;
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

function render(
  groups: Group[],
  totals: Totals,
  column: string,
  options: StatsOptions,
  terminal: Terminal,
): string {
  const head = column === 'day' ? 'Day' : column;
  const format = formatOf(options);
  if (format === 'json') return groups.map((group) => `${JSON.stringify(group)}\n`).join('');
  if (format === 'csv') {
    const cells = groups.map(({ value, objects, durationMs, bytes }) => [value, objects, durationMs, bytes]);
    return csvLines([[head, 'objects', 'durationMs', 'bytes'], ...cells]);
  }
  const colours = coloursFor(terminal.stdout, terminal.env);
  const most = Math.max(...groups.map(({ objects }) => objects));
  const line = ({ value, objects, durationMs, bytes }: Group, bar: TableCell): TableCell[] => [
    oneLine(value),
    objects.toLocaleString('en-US'),
    lengthOf(durationMs),
    withScale(bytes, 'B'),
    bar,
  ];
  const table = new StreamedTable(
    [
      { head },
      ...['Objects', 'Duration', 'Size'].map((name) => ({ head: name, align: 'right' as const })),
      { head: '' },
    ],
    colours.bold,
  );
  return table.lines([
    ...groups.map((group) => line(group, { text: barOf(group.objects, most), colour: colours.cyan })),
    line({ value: 'All', ...totals }, ''),
  ]);
}

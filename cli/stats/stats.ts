import type * as TableStore from 'tablestore';
import { columnNamed, isSortable, SEARCHABLE_COLUMNS } from '../../contract/query/columns';
import { suggestion } from '../../contract/suggestion';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { formatOf, indexOf } from '../find/find';
import { wordsForNothing } from '../find/hint';
import { csvLines } from '../output/csv';
import { StreamedTable, type TableCell } from '../output/table';
import { lengthOf, withScale } from '../output/units';
import { UsageError } from '../program/errors';
import { jsonText, oneLine } from '../program/printable';
import { coloursFor, type Terminal, widthOf, write, writeAsIs } from '../program/terminal';
import { readQuery } from '../query/bare-words';
import { groupByDay } from '../search/days';
import type { Group, MediaIndex, Totals } from '../search/media-index';
import { toSearchQuery } from '../search/to-search-query';
import { SHORT_NAMES } from './short-names';

export interface StatsOptions extends CommonOptions {
  by: string;
  csv?: boolean;
  raw?: boolean;
  exitCode?: boolean;
  limit: number;
}

/** Prints counts, hours and bytes by group. Exit code 1 when there is nothing to count and that is asked for. */
export async function stats(query: string, options: StatsOptions, terminal: Terminal): Promise<number> {
  const column = columnOf(options.by);
  const expression = await readQuery(query, terminal);
  const searched = toSearchQuery(expression);
  const index = indexOf(openSession(options, terminal, ['instance', 'table']));
  const totals = await index.totals(searched);
  if (totals.objects === 0) {
    await write(terminal.stderr, `${oneLine(await wordsForNothing(index, expression))}\n`);
  }
  const groups = await groupsOf(index, searched, column, options.limit);
  // A row without the column is in no group. A row with a list is in several groups.
  const rest =
    column === 'day' || columnNamed(column)?.type === 'list'
      ? undefined
      : withoutValue(totals, groups, options.limit);
  const text = render([...groups, ...(rest ? [rest] : [])], totals, column, options, terminal);
  const print = options.raw && !terminal.stdout.isTTY ? writeAsIs : write;
  await print(terminal.stdout, text);
  return totals.objects === 0 && options.exitCode ? 1 : 0;
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

/** Rows that are in none of the groups. */
interface Rest extends Totals {
  value: null;
  /** True when the smaller groups are among them. */
  others: boolean;
}

function withoutValue(totals: Totals, groups: Group[], limit: number): Rest | undefined {
  const sum = (of: (group: Totals) => number): number => groups.reduce((all, group) => all + of(group), 0);
  const objects = totals.objects - sum((group) => group.objects);
  if (objects <= 0) return undefined;
  return {
    value: null,
    // With all groups shown, what is left has no value.
    others: groups.length >= limit,
    objects,
    durationMs: Math.max(0, totals.durationMs - sum((group) => group.durationMs)),
    bytes: Math.max(0, totals.bytes - sum((group) => group.bytes)),
  };
}

const BAR_WIDTH = 24;
/** Columns of a terminal that the name of a group is cut to at most. */
const LEAST_VALUE = 8;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar whose length is proportional to the value, exact to an eighth of a character. */
export function barOf(value: number, most: number): string {
  const eighths = most > 0 ? Math.round((value / most) * BAR_WIDTH * 8) : 0;
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

/** What people call a group. */
const nameOf = (group: Group | Rest): string =>
  group.value !== null ? oneLine(group.value) : group.others ? '(others)' : '(none)';

/** Empty for rows without the column, as any cell of CSV that is absent. */
const csvName = (group: Group | Rest): string | undefined =>
  group.value ?? (group.others ? '(others)' : undefined);

function render(
  groups: (Group | Rest)[],
  totals: Totals,
  column: string,
  options: StatsOptions,
  terminal: Terminal,
): string {
  const head = column === 'day' ? 'Day' : column;
  const format = formatOf(options);
  if (format === 'json') return groups.map((group) => `${jsonText(group)}\n`).join('');
  if (format === 'csv') {
    const cells = groups.map((group) => [csvName(group), group.objects, group.durationMs, group.bytes]);
    return csvLines([[head, 'objects', 'durationMs', 'bytes'], ...cells], {
      raw: options.raw,
      isTTY: terminal.stdout.isTTY,
    });
  }
  if (totals.objects === 0) return '';
  const colours = coloursFor(terminal.stdout, terminal.env);
  const most = Math.max(...groups.map(({ objects }) => objects));
  const line = (name: string, { objects, durationMs, bytes }: Totals, bar: TableCell): TableCell[] => [
    name,
    objects.toLocaleString('en-US'),
    lengthOf(durationMs),
    withScale(bytes, 'B'),
    bar,
  ];
  const table = new StreamedTable(
    [
      { head, least: LEAST_VALUE },
      ...['Objects', 'Duration', 'Size'].map((name) => ({ head: name, align: 'right' as const })),
      { head: '' },
    ],
    colours.bold,
    undefined,
    widthOf(terminal.stdout),
  );
  return table.lines([
    ...groups.map((group) =>
      line(nameOf(group), group, { text: barOf(group.objects, most), colour: colours.cyan }),
    ),
    line('All', totals, ''),
  ]);
}

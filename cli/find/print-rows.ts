import type * as TableStore from 'tablestore';
import { csvLines } from '../output/csv';
import { cellsOf, type View, viewsOf } from '../output/overview';
import { StreamedTable } from '../output/table';
import { coloursFor, type Terminal, write } from '../program/terminal';
import { SEARCHABLE_COLUMNS } from '../query/columns';
import type { FoundRow } from '../search/found-row';
import type { MediaIndex, SortKey } from '../search/media-index';

export interface PrintOptions {
  query: TableStore.SearchQuery;
  sort: SortKey[] | 'none';
  limit?: number;
  /** Columns by name. @default `views` for people, all columns for programs */
  columns?: string[];
  views: View[];
  format: 'table' | 'json' | 'csv';
}

/** Prints the found rows page by page. Returns how many there were. */
export async function printRows(
  index: MediaIndex,
  options: PrintOptions,
  terminal: Terminal,
): Promise<number> {
  const { format, query, sort, limit } = options;
  const views = options.columns ? viewsOf(options.columns) : options.views;
  const columns = options.columns ?? (format === 'table' ? views.flatMap(({ needs }) => needs) : undefined);
  const print = printer(format, options.columns, views, terminal);
  let found = 0;
  for await (const rows of index.find({
    query,
    sort,
    limit,
    ...(columns ? { columns: withKey(columns) } : {}),
  })) {
    await write(terminal.stdout, print(rows));
    found += rows.length;
    if (terminal.interrupted.aborted) break;
  }
  return found;
}

/** The service requires at least one column. The key costs nothing. */
const withKey = (columns: string[]): string[] => [...new Set(['ObjectKey', ...columns])];

function printer(
  format: PrintOptions['format'],
  columns: string[] | undefined,
  views: View[],
  terminal: Terminal,
): (rows: FoundRow[]) => string {
  if (format === 'json') {
    return (rows) => rows.map((row) => `${JSON.stringify(columns ? pick(row, columns) : row)}\n`).join('');
  }
  if (format === 'csv') {
    const names = columns ?? SEARCHABLE_COLUMNS.map(({ name }) => name);
    let head: string[][] = [names];
    return (rows) => {
      const text = csvLines([...head, ...rows.map((row) => names.map((name) => row[name]))]);
      head = [];
      return text;
    };
  }
  const colours = coloursFor(terminal.stdout, terminal.env);
  const table = new StreamedTable(views, colours.bold);
  return (rows) => table.lines(rows.map((row) => cellsOf(row, views, colours)));
}

function pick(row: FoundRow, columns: string[]): FoundRow {
  return Object.fromEntries(columns.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
}

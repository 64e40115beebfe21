import type * as TableStore from 'tablestore';
import { SEARCHABLE_COLUMNS } from '../../contract/query/columns';
import { csvLines } from '../output/csv';
import { cellsOf, type View, viewsOf } from '../output/overview';
import { StreamedTable } from '../output/table';
import { jsonText } from '../program/printable';
import { coloursFor, type Terminal, widthOf, write, writeAsIs } from '../program/terminal';
import type { Cell, FoundRow } from '../search/found-row';
import type { MediaIndex, SortKey } from '../search/media-index';

export interface PrintOptions {
  query: TableStore.SearchQuery;
  sort: SortKey[] | 'none' | 'any';
  limit?: number;
  /** Columns by name. @default `views` for people, all columns for programs */
  columns?: string[];
  views: View[];
  format: 'table' | 'json' | 'csv';
  /** Of CSV: texts as they are stored, where that is not a terminal. */
  raw?: boolean;
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
  const { print, end } = printer(options, views, terminal);
  const isRaw = options.raw === true && !terminal.stdout.isTTY;
  const writeText = isRaw ? writeAsIs : write;
  let found = 0;
  for await (const rows of index.find({
    query,
    sort,
    limit,
    ...(columns ? { columns: withKey(columns) } : {}),
  })) {
    await writeText(terminal.stdout, print(rows));
    found += rows.length;
    if (terminal.interrupted.aborted) break;
  }
  await end();
  return found;
}

/** The service requires at least one column. The key costs nothing. */
const withKey = (columns: string[]): string[] => [...new Set(['ObjectKey', ...columns])];

interface Printer {
  print(rows: FoundRow[]): string;
  /** Writes what is due whether there were rows or not. */
  end(): Promise<void>;
}

function printer({ format, columns, raw }: PrintOptions, views: View[], terminal: Terminal): Printer {
  const { stdout, stderr, env } = terminal;
  const nothing = async (): Promise<void> => {};
  if (format === 'json') {
    const line = (row: FoundRow): string => `${jsonText(columns ? pick(row, columns) : row)}\n`;
    return { print: (rows) => rows.map(line).join(''), end: nothing };
  }
  if (format === 'csv') {
    const names = columns ?? SEARCHABLE_COLUMNS.map(({ name }) => name);
    const record = recorder(names);
    let head: string[][] = [names];
    const print = (rows: FoundRow[]): string => {
      const text = csvLines([...head, ...rows.map(record)], {
        raw,
        isTTY: stdout.isTTY,
      });
      head = [];
      return text;
    };
    return { print, end: () => write(stdout, head.length > 0 ? print([]) : '') };
  }
  const colours = coloursFor(stdout, env);
  const table = new StreamedTable(views, colours.bold, undefined, widthOf(stdout));
  return {
    print: (rows) => table.lines(rows.map((row) => cellsOf(row, views, colours))),
    // What somebody asked for by name and does not see needs a word.
    end: async () => {
      const missing = columns ? table.leftOut.join(', ') : '';
      if (missing) await write(stderr, `Not shown, for want of width: ${missing}.\n`);
    },
  };
}

/** The cells of rows in the order of columns. A row has a quarter of all columns, so that its own cells are gone through. */
function recorder(names: readonly string[]): (row: FoundRow) => (Cell | undefined)[] {
  const places = new Map<string, number[]>();
  for (const [i, name] of names.entries()) places.set(name, [...(places.get(name) ?? []), i]);
  return (row) => {
    const record = new Array<Cell | undefined>(names.length).fill(undefined);
    for (const name of Object.keys(row)) for (const i of places.get(name) ?? []) record[i] = row[name];
    return record;
  };
}

function pick(row: FoundRow, columns: string[]): FoundRow {
  return Object.fromEntries(columns.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));
}

import stringWidth from 'string-width';
import { columnWidths } from './column-widths';
import { cut } from './cut';

export interface TableColumn {
  head: string;
  align?: 'left' | 'right';
  /** Where a terminal is narrow, cells may be cut to this width. @default - shown whole or not at all */
  least?: number;
  /** Which part of a cell is left out then. @default 'end' */
  cutFrom?: 'end' | 'middle';
}

/**
 * The text of a cell, or the text and a function that colours it. Colour codes do not count for the width.
 */
export type TableCell = string | { text: string; colour: (text: string) => string };

/** The characters around cells. */
export interface TableStyle {
  start: string;
  between: string;
  end: string;
  /** Columns are at least this wide. */
  leastWidth: number;
  /** The line below the head. @default - none */
  rule?: (column: TableColumn, width: number) => string;
}

/** For a terminal: columns with space between them, without lines. */
const PLAIN: TableStyle = { start: '', between: '   ', end: '', leastWidth: 0 };

/** Markdown, padded so that it is also readable on a terminal. */
const MARKDOWN: TableStyle = {
  start: '| ',
  between: ' | ',
  end: ' |',
  leastWidth: 3,
  rule: ({ align }, width) => (align === 'right' ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)),
};

const textOf = (cell: TableCell): string => (typeof cell === 'string' ? cell : cell.text);

/**
 * Writes rows below each other as they come. The first batch settles the widths of the columns; a longer cell later on
 * pushes its line to the right instead of holding up everything until the last row is known. Where a width is given, no
 * line is longer: columns are cut, and the last ones left out.
 */
export class StreamedTable {
  private widths: number[] | undefined;

  constructor(
    private readonly columns: TableColumn[],
    private readonly headColour: (text: string) => string = (text) => text,
    private readonly style = PLAIN,
    /** Of the terminal. @default - any number of columns, as long as they are */
    private readonly width?: number,
  ) {}

  /** Heads of the columns for which there was no room, once the first lines are there. */
  get leftOut(): string[] {
    return this.columns.slice(this.widths?.length ?? this.columns.length).map(({ head }) => head);
  }

  /** Lines with a line break at their ends; the head comes with the first batch. */
  lines(rows: TableCell[][]): string {
    const isFirst = this.widths === undefined;
    this.widths ??= this.settled(rows);
    return [...(isFirst ? this.head(this.widths) : []), ...rows].map((row) => `${this.line(row)}\n`).join('');
  }

  private settled(rows: TableCell[][]): number[] {
    const wanted = this.columns.map(({ head }, index) =>
      [head, ...rows.map((row) => textOf(row[index] ?? ''))].reduce(
        (most, text) => Math.max(most, stringWidth(text)),
        this.style.leastWidth,
      ),
    );
    if (this.width === undefined) return wanted;
    const wishes = this.columns.map(({ least }, index) => ({ wanted: wanted[index]!, least }));
    return columnWidths(wishes, this.style.between.length, this.width);
  }

  private head(widths: number[]): TableCell[][] {
    const { rule } = this.style;
    const head = this.columns.map(({ head: text }) => ({ text, colour: this.headColour }));
    return rule ? [head, this.columns.map((column, index) => rule(column, widths[index]!))] : [head];
  }

  private line(row: TableCell[]): string {
    const { start, between, end } = this.style;
    const widths = this.widths ?? [];
    const cells = this.columns.slice(0, widths.length).map(({ align, cutFrom }, index) => {
      const cell = row[index] ?? '';
      const width = widths[index]!;
      const whole = textOf(cell);
      const text = this.width === undefined ? whole : cut(whole, width, cutFrom);
      const padding = ' '.repeat(Math.max(0, width - stringWidth(text)));
      const shown = typeof cell === 'string' || text === '' ? text : cell.colour(text);
      return align === 'right' ? padding + shown : shown + padding;
    });
    return `${start}${cells.join(between)}${end}`.trimEnd();
  }
}

/** A Markdown table. All columns except the first are aligned to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = head.map((name, i): TableColumn => ({ head: name, align: i === 0 ? 'left' : 'right' }));
  const table = new StreamedTable(columns, undefined, MARKDOWN);
  return table.lines(rows.map((row) => [...row])).trimEnd();
}

import stringWidth from 'string-width';

export interface TableColumn {
  head: string;
  align?: 'left' | 'right';
}

/** A cell, or a cell and how it is coloured; the colour does not count as width. */
export type TableCell = string | { text: string; colour: (text: string) => string };

/** What stands around cells. */
export interface TableStyle {
  start: string;
  between: string;
  end: string;
  /** Columns are at least as wide. */
  leastWidth: number;
  /** The line below the head. @default - none */
  rule?: (column: TableColumn, width: number) => string;
}

/** For a terminal: columns stand apart, without lines. */
const PLAIN: TableStyle = { start: '', between: '   ', end: '', leastWidth: 0 };

/** Of Markdown, padded so that it reads as well on a terminal. */
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
 * pushes its line to the right instead of holding up everything until the last row is known.
 */
export class StreamedTable {
  private widths: number[] | undefined;

  constructor(
    private readonly columns: TableColumn[],
    private readonly headColour: (text: string) => string = (text) => text,
    private readonly style = PLAIN,
  ) {}

  /** Lines with a line break at their ends; the head comes with the first batch. */
  lines(rows: TableCell[][]): string {
    const isFirst = this.widths === undefined;
    this.widths ??= this.columns.map(({ head }, index) =>
      [head, ...rows.map((row) => textOf(row[index] ?? ''))].reduce(
        (most, text) => Math.max(most, stringWidth(text)),
        this.style.leastWidth,
      ),
    );
    return [...(isFirst ? this.head(this.widths) : []), ...rows].map((row) => `${this.line(row)}\n`).join('');
  }

  private head(widths: number[]): TableCell[][] {
    const { rule } = this.style;
    const head = this.columns.map(({ head: text }) => ({ text, colour: this.headColour }));
    return rule ? [head, this.columns.map((column, index) => rule(column, widths[index]!))] : [head];
  }

  private line(row: TableCell[]): string {
    const { start, between, end } = this.style;
    const cells = this.columns.map(({ align }, index) => {
      const cell = row[index] ?? '';
      const text = textOf(cell);
      const padding = ' '.repeat(Math.max(0, (this.widths?.[index] ?? 0) - stringWidth(text)));
      const shown = typeof cell === 'string' || text === '' ? text : cell.colour(text);
      return align === 'right' ? padding + shown : shown + padding;
    });
    return `${start}${cells.join(between)}${end}`.trimEnd();
  }
}

/** A table of Markdown with all columns but the first to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = head.map((name, i): TableColumn => ({ head: name, align: i === 0 ? 'left' : 'right' }));
  const table = new StreamedTable(columns, undefined, MARKDOWN);
  return table.lines(rows.map((row) => [...row])).trimEnd();
}

import stringWidth from 'string-width';

export interface TableColumn {
  head: string;
  align?: 'left' | 'right';
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
 * Writes rows as they arrive. The first batch decides the widths of the columns. A longer cell later moves
 * the rest of its line to the right; otherwise nothing could be printed before the last row.
 */
export class StreamedTable {
  private widths: number[] | undefined;

  constructor(
    private readonly columns: TableColumn[],
    private readonly headColour: (text: string) => string = (text) => text,
    private readonly style = PLAIN,
  ) {}

  /** Lines with a line break at the end. The head is printed with the first batch. */
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

/** A Markdown table. All columns except the first are aligned to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = head.map((name, i): TableColumn => ({ head: name, align: i === 0 ? 'left' : 'right' }));
  const table = new StreamedTable(columns, undefined, MARKDOWN);
  return table.lines(rows.map((row) => [...row])).trimEnd();
}

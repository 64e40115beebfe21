import stringWidth from 'string-width';

export interface TableColumn {
  head: string;
  align?: 'left' | 'right';
}

/** A cell, or a cell and how it is coloured; the colour does not count as width. */
export type TableCell = string | { text: string; colour: (text: string) => string };

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
  ) {}

  /** Lines with a line break at their ends; the head comes with the first batch. */
  lines(rows: TableCell[][]): string {
    const head = this.columns.map(({ head }) => ({ text: head, colour: this.headColour }));
    const isFirst = this.widths === undefined;
    this.widths ??= this.columns.map(({ head }, index) =>
      [head, ...rows.map((row) => textOf(row[index] ?? ''))].reduce(
        (most, text) => Math.max(most, stringWidth(text)),
        0,
      ),
    );
    return [...(isFirst ? [head] : []), ...rows].map((row) => `${this.line(row)}\n`).join('');
  }

  private line(row: TableCell[]): string {
    return this.columns
      .map(({ align }, index) => {
        const cell = row[index] ?? '';
        const text = textOf(cell);
        const padding = ' '.repeat(Math.max(0, (this.widths?.[index] ?? 0) - stringWidth(text)));
        const shown = typeof cell === 'string' || text === '' ? text : cell.colour(text);
        const isLast = index === this.columns.length - 1;
        return align === 'right' ? padding + shown : isLast ? shown : shown + padding;
      })
      .join('   ')
      .trimEnd();
  }
}

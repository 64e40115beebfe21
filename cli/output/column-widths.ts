/** A column's width that is wanted, and the least that still tells something. */
export interface Wish {
  wanted: number;
  /** @default `wanted`: it is shown whole or not at all */
  least?: number;
}

/**
 * Widths of the columns that fit side by side, without the last ones that do not. The widest of those that may be cut
 * are cut first, so that short ones stay whole.
 *
 * @param between what stands between two columns
 * @param width of the terminal; the first column is always there, cut to that
 */
export function columnWidths(columns: readonly Wish[], between: number, width: number): number[] {
  for (let count = columns.length; count > 1; count -= 1) {
    const shown = columns.slice(0, count);
    const room = width - between * (count - 1);
    const least = shown.reduce((sum, { wanted, least = wanted }) => sum + Math.min(wanted, least), 0);
    if (least <= room) return shrunk(shown, room);
  }
  return columns.slice(0, 1).map(({ wanted }) => Math.min(wanted, width));
}

function shrunk(columns: readonly Wish[], room: number): number[] {
  const widths = columns.map(({ wanted }) => wanted);
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    const open = columns.map(({ wanted, least = wanted }, index) =>
      widths[index]! > least ? widths[index]! : 0,
    );
    widths[open.indexOf(Math.max(...open))]! -= 1;
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

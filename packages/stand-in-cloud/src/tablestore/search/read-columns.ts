import type { Scalar } from './scalars';

/** Different values of a column that share one array each. A column with more has values that hardly repeat. */
const MOST_SHARED = 10_000;

const NOTHING: readonly Scalar[] = [];

interface ReadColumn {
  /** By slot; undefined where nobody has asked yet. */
  cells: (readonly Scalar[] | undefined)[];
  shared: Map<Scalar, readonly Scalar[]>;
}

/**
 * What searches have read of the rows, a column for each field, as a search index keeps values for statistics and
 * sorting. A cell is read from its row when it is first asked for, so that only what is searched takes memory; rows
 * with the same value share it.
 */
export class ReadColumns {
  private readonly columns = new Map<string, ReadColumn>();
  private readonly free: number[] = [];
  private slots = 0;

  /** A place for the cells of one more row. */
  take(): number {
    return this.free.pop() ?? this.slots++;
  }

  /** Forgets the cells of a row that is gone. */
  release(slot: number): void {
    for (const { cells } of this.columns.values()) if (slot < cells.length) cells[slot] = undefined;
    this.free.push(slot);
  }

  /** The values of a field in a row; undefined when nobody has asked before. */
  get(field: string, slot: number): readonly Scalar[] | undefined {
    return this.columns.get(field)?.cells[slot];
  }

  /** Keeps the values of a field in a row. @returns the same values, perhaps in an array that rows share */
  keep(field: string, slot: number, values: readonly Scalar[]): readonly Scalar[] {
    let column = this.columns.get(field);
    if (!column) {
      column = { cells: [], shared: new Map() };
      this.columns.set(field, column);
    }
    // Filled from the first slot on, so that the list stays one without gaps.
    while (column.cells.length < slot) column.cells.push(undefined);
    column.cells[slot] = share(column, values);
    return column.cells[slot];
  }
}

function share({ shared }: ReadColumn, values: readonly Scalar[]): readonly Scalar[] {
  const [first] = values;
  if (first === undefined) return NOTHING;
  if (values.length > 1) return values;
  const known = shared.get(first);
  if (known) return known;
  if (shared.size < MOST_SHARED) shared.set(first, values);
  return values;
}

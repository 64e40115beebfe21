import { CellOrder } from './cell-order';
import { compareScalars, isPlain, type Scalar } from './scalars';

/** What a field holds in a row. */
type Content = Scalar | readonly Scalar[] | undefined;

/** The cell without a value. */
export const EMPTY = 0;
const UNREAD = -1;

/** When there are so many more cells than twice the rows, most are of rows that have changed: all are read again. */
const SPARE_CELLS = 1_000;

const NOTHING: readonly Scalar[] = [];

/** Which value of several a row is sorted by. */
export const MODE = { min: 0, max: 1, average: 2 };

/**
 * The values of one field in all rows. Different contents have a number each, the cell, and of each row only its cell is
 * kept: so a condition is tested once for each cell however many rows have it, and rows are compared by the ranks of their
 * cells. A row is read when the field is first searched, and again after it has changed.
 */
export class FieldColumn {
  private contents: Content[] = [undefined];
  private readonly known = new Map<Scalar, number>();
  private readonly knownLists = new Map<string, number>();
  private cells = new Int32Array(0);
  private isStale = true;
  private isPlainText = true;
  private readonly orders = new Map<number, CellOrder>();
  private asNumbers = new Float64Array(0);
  private asNumbersSize = 0;

  /** @param read the values in the row of a slot; none where the slot is free */
  constructor(private readonly read: (slot: number) => readonly Scalar[]) {}

  /** A row has changed, or its slot has become free or taken. */
  changed(slot: number): void {
    if (slot < this.cells.length) this.cells[slot] = UNREAD;
    this.isStale = true;
  }

  /** Reads what has changed. @param slots how many slots there are */
  update(slots: number): void {
    if (!this.isStale && this.cells.length >= slots) return;
    if (this.contents.length > 2 * slots + SPARE_CELLS) this.forget();
    if (this.cells.length < slots) {
      const grown = new Int32Array(Math.max(slots, Math.ceil(this.cells.length * 1.5))).fill(UNREAD);
      grown.set(this.cells);
      this.cells = grown;
    }
    const { cells } = this;
    for (let slot = 0; slot < slots; slot++) {
      if (cells[slot] === UNREAD) cells[slot] = this.cellOf(this.read(slot));
    }
    this.isStale = false;
  }

  /** How many cells there are, the empty one included. */
  get size(): number {
    return this.contents.length;
  }

  /** True when no row has several values. */
  get isSingle(): boolean {
    return this.knownLists.size === 0;
  }

  /** The cells by slot. */
  get bySlot(): Int32Array {
    return this.cells;
  }

  values(cell: number): readonly Scalar[] {
    const content = this.contents[cell];
    return content === undefined ? NOTHING : typeof content === 'object' ? content : [content];
  }

  /** The values as numbers by cell, where each has one value at most; not a number for the empty cell. */
  get numbers(): Float64Array {
    const { contents } = this;
    if (this.asNumbers.length < contents.length) {
      const grown = new Float64Array(contents.length * 2);
      grown.set(this.asNumbers);
      this.asNumbers = grown;
    }
    for (; this.asNumbersSize < contents.length; this.asNumbersSize++) {
      this.asNumbers[this.asNumbersSize] = Number(contents[this.asNumbersSize]);
    }
    return this.asNumbers;
  }

  /** The one value of a cell that rows are sorted by; not for the empty cell. */
  sortValue(cell: number, mode: number): Scalar {
    const content = this.contents[cell]!;
    return typeof content === 'object' ? chosen(content, mode) : content;
  }

  /** The cells in order of what rows are sorted by. */
  order(mode: number): CellOrder {
    // Rows with one value each have the same order in all modes.
    const key = this.isSingle ? MODE.min : mode;
    let order = this.orders.get(key);
    if (!order) {
      order = new CellOrder((cell) => this.sortValue(cell, key));
      this.orders.set(key, order);
    }
    order.update({ size: this.size, isPlain: this.isPlainText, isDistinct: this.isSingle });
    return order;
  }

  private cellOf(values: readonly Scalar[]): number {
    const [first] = values;
    if (first === undefined) return EMPTY;
    if (values.length > 1) {
      const id = values.map((value) => `${typeof value} ${String(value).length} ${value}`).join('');
      return this.knownLists.get(id) ?? this.add(this.knownLists, id, values);
    }
    return this.known.get(first) ?? this.add(this.known, first, first);
  }

  private add<Key>(known: Map<Key, number>, key: Key, content: Scalar | readonly Scalar[]): number {
    const cell = this.contents.push(content) - 1;
    // The order of single values is not that of the least value of lists.
    if (typeof content === 'object' && this.isSingle) this.orders.clear();
    known.set(key, cell);
    this.isPlainText &&= typeof content === 'object' ? content.every(isPlain) : isPlain(content);
    return cell;
  }

  private forget(): void {
    this.contents = [undefined];
    this.known.clear();
    this.knownLists.clear();
    this.orders.clear();
    this.cells.fill(UNREAD);
    this.isPlainText = true;
    this.asNumbersSize = 0;
  }
}

/** The least, the greatest or the average of several values. */
export function chosen(values: readonly Scalar[], mode: number): Scalar {
  const [first] = values as [Scalar];
  if (values.length === 1) return first;
  if (mode === MODE.average) {
    return values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length;
  }
  const sign = mode === MODE.max ? -1 : 1;
  return values.reduce((best, value) => (sign * compareScalars(value, best) < 0 ? value : best), first);
}

import { compareScalars, type Scalar } from './scalars';

/** Compares numbers, and texts without surrogates, as `compareScalars` does, and faster. */
const compareNatively = (left: Scalar, right: Scalar): number => (left < right ? -1 : left > right ? 1 : 0);

/**
 * The places of different values of one type in their order; undefined for values that are of several types. A table of
 * 100,000 rows has as many different times, and a comparison of our own for each two of them takes three times as long.
 */
function sortNatively(values: readonly Scalar[]): Int32Array | undefined {
  const places = new Map(values.map((value, i) => [value, i]));
  const sorted = values.every((value) => typeof value === 'number')
    ? Float64Array.from(values).sort()
    : values.every((value) => typeof value === 'string')
      ? [...values].sort()
      : undefined;
  return sorted && Int32Array.from(sorted as ArrayLike<Scalar>, (value) => places.get(value)!);
}

/** What the cells of a column may be like. */
interface Cells {
  /** How many there are; the first one is empty and in no order. */
  size: number;
  /** False when texts with surrogates are among them. */
  isPlain: boolean;
  /** False when several cells may have the same value to sort by. */
  isDistinct: boolean;
}

/** The cells of a column in order of a value. New cells are put into their places, so that nothing is sorted again. */
export class CellOrder {
  private sorted = new Int32Array(0);
  private taken = 1;
  private isPlain = true;
  /** By cell: whole numbers from 1 on, the same for equal values; not a number for the empty cell. */
  ranks = new Float64Array([Number.NaN]);

  constructor(private readonly value: (cell: number) => Scalar) {}

  update({ size, isPlain, isDistinct }: Cells): void {
    this.isPlain = isPlain;
    if (size === this.taken) return;
    const { taken } = this;
    const values = Array.from({ length: size - taken }, (_, i) => this.value(taken + i));
    const sorted = isDistinct && isPlain ? sortNatively(values) : undefined;
    const { compare } = this;
    const added = sorted
      ? sorted.map((i) => taken + i)
      : Int32Array.from(values, (_, i) => taken + i).sort((left, right) =>
          compare(values[left - taken]!, values[right - taken]!),
        );
    this.insert(added);
    this.taken = size;
    this.rank(isDistinct);
  }

  /** The rank of a value; of one that no cell has, between those of its neighbours. */
  rankOf(value: Scalar): number {
    const at = this.firstNotBelow(value, 0, compareScalars);
    const cell = this.sorted[at];
    if (cell === undefined) return this.sorted.length + 1;
    const rank = this.ranks[cell]!;
    return compareScalars(this.value(cell), value) === 0 ? rank : rank - 0.5;
  }

  private get compare(): typeof compareScalars {
    return this.isPlain ? compareNatively : compareScalars;
  }

  private insert(added: Int32Array): void {
    const { sorted, compare } = this;
    const merged = new Int32Array(sorted.length + added.length);
    let from = 0;
    for (const [i, cell] of added.entries()) {
      const at = sorted.length === 0 ? 0 : this.firstNotBelow(this.value(cell), from, compare);
      merged.set(sorted.subarray(from, at), from + i);
      merged[at + i] = cell;
      from = at;
    }
    merged.set(sorted.subarray(from), from + added.length);
    this.sorted = merged;
  }

  private firstNotBelow(value: Scalar, from: number, compare: typeof compareScalars): number {
    let [low, high] = [from, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(this.value(this.sorted[middle]!), value) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private rank(isDistinct: boolean): void {
    const { sorted, compare } = this;
    const ranks = new Float64Array(sorted.length + 1);
    ranks[0] = Number.NaN;
    let rank = 0;
    for (let i = 0; i < sorted.length; i++) {
      const isNext =
        isDistinct || i === 0 || compare(this.value(sorted[i - 1]!), this.value(sorted[i]!)) !== 0;
      if (isNext) rank = i + 1;
      ranks[sorted[i]!] = rank;
    }
    this.ranks = ranks;
  }
}

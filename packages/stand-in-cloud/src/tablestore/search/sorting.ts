import type { IndexSorter } from '../service';
import type { Hits } from './hits';
import type { Scalar } from './scalars';
import type { SearchIndex } from './search-index';
import type { SorterMessage } from './search-types';
import { type Sorter, sorterOf } from './sorters';

/** A position in the order: one value per sorter (null when the row has none) and the row's sort key. */
export type Position = { values: (Scalar | null)[]; key: string };

/** A total order of hits. Equal hits are in the order of the primary key, so that pages neither repeat nor skip any. */
export class Order {
  private readonly sorters: readonly Sorter[];

  /** Without sorters, the order is that of the primary key. @throws OtsError */
  constructor(
    messages: readonly SorterMessage[],
    private readonly hits: Hits,
    private readonly index: SearchIndex,
  ) {
    this.sorters = messages.map((message) => sorterOf(message, hits, index));
  }

  /**
   * The slots of the first hits after a position, in order. At most twice `count` are kept in memory: a page is short, and
   * there may be many hits.
   */
  first(count: number, after: Position | undefined): number[] {
    if (count <= 0) return [];
    const { slots } = this.hits;
    const [sorter] = this.sorters;
    const isPast = after && this.past(after);
    const best: number[] = [];
    const rank = (i: number): number => (sorter ? sorter.rank(i) : i);
    let bound = Number.POSITIVE_INFINITY;
    const cut = (): void => {
      best.sort((left, right) => this.compare(left, right));
      best.length = Math.min(best.length, count);
      if (best.length === count) bound = rank(best[count - 1]!);
    };
    for (let i = 0; i < slots.length; i++) {
      // Most hits of many are behind the page by the first sorter alone.
      if (rank(i) > bound || (isPast && !isPast(i))) continue;
      best.push(i);
      if (best.length >= 2 * count) cut();
    }
    cut();
    return best.map((i) => slots[i]!);
  }

  /** Where a hit stands. */
  position(slot: number): Position {
    const key = this.index.key(slot);
    const i = this.index.placeOf(key, this.hits);
    return { values: this.sorters.map((sorter) => sorter.value(i)), key };
  }

  private compare(left: number, right: number): number {
    for (const sorter of this.sorters) {
      const a = sorter.rank(left);
      const b = sorter.rank(right);
      if (a !== b) return a < b ? -1 : 1;
    }
    return left - right;
  }

  /** Whether a hit comes after a position. */
  private past({ values, key }: Position): (i: number) => boolean {
    const bounds = this.sorters.map((sorter, n) => sorter.rankOf(values[n] ?? null));
    const place = this.index.placeOf(key, this.hits);
    return (i) => {
      for (const [n, bound] of bounds.entries()) {
        const own = this.sorters[n]!.rank(i);
        if (own !== bound) return own > bound;
      }
      return i > place;
    };
  }
}

/** A sorter of an index as the protocol has it. */
export function sorterMessage({ name, order, mode }: IndexSorter): SorterMessage {
  const direction = { order: order === 'DESC' ? 1 : 0 };
  if (name === undefined) return { pkSort: direction };
  return { fieldSort: { fieldName: name, ...direction, ...(mode === undefined ? {} : { mode }) } };
}

import { parameterInvalid } from '../errors';
import type { IndexSorter } from '../service';
import { allValues, type IndexedRow } from './document';
import { type FieldSet, notOffered } from './fields';
import { compileQuery } from './queries';
import { compareScalars, readConstant, type Scalar } from './scalars';
import type { SorterMessage } from './search-types';

export interface Hit {
  document: IndexedRow;
  score: number;
}

/** A position in the order: one value per sorter (null when the document has none) and the row's key. */
export type Position = { values: (Scalar | null)[]; key: string };

interface PlacedHit {
  hit: Hit;
  position: Position;
}

interface Sorter {
  descending: boolean;
  /** Sorts by the primary key. */
  byKey?: boolean;
  value(hit: Hit): Scalar | null;
}

const DESCENDING = 1;
const MODE = { min: 0, max: 1, average: 2 };

/** A total order of hits. Equal hits are sorted by primary key, so that pages neither repeat nor skip any. */
export class Order {
  private constructor(private readonly sorters: Sorter[]) {}

  /** Without sorters, the order is that of the primary key. @throws OtsError */
  static of(messages: readonly SorterMessage[], fields: FieldSet): Order {
    return new Order(messages.map((message) => sorterOf(message, fields)));
  }

  /** True when the order is that of the index itself. */
  get isOfIndex(): boolean {
    const [first] = this.sorters;
    return !first || (first.byKey === true && !first.descending);
  }

  /**
   * The first hits after a position, in order. At most twice `count` hits are kept in memory: a page is short, and there
   * may be many hits.
   */
  first(count: number, hits: Iterable<Hit>, after: Position | undefined): PlacedHit[] {
    const best: PlacedHit[] = [];
    let last: Position | undefined;
    const cut = (): void => {
      best.sort((left, right) => this.compare(left.position, right.position));
      best.length = Math.min(best.length, count);
      if (best.length === count) last = best.at(-1)?.position;
    };
    for (const hit of hits) {
      // Most hits of many are behind the page by the first sorter alone.
      if (last && this.isBehind(hit, last)) continue;
      const position = this.position(hit);
      if (after && this.compare(position, after) <= 0) continue;
      if (last && this.compare(position, last) > 0) continue;
      best.push({ hit, position });
      if (best.length >= 2 * count) cut();
    }
    cut();
    return best;
  }

  private isBehind(hit: Hit, { values: [least] }: Position): boolean {
    const [first] = this.sorters;
    return first !== undefined && compareMissingLast(first.value(hit), least ?? null, first.descending) > 0;
  }

  position(hit: Hit): Position {
    return { values: this.sorters.map((sorter) => sorter.value(hit)), key: hit.document.key };
  }

  compare(left: Position, right: Position): number {
    for (let i = 0; i < this.sorters.length; i++) {
      const { descending } = this.sorters[i]!;
      const order = compareMissingLast(left.values[i] ?? null, right.values[i] ?? null, descending);
      if (order !== 0) return order;
    }
    return left.key < right.key ? -1 : left.key > right.key ? 1 : 0;
  }
}

/** Documents without a value come last in either direction. */
function compareMissingLast(left: Scalar | null, right: Scalar | null, descending: boolean): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const order = compareScalars(left, right);
  return descending ? -order : order;
}

function sorterOf(message: SorterMessage, fields: FieldSet): Sorter {
  if (message.fieldSort) return fieldSorter(message.fieldSort, fields);
  if (message.scoreSort) {
    return { descending: (message.scoreSort.order ?? DESCENDING) === DESCENDING, value: (hit) => hit.score };
  }
  const byKey = message.pkSort ?? message.docSort;
  if (byKey) return { descending: byKey.order === DESCENDING, byKey: true, value: (hit) => hit.document.key };
  if (message.geoDistanceSort) throw notOffered('GeoDistanceSort');
  throw parameterInvalid('A sorter must name what it sorts by.');
}

function fieldSorter(sort: NonNullable<SorterMessage['fieldSort']>, fields: FieldSet): Sorter {
  if (sort.missingField) throw notOffered('FieldSort with missing_field');
  const field = fields.sortable(sort.fieldName);
  const missing = sort.missingValue ? readConstant(field, sort.missingValue) : null;
  const descending = sort.order === DESCENDING;
  const mode = sort.mode ?? (descending ? MODE.max : MODE.min);
  const { nestedFilter } = sort;
  const inner = nestedFilter && compileQuery(nestedFilter.filter, fields);
  return {
    descending,
    value: ({ document }) => {
      const values =
        nestedFilter && inner
          ? (document.nested.get(nestedFilter.path) ?? [])
              .filter((item) => inner(item) !== undefined)
              .flatMap((item) => item.values.get(sort.fieldName) ?? [])
          : allValues(document, sort.fieldName);
      return values.length === 0 ? missing : pick(values, mode);
    },
  };
}

/** A sorter of an index as the protocol has it. */
export function sorterMessage({ name, order, mode }: IndexSorter): SorterMessage {
  const direction = { order: order === 'DESC' ? DESCENDING : 0 };
  if (name === undefined) return { pkSort: direction };
  return { fieldSort: { fieldName: name, ...direction, ...(mode === undefined ? {} : { mode }) } };
}

function pick(values: readonly Scalar[], mode: number): Scalar {
  const [first] = values as [Scalar];
  if (values.length === 1) return first;
  if (mode === MODE.average) {
    return values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length;
  }
  const sign = mode === MODE.max ? -1 : 1;
  return values.reduce((best, value) => (sign * compareScalars(value, best) < 0 ? value : best), first);
}

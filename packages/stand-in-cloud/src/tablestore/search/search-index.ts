import { limits } from 'ros-template-check';
import BTree from 'sorted-btree';
import type { Clock } from '../../clock';
import { type Row, visibleRow } from '../row';
import type { RowListener, Table } from '../table';
import { ColumnsOfRows } from './columns-of-rows';
import { FieldSet } from './fields';
import type { Hits } from './hits';
import type { IndexDefinition } from './index-definition';
import { type Marks, markedSlots, narrow } from './narrow';
import { compileQuery } from './queries';
import type { QueryMessage } from './search-types';

/** A page's own query, that of its counts and that of its timeline. */
const KEPT_QUERIES = 3;

/** The rows of one search index. They follow the table's rows after the lag. */
export class SearchIndex implements RowListener {
  readonly fields: FieldSet;
  readonly rows: ColumnsOfRows;
  /** The slots of rows by sort key. */
  private readonly slots = new BTree<string, number>();
  private readonly keys: string[] = [];
  /** All slots in the order of their keys; undefined after rows have come or gone. */
  private inOrder: readonly number[] | undefined;
  /** Changes in order of time; the first `applied` ones are already in the index. */
  private pending: { key: string; row: Row | undefined; visibleAt: number }[] = [];
  private applied = 0;
  /** Changes with every change of a row, so that what was found can be kept until then. */
  private revision = 0;
  /** What the last queries found, the latest first. */
  private kept: { id: Buffer; hits: Hits }[] = [];
  private keptRevision = 0;

  constructor(
    readonly definition: IndexDefinition,
    readonly table: Table,
    private readonly clock: Clock,
    private readonly lagMs: number,
  ) {
    this.fields = new FieldSet(definition.fields);
    this.rows = new ColumnsOfRows(this.fields, table.keyNames);
    // Existing rows are indexed first; they appear after the lag too.
    for (const [key, row] of table.entries()) this.rowChanged(key, row);
  }

  rowChanged(key: string, row: Row | undefined): void {
    this.pending.push({ key, row, visibleAt: this.clock.now() + this.lagMs });
    // Some changes are applied at every write, so that a search does not have to apply many.
    this.catchUp();
  }

  /** Milliseconds since the epoch up to which every write is in the index. */
  get syncedUntil(): number {
    this.catchUp();
    const oldest = this.pending[this.applied];
    return oldest ? oldest.visibleAt - this.lagMs : this.clock.now();
  }

  get size(): number {
    this.catchUp();
    return this.slots.size;
  }

  /** The sort key of a row: the order of equal rows, and the position in a page token. */
  key(slot: number): string {
    return this.keys[slot]!;
  }

  /** The place of a key among hits; of one that is not among them, half a place before the next. */
  placeOf(key: string, { slots }: Hits): number {
    let [low, high] = [0, slots.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.keys[slots[middle]!]! < key) low = middle + 1;
      else high = middle;
    }
    return low < slots.length && this.keys[slots[low]!] === key ? low : low - 0.5;
  }

  /**
   * All that a query finds, in the order of the primary key. A page of an application is a few requests about the same
   * rows, so the last answers are kept while no row changes; rows that age out need no change for that.
   * @throws OtsError
   */
  hits(message: QueryMessage | undefined): Hits {
    this.catchUp();
    if (this.keptRevision !== this.revision || this.ages) this.kept = [];
    this.keptRevision = this.revision;
    const id = Buffer.concat([Buffer.from([message?.type ?? 0]), message?.query ?? Buffer.alloc(0)]);
    const known = this.kept.find((one) => one.id.equals(id));
    if (known) return known.hits;
    const query = compileQuery(message, this.fields);
    const inOrder = this.slotsInOrder();
    const marks = this.visibleMarks(inOrder);
    narrow(query, marks, this.rows);
    const hits = { query, slots: markedSlots(inOrder, marks) };
    this.kept = [{ id, hits }, ...this.kept].slice(0, KEPT_QUERIES);
    return hits;
  }

  private get ages(): boolean {
    return this.table.definition.options.timeToLiveSeconds !== -1;
  }

  private slotsInOrder(): readonly number[] {
    this.inOrder ??= this.slots.valuesArray();
    return this.inOrder;
  }

  private visibleMarks(slots: readonly number[]): Marks {
    const marks = new Uint8Array(this.rows.size);
    const { options } = this.table.definition;
    const now = this.clock.now();
    for (const slot of slots) {
      if (!this.ages || visibleRow(this.rows.row(slot), options, now)) marks[slot] = 1;
    }
    return marks;
  }

  private catchUp(): void {
    const now = this.clock.now();
    for (; this.applied < this.pending.length; this.applied++) {
      const { key, row, visibleAt } = this.pending[this.applied] as (typeof this.pending)[number];
      if (visibleAt > now) break;
      this.revision += 1;
      this.apply(key, row && isIndexable(row) ? row : undefined);
    }
    // Applied changes are removed when they are more than half, so that each change is moved at most once.
    if (this.applied * 2 > this.pending.length) {
      this.pending = this.pending.slice(this.applied);
      this.applied = 0;
    }
  }

  private apply(key: string, row: Row | undefined): void {
    const slot = this.slots.get(key);
    if (slot !== undefined && row) {
      this.rows.put(slot, row);
      return;
    }
    if (slot === undefined && !row) return;
    this.inOrder = undefined;
    if (row) {
      const taken = this.rows.add(row);
      this.keys[taken] = key;
      this.slots.set(key, taken);
    } else {
      this.rows.remove(slot!);
      this.slots.delete(key);
    }
  }
}

/** False for a row that an index cannot take. */
const isIndexable = ({ primaryKey }: Row): boolean =>
  primaryKey.reduce(
    (sum, value) => sum + (value.type === 'STRING' ? Buffer.byteLength(value.value) : 0),
    0,
  ) <= limits.tablestore.INDEXED_PRIMARY_KEY_BYTES;

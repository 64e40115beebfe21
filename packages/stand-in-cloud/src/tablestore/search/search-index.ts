import BTree from 'sorted-btree';
import type { Clock } from '../../clock';
import { type Row, visibleRow } from '../row';
import type { RowListener, Table } from '../table';
import { type IndexedRow, indexRow } from './document';
import { FieldSet } from './fields';
import type { IndexDefinition } from './index-definition';

/** The documents of one search index, which trail the table's rows by the lag. */
export class SearchIndex implements RowListener {
  readonly fields: FieldSet;
  private readonly documents = new BTree<string, IndexedRow>();
  /** Changes in order of time; those before `applied` are in the documents already. */
  private pending: { key: string; row: Row | undefined; visibleAt: number }[] = [];
  private applied = 0;

  constructor(
    readonly definition: IndexDefinition,
    readonly table: Table,
    private readonly clock: Clock,
    private readonly lagMs: number,
  ) {
    this.fields = new FieldSet(definition.fields);
    // Rows that were there before the index are its full phase; they too take the lag to appear.
    for (const [key, row] of table.entries()) this.rowChanged(key, row);
  }

  rowChanged(key: string, row: Row | undefined): void {
    this.pending.push({ key, row, visibleAt: this.clock.now() + this.lagMs });
    // A little with every write, so that no search has to wait for many.
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
    return this.documents.size;
  }

  /** Documents as a search sees them now, in order of primary key, from the one after `afterKey` on. */
  *visible(afterKey?: string): Generator<IndexedRow> {
    this.catchUp();
    const { options } = this.table.definition;
    const now = this.clock.now();
    for (const [key, document] of this.documents.entries(afterKey)) {
      if (key === afterKey) continue;
      if (options.timeToLiveSeconds === -1 || visibleRow(document.row, options, now)) yield document;
    }
  }

  private catchUp(): void {
    const now = this.clock.now();
    for (; this.applied < this.pending.length; this.applied++) {
      const { key, row, visibleAt } = this.pending[this.applied] as (typeof this.pending)[number];
      if (visibleAt > now) break;
      const document = row && indexRow(key, row, this.table.keyNames, this.definition.fields);
      if (document) this.documents.set(key, document);
      else this.documents.delete(key);
    }
    // Dropped in one go when they are the larger part: each change is moved at most once.
    if (this.applied * 2 > this.pending.length) {
      this.pending = this.pending.slice(this.applied);
      this.applied = 0;
    }
  }
}

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
  private pending: { key: string; row: Row | undefined; visibleAt: number }[] = [];

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
  }

  /** Milliseconds since the epoch up to which every write is in the index. */
  get syncedUntil(): number {
    this.catchUp();
    const oldest = this.pending[0];
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
    const waiting = this.pending.findIndex((change) => change.visibleAt > now);
    const due = waiting < 0 ? this.pending.length : waiting;
    for (const { key, row } of this.pending.slice(0, due)) {
      const document = row && indexRow(key, row, this.table.keyNames, this.definition.fields);
      if (document) this.documents.set(key, document);
      else this.documents.delete(key);
    }
    if (due > 0) this.pending = this.pending.slice(due);
  }
}

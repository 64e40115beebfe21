import type { Clock } from '../../clock';
import type { Row } from '../row';
import type { RowListener, Table } from '../table';
import type { IndexDefinition } from './index-definition';

/** The documents of one search index, which trail the table's rows by the lag. */
export class SearchIndex implements RowListener {
  private readonly documents = new Map<string, Row>();
  private readonly pending: { key: string; row: Row | undefined; visibleAt: number }[] = [];

  constructor(
    readonly definition: IndexDefinition,
    readonly table: Table,
    private readonly clock: Clock,
    private readonly lagMs: number,
  ) {
    // Rows that were there before the index are its full phase; they too take the lag to appear.
    for (const [key, row] of table.entries()) this.rowChanged(key, row);
  }

  rowChanged(key: string, row: Row | undefined): void {
    this.pending.push({ key, row, visibleAt: this.clock.now() + this.lagMs });
  }

  /** Documents as a search sees them now. */
  visible(): ReadonlyMap<string, Row> {
    const now = this.clock.now();
    const due = this.pending.findIndex((change) => change.visibleAt > now);
    for (const { key, row } of this.pending.splice(0, due < 0 ? this.pending.length : due)) {
      if (row) this.documents.set(key, row);
      else this.documents.delete(key);
    }
    return this.documents;
  }
}

import BTree from 'sorted-btree';
import type { Clock } from '../../clock';
import { type Row, visibleRow } from '../row';
import type { RowListener, Table } from '../table';
import { type IndexedRow, indexRow } from './document';
import { FieldSet } from './fields';
import type { IndexDefinition } from './index-definition';
import { compileQuery } from './queries';
import { ReadColumns } from './read-columns';
import type { QueryMessage } from './search-types';
import type { Hit } from './sorting';

/** A page's own query, that of its counts and that of its timeline. */
const KEPT_QUERIES = 3;

/** The documents of one search index. They follow the table's rows after the lag. */
export class SearchIndex implements RowListener {
  readonly fields: FieldSet;
  private readonly documents = new BTree<string, IndexedRow>();
  private readonly columns = new ReadColumns();
  /** Changes in order of time; the first `applied` ones are already in the documents. */
  private pending: { key: string; row: Row | undefined; visibleAt: number }[] = [];
  private applied = 0;
  /** Changes with every change of the documents, so that what was found in them can be kept until then. */
  private revision = 0;
  /** What the last queries found, the latest first. */
  private kept: { query: Buffer; hits: readonly Hit[] }[] = [];
  private keptRevision = 0;
  /** One list for all documents. */
  private readonly keyNames: readonly string[];

  constructor(
    readonly definition: IndexDefinition,
    readonly table: Table,
    private readonly clock: Clock,
    private readonly lagMs: number,
  ) {
    this.fields = new FieldSet(definition.fields);
    this.keyNames = table.keyNames;
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
    return this.documents.size;
  }

  /** The documents that a search sees now, in order of primary key, after `afterKey`. */
  *visible(afterKey?: string): Generator<IndexedRow> {
    this.catchUp();
    const { options } = this.table.definition;
    const now = this.clock.now();
    for (const [key, document] of this.documents.entries(afterKey)) {
      if (key === afterKey) continue;
      if (options.timeToLiveSeconds === -1 || visibleRow(document.row, options, now)) yield document;
    }
  }

  /**
   * All that a query finds, in the order of the primary key. A page of an application is a few requests about the same
   * rows, so the last answers are kept while no document changes; rows that age out need no change for that.
   */
  allHits(query: QueryMessage | undefined): readonly Hit[] {
    this.catchUp();
    if (this.keptRevision !== this.revision || this.ages) this.kept = [];
    this.keptRevision = this.revision;
    const bytes = Buffer.concat([Buffer.from([query?.type ?? 0]), query?.query ?? Buffer.alloc(0)]);
    const known = this.kept.find((one) => one.query.equals(bytes));
    if (known) return known.hits;
    const hits = [...this.hits(query)];
    this.kept = [{ query: bytes, hits }, ...this.kept].slice(0, KEPT_QUERIES);
    return hits;
  }

  private get ages(): boolean {
    return this.table.definition.options.timeToLiveSeconds !== -1;
  }

  /** What a query finds, in the order of the primary key, after `afterKey`. @throws OtsError */
  *hits(query: QueryMessage | undefined, afterKey?: string): Generator<Hit> {
    const matcher = compileQuery(query, this.fields);
    for (const document of this.visible(afterKey)) {
      const score = matcher(document);
      if (score !== undefined) yield { document, score };
    }
  }

  private catchUp(): void {
    const now = this.clock.now();
    for (; this.applied < this.pending.length; this.applied++) {
      const { key, row, visibleAt } = this.pending[this.applied] as (typeof this.pending)[number];
      if (visibleAt > now) break;
      this.revision += 1;
      const before = this.documents.get(key);
      if (before) this.columns.release(before.slot);
      const document = row && indexRow(key, row, this.keyNames, this.definition.fields, this.columns);
      if (document) this.documents.set(key, document);
      else this.documents.delete(key);
    }
    // Applied changes are removed when they are more than half, so that each change is moved at most once.
    if (this.applied * 2 > this.pending.length) {
      this.pending = this.pending.slice(this.applied);
      this.applied = 0;
    }
  }
}

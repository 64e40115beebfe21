import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import type { Clock } from '../clock';
import type { Settling } from '../settling';
import type { Row } from './row';
import type { IndexDefinition } from './search/index-definition';
import { SearchIndex } from './search/search-index';
import type { Catalog, StoredTable } from './storage/catalog';
import { RowJournal } from './storage/row-journal';
import { Table } from './table';
import type { TableDefinition } from './table-definition';

export interface TableStoreOptions {
  clock: Clock;
  /** Milliseconds after creation during which a table's rows cannot be used. */
  readyAfterMs: number;
  /** Knows which tables and instances are too new to be used. @default none are */
  settling?: Settling;
  /** Milliseconds until a write can be found in the table's search indexes. */
  indexLagMs: number;
  /** Absent when rows live in memory only. */
  catalog?: Catalog;
}

/** A table with its file. Every change is written to the file before the caller is answered. */
export class TableStore {
  readonly table: Table;
  readonly journalName: string;
  readonly indexes = new Map<string, SearchIndex>();
  private journal: RowJournal | undefined;

  private constructor(
    definition: TableDefinition,
    private readonly options: TableStoreOptions,
    journalName?: string,
  ) {
    this.table = new Table(definition, options.clock, options.readyAfterMs);
    this.journalName = journalName ?? `${randomUUID()}.journal`;
    if (!this.path || !options.catalog) return;
    this.journal = RowJournal.open(this.path, this.table.keyNames, {
      replay: ({ key, row }) => this.table.restore(key, row),
      onNotice: options.catalog.onNotice,
      mustExist: journalName !== undefined,
    });
    this.table.addListener(this);
  }

  toStored(): StoredTable {
    const indexes = [...this.indexes.values()].map((index) => index.definition);
    return { definition: this.table.definition, indexes, journal: this.journalName };
  }

  static create(definition: TableDefinition, options: TableStoreOptions): TableStore {
    return new TableStore(definition, options);
  }

  static reopen(stored: StoredTable, options: TableStoreOptions): TableStore {
    const store = new TableStore(stored.definition, options, stored.journal);
    for (const index of stored.indexes) store.addIndex(index);
    return store;
  }

  addIndex(definition: IndexDefinition): void {
    const index = new SearchIndex(definition, this.table, this.options.clock, this.options.indexLagMs);
    this.indexes.set(definition.name, index);
    this.table.addListener(index);
  }

  removeIndex(name: string): void {
    const index = this.indexes.get(name);
    if (index) this.table.removeListener(index);
    this.indexes.delete(name);
  }

  rowChanged(_key: string, row: Row | undefined, primaryKey: Row['primaryKey']): void {
    this.journal?.append(row, primaryKey);
    if (this.journal?.wantsCompaction) this.journal.compact(this.rows());
  }

  close(): void {
    this.journal?.close();
    this.journal = undefined;
  }

  /** Closes the table and removes its file. */
  destroy(): void {
    this.close();
    if (this.path) fs.rmSync(this.path, { force: true });
  }

  private *rows(): Generator<Row> {
    for (const [, row] of this.table.entries()) yield row;
  }

  private get path(): string | undefined {
    return this.options.catalog?.journalPath(this.journalName);
  }
}

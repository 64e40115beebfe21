import { limits } from 'ros-template-check';
import {
  indexExists,
  indexMissing,
  OtsError,
  parameterInvalid,
  tableExists,
  tableMissing,
  tableNotReady,
} from './errors';
import { checkTableName } from './instance-names';
import { checkIndexable, checkIndexDefinition, type IndexDefinition } from './search/index-definition';
import type { SearchIndex } from './search/search-index';
import type { InstanceOptions } from './service';
import type { StoredInstance } from './storage/catalog';
import type { Table } from './table';
import { checkDefinedColumns, checkKeyColumns, checkOptions, type TableDefinition } from './table-definition';
import { TableStore, type TableStoreOptions } from './table-store';

const { TABLES_PER_INSTANCE } = limits.tablestore;

/** One instance: its network rules and its tables. */
export class TablestoreInstance {
  private readonly stores = new Map<string, TableStore>();

  constructor(
    readonly name: string,
    public options: InstanceOptions,
    private readonly storage: TableStoreOptions,
  ) {}

  static restore(stored: StoredInstance, storage: TableStoreOptions): TablestoreInstance {
    const instance = new TablestoreInstance(stored.name, stored.options, storage);
    for (const table of stored.tables) {
      instance.stores.set(table.definition.name, TableStore.reopen(table, storage));
    }
    return instance;
  }

  get tableNames(): string[] {
    return [...this.stores.keys()].sort();
  }

  /** @throws OtsError `OTSObjectNotExist` */
  table(name: string): Table {
    return this.store(name).table;
  }

  /** A table whose rows can be used. @throws OtsError `OTSObjectNotExist`, `OTSTableNotReady` */
  readyTable(name: string): Table {
    const table = this.table(name);
    table.checkReady();
    if (!(this.storage.settling?.isKnown('table', `${this.name}/${name}`) ?? true)) throw tableNotReady();
    return table;
  }

  /** @throws OtsError */
  createTable(definition: TableDefinition): void {
    checkTableName(definition.name);
    checkKeyColumns(definition.primaryKey);
    checkDefinedColumns(definition.definedColumns, definition.primaryKey);
    checkOptions(definition.options);
    if (this.stores.has(definition.name)) throw tableExists();
    if (this.stores.size >= TABLES_PER_INSTANCE) {
      throw new OtsError('OTSQuotaExhausted', 'Number of tables exceeded the quota.');
    }
    this.stores.set(definition.name, TableStore.create(definition, this.storage));
  }

  /** @throws OtsError */
  updateTable(name: string, change: (current: TableDefinition) => TableDefinition): void {
    const { table, indexes } = this.store(name);
    const next = change(table.definition);
    checkOptions(next.options);
    if (indexes.size > 0) checkIndexable(next.options);
    table.definition = next;
  }

  /**
   * @returns removes the table's file, for when the catalog no longer lists it
   * @throws OtsError
   */
  deleteTable(name: string): () => void {
    const store = this.store(name);
    if (store.indexes.size > 0) {
      throw parameterInvalid(`Table[${name}] who has at least one search index cannot be deleted.`);
    }
    store.close();
    this.stores.delete(name);
    return () => store.destroy();
  }

  /** @throws OtsError */
  createIndex(table: string, definition: IndexDefinition): void {
    const store = this.store(table);
    checkIndexDefinition(definition, store.table.definition);
    if (store.indexes.has(definition.name)) throw indexExists(definition.name);
    store.addIndex(definition);
  }

  /** @throws OtsError `OTSObjectNotExist` */
  deleteIndex(table: string, name: string): void {
    this.index(table, name);
    this.store(table).removeIndex(name);
  }

  /** @throws OtsError `OTSObjectNotExist` */
  index(table: string, name: string): SearchIndex {
    const index = this.store(table).indexes.get(name);
    if (!index) throw indexMissing(name);
    return index;
  }

  /** @throws OtsError `OTSObjectNotExist` */
  store(name: string): TableStore {
    const store = this.stores.get(name);
    if (!store) throw tableMissing();
    return store;
  }

  toStored(): StoredInstance {
    const tables = [...this.stores.values()].map((store) => store.toStored());
    return { name: this.name, options: this.options, tables };
  }

  close(): void {
    for (const store of this.stores.values()) store.close();
  }
}

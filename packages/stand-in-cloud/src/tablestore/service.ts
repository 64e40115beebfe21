/** A network from which callers come, as the ACLs of instances name it. */
export type Network = 'INTERNET' | 'VPC' | 'CLASSIC';

/** The options of an instance in a template. */
export interface InstanceOptions {
  clusterType: 'SSD' | 'HYBRID';
  networkTypes?: Network[];
  networkSources?: 'TRUST_PROXY'[];
  tags?: Record<string, string>;
}

export interface TableOptions {
  primaryKey: { name: string; type: 'STRING' | 'INTEGER' | 'BINARY' }[];
  definedColumns?: { name: string; type: 'STRING' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN' | 'BINARY' }[];
  /** Seconds; -1 keeps rows for ever. */
  timeToLive: number;
  maxVersions: number;
  /** Largest difference between a cell's version and the current time, in seconds. */
  deviationCellVersionInSec?: number;
}

export interface IndexField {
  name: string;
  type: 'LONG' | 'DOUBLE' | 'BOOLEAN' | 'KEYWORD' | 'TEXT' | 'GEOPOINT' | 'NESTED' | 'DATE';
  index?: boolean;
  sortAndAggregate?: boolean;
  store?: boolean;
  isArray?: boolean;
  analyzer?: string;
  /** Of DATE: the formats of its values, such as `epoch_millis` or `yyyy-MM-dd`. */
  dateFormats?: string[];
  /** Of TEXT: kept and described; queries with highlighting are refused. */
  highlighting?: boolean;
  fields?: IndexField[];
}

/** By what rows are sorted in the index: a field, or the primary key. */
export interface IndexSorter {
  /** Absent for the primary key. */
  name?: string;
  order: 'ASC' | 'DESC';
  /** Which value of an array counts: 0 the least, 1 the greatest, 2 their average. */
  mode?: number;
}

export interface IndexOptions {
  fields: IndexField[];
  routingFields?: string[];
  /** @default the primary key, for an index without nested fields */
  sort?: IndexSorter[];
}

/** Tablestore for callers in this process, such as the template engine. Throws OtsError. */
export interface TablestoreService {
  /** `http://localhost:PORT`: the same for all instances; a signed header names the instance. */
  readonly endpoint: string;
  createInstance(name: string, options: InstanceOptions): void;
  updateInstance(name: string, options: InstanceOptions): void;
  /** Refuses an instance that still has tables. */
  deleteInstance(name: string): void;
  /**
   * Does nothing but refuse what a caller of an instance by its own endpoint would be refused before all else.
   * @throws Error `no such host` for an instance whose name is not known yet; OtsError `OTSAuthFailed` where the
   * instance's ACL does not let the network in
   */
  reach(instance: string, network: Network): void;
  createTable(instance: string, table: string, options: TableOptions): void;
  updateTable(instance: string, table: string, options: Partial<TableOptions>): void;
  /** Refuses a table that still has a search index. */
  deleteTable(instance: string, table: string): void;
  createSearchIndex(instance: string, table: string, index: string, options: IndexOptions): void;
  deleteSearchIndex(instance: string, table: string, index: string): void;
  close(): Promise<void>;
}

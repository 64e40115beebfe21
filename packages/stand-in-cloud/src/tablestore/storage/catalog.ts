import fs from 'node:fs';
import path from 'node:path';
import type { IndexDefinition } from '../search/index-definition';
import type { InstanceOptions } from '../service';
import type { TableDefinition } from '../table-definition';

export interface StoredTable {
  definition: TableDefinition;
  indexes: IndexDefinition[];
  /** Name of the table's journal; names of tables can differ in case alone, which some file systems cannot. */
  journal: string;
}

export interface StoredInstance {
  name: string;
  options: InstanceOptions;
  tables: StoredTable[];
}

/** What instances and tables there are, kept in one JSON file in the data directory. */
export class Catalog {
  constructor(readonly directory: string) {
    fs.mkdirSync(directory, { recursive: true });
  }

  journalPath(name: string): string {
    return path.join(this.directory, name);
  }

  load(): StoredInstance[] {
    if (!fs.existsSync(this.file)) return [];
    return JSON.parse(fs.readFileSync(this.file, 'utf8')) as StoredInstance[];
  }

  /** Written beside and renamed, so that a crash leaves the old list or the new one. */
  save(instances: StoredInstance[]): void {
    const next = `${this.file}.next`;
    fs.writeFileSync(next, JSON.stringify(instances, null, 2));
    fs.renameSync(next, this.file);
  }

  private get file(): string {
    return this.journalPath('catalog.json');
  }
}

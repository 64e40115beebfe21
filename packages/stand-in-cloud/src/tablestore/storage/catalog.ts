import fs from 'node:fs';
import path from 'node:path';
import type { IndexDefinition } from '../search/index-definition';
import type { InstanceOptions } from '../service';
import type { TableDefinition } from '../table-definition';

export interface StoredTable {
  definition: TableDefinition;
  indexes: IndexDefinition[];
  /**
   * File name of the table's journal. Not the table's name, because some file systems ignore case and tables do not.
   */
  journal: string;
}

export interface StoredInstance {
  name: string;
  options: InstanceOptions;
  tables: StoredTable[];
}

/** The list of instances and tables, in one JSON file in the data directory. */
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

  /** Writes a second file and renames it, so that a crash leaves either the old list or the new one. */
  save(instances: StoredInstance[]): void {
    const next = `${this.file}.next`;
    fs.writeFileSync(next, JSON.stringify(instances, null, 2));
    fs.renameSync(next, this.file);
  }

  private get file(): string {
    return this.journalPath('catalog.json');
  }
}

import fs from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { DataDirectoryError, type OnNotice } from '../../storage/errors';
import { readSealed, writeSealed } from '../../storage/sealed-file';
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

const JOURNAL = /^[\w-]+\.journal$/;

/** The list of instances and tables, in one JSON file in the data directory. */
export class Catalog {
  constructor(
    readonly directory: string,
    readonly onNotice: OnNotice,
  ) {
    fs.mkdirSync(directory, { recursive: true });
  }

  journalPath(name: string): string {
    return path.join(this.directory, name);
  }

  /**
   * Removes the journals of tables that are not listed: of those whose creation or deletion a crash interrupted.
   * @throws DamagedDataError; DataDirectoryError for another version, or when there are journals but no list
   */
  load(): StoredInstance[] {
    // What the checksum lets through is what `save` was given.
    const instances = readSealed(this.file, z.custom<StoredInstance[]>(Array.isArray));
    const listed = new Set(instances?.flatMap(({ tables }) => tables.map(({ journal }) => journal)));
    const strays = fs
      .readdirSync(this.directory)
      .filter((name) => JOURNAL.test(name) && !listed.has(name))
      .map((name) => this.journalPath(name));
    if (strays.length > 0 && !instances) {
      throw new DataDirectoryError(
        `'${this.file}' is missing, but there are tables: put a copy of it in its place, or start with an empty data ` +
          'directory.',
      );
    }
    for (const stray of strays) {
      fs.rmSync(stray);
      this.onNotice(`'${stray}' belongs to no table; it is removed.`);
    }
    return instances ?? [];
  }

  save(instances: StoredInstance[]): void {
    writeSealed(this.file, instances);
  }

  private get file(): string {
    return this.journalPath('catalog.json');
  }
}

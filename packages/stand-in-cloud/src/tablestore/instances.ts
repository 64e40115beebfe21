import { authFailed, OtsError, parameterInvalid } from './errors';
import { checkInstanceName } from './instance-names';
import type { InstanceOptions } from './service';
import type { TableStoreOptions } from './table-store';
import { TablestoreInstance } from './tablestore-instance';

/** All instances, by name in lower case. With a catalog they are kept on disk. */
export class Instances {
  private readonly byName = new Map<string, TablestoreInstance>();

  constructor(private readonly storage: TableStoreOptions) {
    for (const stored of storage.catalog?.load() ?? []) {
      this.byName.set(stored.name.toLowerCase(), TablestoreInstance.restore(stored, storage));
    }
  }

  /** @throws OtsError `OTSAuthFailed`, which is how the service answers for an unknown instance */
  get(name: string): TablestoreInstance {
    const instance = this.byName.get(name.toLowerCase());
    if (!instance) throw authFailed('The instance is not found.');
    return instance;
  }

  get count(): number {
    return this.byName.size;
  }

  create(name: string, options: InstanceOptions): void {
    checkInstanceName(name);
    if (this.byName.has(name.toLowerCase())) {
      throw new OtsError('OTSObjectAlreadyExist', `The instance '${name}' already exists.`);
    }
    this.byName.set(name.toLowerCase(), new TablestoreInstance(name, options, this.storage));
    this.save();
  }

  delete(name: string): void {
    const tables = this.get(name).tableNames;
    if (tables.length > 0) {
      throw parameterInvalid(`Instance '${name}' still has tables: ${tables.join(', ')}.`);
    }
    this.byName.delete(name.toLowerCase());
    this.save();
  }

  /** Changes an instance or the definitions of its tables, then writes the catalog. */
  change<T>(name: string, action: (instance: TablestoreInstance) => T): T {
    const result = action(this.get(name));
    this.save();
    return result;
  }

  close(): void {
    for (const instance of this.byName.values()) instance.close();
  }

  private save(): void {
    this.storage.catalog?.save([...this.byName.values()].map((instance) => instance.toStored()));
  }
}

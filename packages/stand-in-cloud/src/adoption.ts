import type { OssService } from './oss/service';
import { OtsError } from './tablestore/errors';
import type { TablestoreService } from './tablestore/service';

/**
 * After a restart a stack is deployed again under its old id, so every resource gets its old name. A bucket, instance,
 * table or index that is still on disk is then taken over instead of created: its options become those of the template,
 * as in an update, and its data stays. Each is taken over once; a second creation of the same name is refused as usual.
 *
 * This returns the service with some of its methods replaced.
 */
function over<T extends object>(service: T, methods: Partial<T>): T {
  return new Proxy(service, {
    get(target, name) {
      if (name in methods) return Reflect.get(methods, name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** True the first time that it is asked about a name. */
function firstTime(): (...name: string[]) => boolean {
  const seen = new Set<string>();
  return (...name) => seen.size < seen.add(name.join('/')).size;
}

/** OSS for the engine, where buckets of an earlier run may exist. */
export function adoptingOss(oss: OssService): OssService {
  const isFirst = firstTime();
  return over(oss, {
    createBucket(name, options) {
      if (isFirst(name) && oss.hasBucket(name)) oss.updateBucket(name, options);
      else oss.createBucket(name, options);
    },
  });
}

/** The same for Tablestore. A table keeps its rows; one whose primary key the template changed is refused. */
export function adoptingTablestore(tablestore: TablestoreService): TablestoreService {
  const isFirst = firstTime();
  const adopt = (name: string[], create: () => void, takeOver: () => void): void => {
    try {
      create();
    } catch (error) {
      const isThere = error instanceof OtsError && error.code === 'OTSObjectAlreadyExist';
      if (!isThere || !isFirst(...name)) throw error;
      takeOver();
    }
  };
  return over(tablestore, {
    createInstance: (name, options) =>
      adopt(
        [name],
        () => tablestore.createInstance(name, options),
        () => tablestore.updateInstance(name, options),
      ),
    createTable: (instance, table, options) =>
      adopt(
        [instance, table],
        () => tablestore.createTable(instance, table, options),
        () => tablestore.updateTable(instance, table, options),
      ),
    createSearchIndex: (instance, table, index, options) =>
      adopt(
        [instance, table, index],
        () => tablestore.createSearchIndex(instance, table, index, options),
        () => {
          // No property of an index can be changed; its content is made again from the table.
          tablestore.deleteSearchIndex(instance, table, index);
          tablestore.createSearchIndex(instance, table, index, options);
        },
      ),
  });
}

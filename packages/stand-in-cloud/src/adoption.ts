import type { OssService } from './oss/service';
import { OtsError } from './tablestore/errors';
import type { TablestoreService } from './tablestore/service';

/**
 * How a stack comes back after a restart: it is deployed again under its old id, so that everything gets its old name,
 * and what OSS and Tablestore kept on disk is taken over instead of made. So a template that changed meanwhile reaches
 * what is there as an update would, and nothing but data needs to be stored. Each thing is taken over once; after that
 * a name that is taken is refused, as ever.
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

/** OSS as the engine sees it when buckets may be there from an earlier run. */
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
          // No property of an index can be changed, and it holds nothing that the table does not.
          tablestore.deleteSearchIndex(instance, table, index);
          tablestore.createSearchIndex(instance, table, index, options);
        },
      ),
  });
}

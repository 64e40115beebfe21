import { isFields } from './syntax';

export interface Located {
  /** Below the root, such as `Code.OssObjectName`. */
  path: string;
  /** Undefined when it is missing. */
  value: unknown;
}

/**
 * The values at a path of keys, where `*` is every item of a list or a map. A last key that is missing gives undefined;
 * where something before it is missing there is nothing to find.
 */
export function valuesAt(root: unknown, path: string): Located[] {
  return path.split('.').reduce<Located[]>(
    (found, key) =>
      found.flatMap(({ path: before, value }) => {
        const at = (name: string | number) => (before === '' ? String(name) : `${before}.${name}`);
        if (key !== '*') return isFields(value) ? [{ path: at(key), value: value[key] }] : [];
        if (Array.isArray(value)) return value.map((item, index) => ({ path: at(index), value: item }));
        return isFields(value)
          ? Object.entries(value).map(([name, item]) => ({ path: at(name), value: item }))
          : [];
      }),
    [{ path: '', value: root }],
  );
}

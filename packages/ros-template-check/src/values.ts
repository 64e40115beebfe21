import type { Fields } from './syntax';

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
  let found: Located[] = [{ path: '', value: root }];
  for (const key of path.split('.')) {
    const next: Located[] = [];
    for (const { path: before, value } of found) {
      if (typeof value !== 'object' || value === null || (Array.isArray(value) && key !== '*')) continue;
      for (const name of key === '*' ? Object.keys(value) : [key]) {
        next.push({ path: before === '' ? name : `${before}.${name}`, value: (value as Fields)[name] });
      }
    }
    found = next;
  }
  return found;
}

import type { Fields } from './syntax';

export interface Located {
  /** Path from the root, such as `Code.OssObjectName`. */
  path: string;
  /** Undefined when it is missing. */
  value: unknown;
}

/**
 * The values at a path of keys. `*` means every item of a list or a map. When only the last key is missing, its value
 * is undefined; when an earlier key is missing, there is no result.
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

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What takes long to make and is always the same: made once in a run of the tests, and kept in the folder that its files
 * share.
 * @param name that of a file, other for other contents
 */
export function keptText(name: string, make: () => string): string {
  const folder = process.env['SHARED_FOLDER'];
  if (!folder) return make();
  const path = join(folder, name);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  const text = make();
  // Another process may be making it too.
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, text);
  renameSync(partial, path);
  return text;
}

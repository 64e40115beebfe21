import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A folder of files that take long to make and are always the same: made once in a run of the tests. Nobody may change it.
 * @param name other for other contents
 * @param make fills the folder
 */
export async function keptFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const shared = process.env['SHARED_FOLDER']!;
  const kept = join(shared, name);
  if (existsSync(kept)) return kept;
  const fresh = mkdtempSync(join(shared, 'fresh-'));
  try {
    await make(fresh);
    renameSync(fresh, kept);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another process was first.
    if (!existsSync(kept)) throw error;
  }
  return kept;
}

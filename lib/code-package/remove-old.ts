import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Long enough for another process to finish with a file that it is using. */
const OLD_MS = 60 * 60 * 1000;

/**
 * Deletes files of earlier runs from `directory`: those that match `pattern` and are older than an hour,
 * except `keep`. Otherwise every change of the function would leave another package of some MB.
 */
export function removeOld(directory: string, pattern: RegExp, keep: string): void {
  for (const name of readdirSync(directory).filter((name) => pattern.test(name) && name !== keep)) {
    const path = join(directory, name);
    // Another process may delete the file at the same time.
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - modified > OLD_MS) {
      rmSync(path, { force: true });
    }
  }
}

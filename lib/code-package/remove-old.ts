import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Long enough for another process to be done with what it is just using. */
const OLD_MS = 60 * 60 * 1000;

/**
 * Removes files of earlier runs from `directory`: those named like `pattern`, older than an hour, except `keep`. Every
 * change of the function makes another package of some MB.
 */
export function removeOld(directory: string, pattern: RegExp, keep: string): void {
  for (const name of readdirSync(directory).filter((name) => pattern.test(name) && name !== keep)) {
    const path = join(directory, name);
    // Another process may be cleaning up, too.
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - modified > OLD_MS) {
      rmSync(path, { force: true });
    }
  }
}

import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { CodePackageError } from './code-package-error';
import type { PackedFile } from './packed-file';

/**
 * Only the executable bit counts. Git stores no more than that; the other bits depend on the umask of the
 * checkout.
 */
const modeOf = (stats: Stats) => (stats.mode & 0o111 ? 0o755 : 0o644);

/**
 * All files below `directory`, to be packed below `place`. Links are followed, because a zip for Function
 * Compute contains only plain files.
 * @throws CodePackageError when the directory is missing or empty
 */
export function readTree(directory: string, place: string): PackedFile[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch (error) {
    throw new CodePackageError(
      `Code package: the directory '${directory}' must exist (${(error as Error).message}).`,
    );
  }
  if (names.length === 0) {
    throw new CodePackageError(`Code package: the directory '${directory}' must hold files.`);
  }
  return names.flatMap((name) => {
    const file = join(directory, name);
    const path = `${place}/${name}`;
    const stats = statSync(file);
    return stats.isDirectory()
      ? readTree(file, path)
      : [{ path, content: readFileSync(file), mode: modeOf(stats) }];
  });
}

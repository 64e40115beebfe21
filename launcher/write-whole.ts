import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What an earlier compilation left is kept for a day: a command that is still running may load more of it. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** Named anything, so that two who write the same at once do not meet. */
const freshBeside = (path: string): string => join(dirname(path), `${randomUUID()}.tmp`);

/** Writes a directory that is named after its content, if it is not there: all of it or nothing. */
export function writeDirectory(
  directory: string,
  files: readonly { path: string; contents: Uint8Array }[],
): void {
  if (existsSync(directory)) return;
  const fresh = freshBeside(directory);
  try {
    mkdirSync(fresh, { recursive: true });
    for (const { path, contents } of files) writeFileSync(join(fresh, path), contents);
    renameSync(fresh, directory);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Somebody else was faster.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Replaces a file: whoever reads it meanwhile finds the old or the new one whole. */
export function writeFile(path: string, text: string): void {
  const fresh = freshBeside(path);
  writeFileSync(fresh, text);
  renameSync(fresh, path);
}

/**
 * Takes away what is not to be kept.
 * @param keptMs what is younger stays. @default a day
 */
export function removeOld(directory: string, kept: readonly string[], keptMs = KEPT_MS): void {
  for (const name of readdirSync(directory).filter((one) => !kept.includes(one))) {
    const path = join(directory, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    // Somebody may be writing it.
    const leastMs = name.endsWith('.tmp') ? KEPT_MS : keptMs;
    if (stat && stat.mtimeMs <= Date.now() - leastMs) rmSync(path, { recursive: true, force: true });
  }
}

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Earlier versions are kept for a day, because a running command may still load files from them. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** A random name, so that two processes that write at the same time do not conflict. */
const freshBeside = (path: string): string => join(dirname(path), `${randomUUID()}.tmp`);

/**
 * Writes a directory that is named after the hash of its content, unless it exists. It is written completely
 * or not at all.
 */
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
    // Another process created it first.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Replaces a file. A process that reads it meanwhile finds the complete old or the complete new content. */
export function writeFile(path: string, text: string): void {
  const fresh = freshBeside(path);
  writeFileSync(fresh, text);
  renameSync(fresh, path);
}

/**
 * Deletes everything in a directory except what is to be kept.
 * @param keptMs younger entries stay. @default a day
 */
export function removeOld(directory: string, kept: readonly string[], keptMs = KEPT_MS): void {
  for (const name of readdirSync(directory).filter((one) => !kept.includes(one))) {
    const path = join(directory, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    // Another process may still be writing it.
    const leastMs = name.endsWith('.tmp') ? KEPT_MS : keptMs;
    if (stat && stat.mtimeMs <= Date.now() - leastMs) rmSync(path, { recursive: true, force: true });
  }
}

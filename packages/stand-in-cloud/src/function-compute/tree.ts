import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Takes every write permission away and gives everyone the right to read, and to enter directories. */
export async function makeTreeReadOnly(root: string): Promise<void> {
  for (const entry of await readdir(root, { withFileTypes: true })) {
    const file = path.join(root, entry.name);
    if (entry.isDirectory()) {
      await makeTreeReadOnly(file);
    } else if (!entry.isSymbolicLink()) {
      const { mode } = await lstat(file);
      await chmod(file, (mode & 0o555) | 0o444);
    }
  }
  await chmod(root, 0o555);
}

/** Removes a directory tree, read-only directories included. A missing one is no error. */
export async function removeTree(root: string): Promise<void> {
  await makeDirectoriesWritable(root);
  await rm(root, { recursive: true, force: true });
}

async function makeDirectoriesWritable(directory: string): Promise<void> {
  const stats = await lstat(directory).catch(ignoreMissing);
  if (!stats?.isDirectory()) {
    return;
  }
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      await makeDirectoriesWritable(path.join(directory, entry.name));
    }
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') {
    throw error;
  }
}

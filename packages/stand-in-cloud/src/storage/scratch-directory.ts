import { lstat, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeTree } from '../function-compute/tree';
import { reasonOf } from '../reason-of';
import type { OnNotice } from './errors';
import { identityOf, isRunning } from './process-identity';

const PREFIX = 'stand-in-cloud-';

/**
 * Makes a temporary directory of this process, whose name says whose it is. First those of processes that were killed
 * are removed: nobody else does it.
 *
 * @param parent @default the system's directory for temporary files
 */
export async function makeScratch(onNotice: OnNotice, parent = tmpdir()): Promise<string> {
  for (const name of await readdir(parent)) {
    const [, owner] = /^stand-in-cloud-(\d+-\d+-\d+)-\w{6}$/.exec(name) ?? [];
    if (owner === undefined || isRunning(owner)) continue;
    const path = join(parent, name);
    // Another user's directory, or what another process is just removing, is left alone.
    const stats = await lstat(path).catch(() => undefined);
    if (!stats?.isDirectory() || stats.uid !== (process.getuid?.() ?? stats.uid)) continue;
    try {
      await removeTree(path);
      onNotice(`'${path}' was left by a process that is gone; it is removed.`);
    } catch (error) {
      // Another process may be removing it at the same time.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      onNotice(`'${path}' was left by a process that is gone and cannot be removed: ${reasonOf(error)}`);
    }
  }
  return mkdtemp(join(parent, `${PREFIX}${identityOf(process.pid)}-`));
}

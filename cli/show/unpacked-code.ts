import { createHash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeTree, unpackCode } from 'stand-in-cloud';

/** A copy that was not used for a week belongs to an earlier version. */
const OLD_MS = 7 * 24 * 60 * 60 * 1000;

/** The code of the functions as files. */
export interface UnpackedCode {
  directory: string;
  /** Removes it, where it is not kept. */
  dispose(): Promise<void>;
}

/**
 * The code of the functions, unpacked. It is unpacked once and kept for the next time under the SHA-256 of the zip, where
 * only this user can write. What another user could have put there is not run: the code is then unpacked for this time.
 * @param cache an absolute path
 */
export async function unpackedCode(zip: string, cache: string): Promise<UnpackedCode> {
  const kept = join(cache, 'unpacked');
  try {
    mkdirSync(kept, { mode: 0o700 });
  } catch {
    // It is there, or it cannot be made, and then is not ours.
  }
  if (!isOurs(kept)) return unpackedForOnce(zip);
  const name = createHash('sha256').update(readFileSync(zip)).digest('hex');
  const directory = join(kept, name);
  if (!isOurs(directory)) {
    const made = join(kept, `${name}.${randomUUID()}`);
    await unpack(zip, made);
    try {
      await rename(made, directory);
    } catch {
      // Another process was quicker, or something else lies there.
      await removeTree(made);
      if (!isOurs(directory)) return unpackedForOnce(zip);
    }
  }
  const now = new Date();
  utimesSync(directory, now, now);
  await removeUnused(kept, name, now.getTime());
  return { directory, dispose: async () => {} };
}

async function unpackedForOnce(zip: string): Promise<UnpackedCode> {
  const parent = await mkdtemp(join(tmpdir(), 'media-code-'));
  const directory = join(parent, 'code');
  const dispose = (): Promise<void> => removeTree(parent);
  try {
    await unpack(zip, directory);
  } catch (error) {
    await dispose();
    throw error;
  }
  return { directory, dispose };
}

const unpack = (zip: string, directory: string): Promise<void> =>
  unpackCode({ size: statSync(zip).size, stream: createReadStream(zip) }, directory);

/** A directory of this user, not a link to one, in which nobody else can write. */
function isOurs(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return false;
  return stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
}

async function removeUnused(kept: string, used: string, now: number): Promise<void> {
  for (const name of readdirSync(kept).filter((one) => one !== used)) {
    const path = join(kept, name);
    const { mtimeMs = now } = lstatSync(path, { throwIfNoEntry: false }) ?? {};
    // Another process may remove it at the same time.
    if (now - mtimeMs > OLD_MS) await removeTree(path).catch(() => undefined);
  }
}

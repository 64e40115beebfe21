import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformError } from '../errors';

/**
 * Makes a file for received bytes. Its name is removed as soon as it is open, so nothing is left on disk however
 * the process ends.
 *
 * @returns its descriptor for reading and writing, and one only for reading
 * @throws PlatformError when the file system refuses it, for example because too many files are open
 */
export function mailboxFile(): [number, number] {
  const name = join(tmpdir(), `mailbox-${randomBytes(12).toString('hex')}`);
  const open: number[] = [];
  try {
    open.push(openSync(name, 'wx+', 0o600));
    open.push(openSync(name, 'r'));
    unlinkSync(name);
    return open as [number, number];
  } catch (error) {
    for (const descriptor of open) closeSync(descriptor);
    if (open.length > 0) rmSync(name, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw new PlatformError(`No temporary file could be made for the bytes of the object (${code}).`);
  }
}

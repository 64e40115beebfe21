import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectAddress } from '../../../contract/object-version';
import { PlatformError } from '../errors';
import { BlockFile } from '../object-reader/block-file';
import { nameOf } from './object-name';

/**
 * Characters that cannot be in a file name for mediainfo. It expands wildcards, and ends when it meets a code
 * point that is not a character. An argument cannot contain a zero byte.
 */
const UNUSABLE = /[*?/\0\p{Noncharacter_Code_Point}]/u;

/**
 * The object as a local file for mediainfo, the only file that it can open. `object-file.so` replaces the
 * system calls for files. Before mediainfo reads a part of the object, the library asks us for it
 * (`ObjectRequests`). We put the bytes into a real file, the mailbox, and answer with their place in it. So
 * mediainfo works as with any local file, and we know exactly which bytes it wants.
 */
export class ObjectFile {
  /**
   * The folder in which mediainfo believes the object to be. Its name is random, because the report is
   * searched for it later.
   */
  readonly directory = `/object-${randomBytes(12).toString('hex')}`;
  readonly path: string;
  private closed = false;

  private constructor(
    address: ObjectAddress,
    /** Holds the received bytes of the object. */
    readonly mailbox: BlockFile,
    /** The mailbox opened again, only for reading. It becomes the child's descriptor 4. */
    private readonly childsMailbox: number,
  ) {
    const { extension } = nameOf(address);
    const usable = extension && !UNUSABLE.test(extension);
    this.path = join(this.directory, usable ? `object.${extension}` : 'object');
  }

  /**
   * Creates the mailbox synchronously: this only creates a name, and an object is waiting. The name is
   * removed as soon as the file is open, so nothing is left on disk however the process ends.
   *
   * @throws PlatformError when the file system refuses it, for example because too many files are open
   */
  static create(address: ObjectAddress): ObjectFile {
    const name = join(tmpdir(), `mailbox-${randomBytes(12).toString('hex')}`);
    const open: number[] = [];
    try {
      open.push(openSync(name, 'wx+', 0o600));
      open.push(openSync(name, 'r'));
      unlinkSync(name);
      return new ObjectFile(address, new BlockFile(open[0]!), open[1]!);
    } catch (error) {
      for (const descriptor of open) closeSync(descriptor);
      if (open.length > 0) rmSync(name, { force: true });
      const { code } = error as NodeJS.ErrnoException;
      throw new PlatformError(`No temporary file could be made for the bytes of the object (${code}).`);
    }
  }

  /** File descriptors for the child, starting at number 4. */
  get descriptors(): number[] {
    return [this.childsMailbox];
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.mailbox.close();
    closeSync(this.childsMailbox);
  }
}

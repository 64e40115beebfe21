import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectAddress } from '../../../contract/object-version';
import { PlatformError } from '../errors';
import { BlockFile } from '../object-reader/block-file';
import { nameOf } from './object-name';

/** MediaInfo expands wildcards, and ends at a character that is none; an argument cannot hold a zero. */
const UNUSABLE = /[*?/\0\p{Noncharacter_Code_Point}]/u;

/**
 * What mediainfo takes for a local file, the only one there is: `object-file.so` answers what mediainfo asks the system
 * for, and asks us for each part of the object before mediainfo reads it (`ObjectRequests`). We tell it where what came in
 * of that part lies in a real file, the mailbox. So mediainfo does what it does for a local file, and we know what it wants
 * to the byte.
 */
export class ObjectFile {
  /** What mediainfo takes for the folder of the object. Not to be guessed: the report is searched for it. */
  readonly directory = `/object-${randomBytes(12).toString('hex')}`;
  readonly path: string;
  private closed = false;

  private constructor(
    address: ObjectAddress,
    /** What was received of the object. */
    readonly mailbox: BlockFile,
    /** The mailbox again, not to be written to: the child's descriptor 4. */
    private readonly childsMailbox: number,
  ) {
    const { extension } = nameOf(address);
    const usable = extension && !UNUSABLE.test(extension);
    this.path = join(this.directory, usable ? `object.${extension}` : 'object');
  }

  /**
   * Makes the mailbox, in this thread: there is nothing but a name to write, and an object is waiting. The file has a name
   * only until it is open, so that nothing is left of it however the process ends.
   *
   * @throws PlatformError when the file system refuses it, with too many files open for instance
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

  /** Descriptors for a child, from its descriptor 4 on. */
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

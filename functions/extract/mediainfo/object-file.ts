import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectAddress } from '../../../contract/object-version';
import { BlockFile } from '../object-reader/block-file';
import { mailboxFile } from './mailbox-file';
import { nameOf } from './object-name';
import type { Slot } from './slot';

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
    /** Where a mediainfo for the object can be forked; undefined when one has to be started. */
    readonly slot: Slot | undefined,
    /** The mailbox opened again, only for reading. It becomes the child's descriptor 4. */
    private childsMailbox?: number,
  ) {
    const { extension } = nameOf(address);
    const usable = extension && !UNUSABLE.test(extension);
    this.path = join(this.directory, usable ? `object.${extension}` : 'object');
  }

  /**
   * Creates the mailbox synchronously: this only creates a name, and an object is waiting. A slot has one already.
   *
   * @throws PlatformError when the file system refuses it, for example because too many files are open
   */
  static create(address: ObjectAddress, slot?: Slot): ObjectFile {
    if (slot) return new ObjectFile(address, slot.mailbox(), slot);
    const [own, childs] = mailboxFile();
    return new ObjectFile(address, new BlockFile(own), undefined, childs);
  }

  /** File descriptors for a child that is started, beginning at number 4. */
  get descriptors(): number[] {
    this.childsMailbox ??= openSync(`/proc/self/fd/${this.mailbox.descriptor}`, 'r');
    return [this.childsMailbox];
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.mailbox.close();
    if (this.childsMailbox !== undefined) closeSync(this.childsMailbox);
  }
}

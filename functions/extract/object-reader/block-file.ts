import { closeSync, readSync, writeSync } from 'node:fs';
import { PlatformError } from '../errors';

/** The unit in which memory is taken and given back: MediaInfo's usual read. */
export const BLOCK_BYTES = 64 * 1024;

/** Bytes one after the other in a file. */
export interface Span {
  place: number;
  bytes: number;
}

/**
 * A file in which what was received of an object lies in blocks, for mediainfo to read: written to once, from where the
 * connection put it, the bytes are copied no more often than between two programs they must be. The file never reaches
 * a disk: it stays in the page cache, and is gone before the kernel would write it out.
 */
export class BlockFile {
  private blocks = 0;
  /** Used again in the order they were given back, so that those of a stream lie one behind the other. */
  private readonly free: number[] = [];
  private closed = false;

  constructor(readonly descriptor: number) {}

  /** The index of a block that is nobody's. */
  take(): number {
    return this.free.shift() ?? this.blocks++;
  }

  give(block: number): void {
    this.free.push(block);
  }

  /** @throws PlatformError when the file system takes no more */
  write(bytes: Buffer, from: number, { place, bytes: length }: Span): void {
    this.mustBeOpen();
    // In this thread, as it only goes to memory: a hop to another takes longer than the copying.
    for (let done = 0; done < length; ) {
      done += this.writeSome(bytes.subarray(from + done, from + length), place + done);
    }
  }

  private writeSome(bytes: Buffer, place: number): number {
    try {
      return writeSync(this.descriptor, bytes, 0, bytes.length, place);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new PlatformError(`The temporary directory takes no more of the object's bytes (${code}).`);
    }
  }

  read({ place, bytes: length }: Span): Buffer {
    this.mustBeOpen();
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length; ) {
      done += readSync(this.descriptor, bytes, done, length - done, place + done);
    }
    return bytes;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    closeSync(this.descriptor);
  }

  /** The number of a closed descriptor may be another file's by now. */
  private mustBeOpen(): void {
    if (this.closed) throw new Error('The file of received bytes is closed.');
  }
}

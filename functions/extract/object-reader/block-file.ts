import { closeSync, readSync, writeSync } from 'node:fs';
import { PlatformError } from '../errors';

/** The unit in which memory is taken and given back: MediaInfo's usual read. */
export const BLOCK_BYTES = 64 * 1024;

/** Where bytes lie in a file, and how many there are. */
export interface Span {
  place: number;
  bytes: number;
}

/**
 * The file in which mediainfo finds the bytes received of an object. It consists of blocks, which are used again. Each
 * byte is written to it once, directly from the buffer of the connection: it is copied no more often than two processes
 * need. The file normally never reaches a disk: it stays in the page cache, and is deleted before the kernel would write
 * it out.
 */
export class BlockFile {
  private blocks = 0;
  /** Blocks that were given back. The first is taken first, so that the blocks of a stream lie one behind the other. */
  private readonly free: number[] = [];
  private closed = false;

  /** @param release called when the file is closed, with its descriptor. @default - the descriptor is closed */
  constructor(
    readonly descriptor: number,
    private readonly release: (descriptor: number) => void = closeSync,
  ) {}

  /** The number of a block that is not in use. */
  take(): number {
    return this.free.shift() ?? this.blocks++;
  }

  give(block: number): void {
    this.free.push(block);
  }

  /** @throws PlatformError when the file system takes no more */
  write(bytes: Buffer, from: number, { place, bytes: length }: Span): void {
    this.mustBeOpen();
    // Synchronous: this only copies to memory, and to hand it to another thread would take longer than the copy.
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
    this.release(this.descriptor);
  }

  /** After a file is closed, the system may give the number of its descriptor to another file. */
  private mustBeOpen(): void {
    if (this.closed) throw new Error('The file of received bytes is closed.');
  }
}
